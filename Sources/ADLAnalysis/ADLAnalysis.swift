// The room ADLAnalysis; see Sources/README.md.
