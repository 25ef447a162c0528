/// How an application of a primitive is written in the language.
public enum Spelling: Hashable, Sendable {
  /// `a + b`; the symbol has its precedence in the grammar.
  case infix(String)

  /// `-t`
  case negation

  /// `t^n`, with the exponent as parameter.
  case integerPower

  /// `name(a, b)`
  case call(String)

  /// `name([x_1, …, x_n])`
  case vectorCall(String)

  /// `name([x_1, …, x_n])[k]`, with k as parameter.
  case entry(String)

  /// `name(k, [x_1, …, x_n])`, with k as parameter.
  case ranked(String)

  /// `name([x_1, …], [y_1, …])`, with half of the operands each.
  case pairOfVectors(String)

  /// `name([x_1, x_2])[2]`
  case lastEntry(String)

  /// `[x_1, …][name([y_1, …])]`, with the y first among the operands.
  case pick(String)

  /// `interp(x, [xs_1, …], [ys_1, …])`
  case interpolation

  /// `where(c, a, b)`
  case choice

  /// The last operand itself: a copy, or a constant that ignores the first.
  case lastOperand

  /// `if … then a else b`
  case branch

  /// A call of the selection that the parameter declares.
  case declared

  /// A call of the function that the parameter names, with its inputs among the operands.
  case stated

  /// An entry of the derivative of the selection in the parameter: `name'(…)`.
  case derived
}

extension Spelling {
  /// `true` iff the parameter is the rank of an entry.
  public var hasRank: Bool {
    switch self {
    case .entry, .ranked: true
    default: false
    }
  }
}

extension Primitive {
  /// How an application of the primitive is written in the language.
  public var spelling: Spelling { rule.spelling }
}
