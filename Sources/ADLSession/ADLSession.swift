// The room ADLSession; see Sources/README.md.
