// The room ADLLanguage; see Sources/README.md.
