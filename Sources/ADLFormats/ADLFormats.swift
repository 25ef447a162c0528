// The room ADLFormats; see Sources/README.md.
