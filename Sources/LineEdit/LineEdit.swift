// The room LineEdit; see Sources/README.md.
