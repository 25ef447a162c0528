import ADLPrograms

/// A framework that emitted Python runs in.
package enum PythonFramework: String, Sendable, CaseIterable {
  case jax
  case pytorch
  case tensorflow

  /// The framework as it calls itself.
  var title: String {
    switch self {
    case .jax: "JAX"
    case .pytorch: "PyTorch"
    case .tensorflow: "TensorFlow"
    }
  }

  /// The profile that says what the framework's own calls return at ties.
  package var profile: Profile {
    switch self {
    case .jax: .jax
    case .pytorch: .pytorch
    case .tensorflow: .tensorflow
    }
  }

  /// Creates the framework that a profile was measured on, if there is one.
  package init?(_ profile: Profile) {
    switch profile {
    case .paper: return nil
    case .jax: self = .jax
    case .pytorch, .pytorch113: self = .pytorch
    case .tensorflow: self = .tensorflow
    }
  }

  /// The lines that a file begins with: numbers are doubles.
  var imports: [String] {
    switch self {
    case .jax:
      [
        "import jax", "import jax.numpy as jnp", "",
        "jax.config.update(\"jax_enable_x64\", True)",
      ]
    case .pytorch:
      [
        "import torch", "import torch.nn.functional as F", "",
        "torch.set_default_dtype(torch.float64)",
      ]
    case .tensorflow: ["import tensorflow as tf"]
    }
  }

  /// The module with `where`, `abs` and the like, which all have.
  var module: String {
    switch self {
    case .jax: "jnp"
    case .pytorch: "torch"
    case .tensorflow: "tf"
    }
  }

  /// Returns an array, or a number, as the framework's own.
  func tensor(_ text: String) -> String {
    switch self {
    case .jax: "jnp.array(\(text))"
    case .pytorch: "torch.tensor(\(text))"
    case .tensorflow: "tf.constant(\(text), tf.float64)"
    }
  }

  /// Returns a number where a tensor is asked for: JAX takes it as it is.
  func constant(_ text: String) -> String { self == .jax ? text : tensor(text) }

  /// What puts numbers, or arrays of one shape, behind one another.
  var stack: String {
    switch self {
    case .jax: "jnp.array"
    case .pytorch: "torch.stack"
    case .tensorflow: "tf.stack"
    }
  }

  /// Returns `text` in the shape of `sizes`; -1 is what the entries come to.
  func reshaped(_ text: String, _ sizes: [Int]) -> String {
    self == .tensorflow ? "tf.reshape(\(text), \(sizes))" : "\(text).reshape(\(sizes))"
  }

  /// Returns what is `text` without its derivative.
  func stopped(_ text: String) -> String {
    switch self {
    case .jax: "jax.lax.stop_gradient(\(text))"
    case .pytorch: "(\(text)).detach()"
    case .tensorflow: "tf.stop_gradient(\(text))"
    }
  }

  /// Names that mean something in every file of the framework.
  static let reservedNames: Set<String> = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in",
    "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with",
    "yield", "match", "case", "type",
    "abs", "all", "bool", "enumerate", "float", "int", "len", "list", "max", "print", "range",
    "str",
    "sum", "tuple", "zip",
    "F", "inf", "jax", "jnp", "nan", "sys", "tf", "torch",
    "FUNCTIONS", "POINTS", "TOLERANCE", "agree", "derivatives", "inputs", "main", "numbers",
    "stated",
  ]
}
