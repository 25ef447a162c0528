/// The names of other languages, and what is written for them here.
enum ForeignName {
  /// Functions that are there under another name.
  private static let synonyms = [
    "ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "length": "len",
    "size": "len", "shape": "len", "numel": "len", "norm": "norm2", "maximum": "max",
    "minimum": "min", "amax": "max", "amin": "min", "fabs": "abs", "absolute": "abs",
    "ReLU": "relu", "average": "mean", "product": "prod", "total": "sum",
    "exponential": "exp", "Inf": "inf", "infinity": "inf", "Pi": "pi", "PI": "pi",
    "identity": "eye", "variance": "var", "logistic": "sigmoid",
    "expit": "sigmoid", "clamp": "clip",
    "detach": "stop_gradient", "no_grad": "stop_gradient", "sgn": "sign", "signum": "sign",
    "heaviside": "step", "ceiling": "ceil", "trunc": "round", "fmod": "mod", "remainder": "mod",
    "concatenate": "concat", "cat": "concat", "hstack": "concat", "arctan2": "atan2",
  ]

  /// What to write for what is no function here; `%` stands for the argument.
  private static let forms = [
    "range": "a..b", "pow": "x^y", "power": "x^y",
    "matmul": "A @ x", "mm": "A @ x", "einsum": "A @ x", "inner": "dot(x, y)",
    "select": "if c then a else b", "ifelse": "if c then a else b",
    "ite": "if c then a else b",
    "cbrt": "%^(1/3)",
    "erfc": "1 - erf(%)", "exp2": "2^%", "rsqrt": "1 / sqrt(%)", "reciprocal": "1 / %",
    "float": "%", "int": "%", "double": "%", "print": "%",
    "nan": "set domain nan", "None": "if c then a else b",
  ]

  /// What other languages keep their functions in.
  private static let libraries: Set<String> = [
    "np", "numpy", "jnp", "jax", "torch", "tf", "math", "Math", "nn", "F", "scipy", "mx", "cmath",
  ]

  /// `true` iff `name` is what another language keeps its functions in.
  static func isLibrary(_ name: String) -> Bool {
    libraries.contains(name.split(separator: ".").first.map(String.init) ?? name)
  }

  /// The words for derivatives.
  private static let derivatives: Set<String> = [
    "grad", "gradient", "jacobian", "D", "derivative", "Derivative", "differentiate", "nabla",
    "value_and_grad", "vjp", "jvp", "hessian", "deriv", "grad_fn", "jacrev", "jacfwd", "backward",
  ]

  /// Returns what to write in place of `name`, with the text of its first argument, if it is another
  /// language's for something that is there.
  static func replacement(for name: String, of argument: String? = nil) -> String? {
    if derivatives.contains(name) {
      let isName = argument?.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } ?? true
      let function = argument ?? "f"
      return (isName ? function : "(\(function))") + (name == "hessian" ? "\'\'" : "\'")
    }
    if let meant = synonyms[name], isThere(meant) { return meant }
    guard let form = forms[synonyms[name] ?? name] else { return nil }
    return form.split(separator: "%", omittingEmptySubsequences: false)
      .joined(separator: argument ?? "x")
  }

  /// `true` iff the language provides the name.
  static func isThere(_ name: String) -> Bool {
    Builtin.named(name) != nil || NamedNumber.named(name) != nil
  }

  /// What to do in place of a statement of another language that begins with `word`.
  static func statement(_ word: String) -> String? {
    if derivatives.contains(word) {
      return CommandForm.named("gradient") != nil && word == "gradient"
        ? nil : "the derivative of `f` is written `f\'`"
    }
    return switch word {
    case "import", "from", "using", "include", "require":
      "nothing is imported: functions are there, and `load \"file.adl\"` reads a script"
    case "return", "print", "println", "echo": "write the value alone"
    case "def", "function", "fn", "fun", "func", "define", "let", "var", "const":
      "write `f(x) = e`"
    case "while", "repeat", "loop": "a program is finite: `iterate(f, k, x)` applies f k times"
    default: nil
    }
  }
}
