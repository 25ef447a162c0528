// The room ADLText; see Sources/README.md.
