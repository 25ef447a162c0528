/// A function in JAX's own calls.
enum JaxWriter: FormWriter {
  static func text(of emitted: EmittedProgram) throws(EmissionFailure) -> String {
    try PythonFile([emitted], in: .jax).text()
  }
}

/// A function in PyTorch's own calls.
enum PyTorchWriter: FormWriter {
  static func text(of emitted: EmittedProgram) throws(EmissionFailure) -> String {
    try PythonFile([emitted], in: .pytorch).text()
  }
}

/// A function in TensorFlow's own calls.
enum TensorFlowWriter: FormWriter {
  static func text(of emitted: EmittedProgram) throws(EmissionFailure) -> String {
    try PythonFile([emitted], in: .tensorflow).text()
  }
}
