/// A function as an operand: of a command, or of another function.
public indirect enum FunctionReference: Sendable {
  /// A function that the user wrote, with the values that a lambda keeps from where it stood.
  case defined(CheckedFunction, captures: [ConstantValue])

  case builtin(Builtin)

  /// The derivative of the given order.
  case derivative(FunctionReference, order: Int)

  /// The name to speak of the function by, as in `relu2'`; for a lambda its text.
  public var name: String {
    switch self {
    case .defined(let function, _): function.name ?? function.text
    case .builtin(let builtin): builtin.name
    case .derivative(let base, let order):
      switch base {
      case .defined(let function, _) where function.name == nil:
        "(\(base.name))" + String(repeating: "'", count: order)
      default: base.name + String(repeating: "'", count: order)
      }
    }
  }

  /// The function as the user wrote it, under all derivatives; `nil` for a built-in one.
  public var definition: CheckedFunction? {
    switch self {
    case .defined(let function, _): function
    case .builtin: nil
    case .derivative(let base, _): base.definition
    }
  }
}
