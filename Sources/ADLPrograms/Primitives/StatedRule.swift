/// What a function with a derivative of its author's own is called by, and with.
public struct StatedRule: Hashable, Sendable {
  /// An argument, by its shape.
  public enum Argument: Hashable, Sendable {
    case number
    case vector(Int)
    case matrix(rows: Int, columns: Int)
  }

  /// The name it was declared with.
  public let name: String

  /// Its arguments, whose entries are the first operands, row by row.
  public let arguments: [Argument]

  /// Creates the rule.
  public init(name: String, arguments: [Argument]) {
    self.name = name
    self.arguments = arguments
  }
}

/// A function with a derivative of its author's own: the operands are its inputs, the derivative in
/// each of them, and the value.
enum Stated: ElementaryFunction {
  static let name = "rule"
  static let spelling = Spelling.stated
  static let arity = Arity.atLeast(3)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let statesDerivative = true
  static let manual = Manual(
    .written("rule f(t) = e derivative d"),
    "A function with a derivative of one's own, right or wrong.", example: "(t -> t)(2)",
    result: "2")

  /// The value is the last operand, whatever the others are.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  /// What is stated may be infinite.
  static let mayHaveEdge = true

  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S { x[x.count - 1] }

  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S) -> [Partial<S>]
  {
    let p = (x.count - 1) / 2
    return x.indices.map { $0 < p ? .value(x[p + $0]) : .zero }
  }
}
