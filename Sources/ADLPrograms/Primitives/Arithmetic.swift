/// The sum a + b.
enum Addition: BinaryFunction {
  static let name = "add"
  static let spelling = Spelling.infix("+")
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("a + b"), "The sum.", example: "0.5 + 2", result: "2.5")

  static func value<S: RealNumber>(_ a: S, _ b: S) -> S { a + b }
  static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>) {
    (.one, .one)
  }
}

/// The difference a - b.
enum Subtraction: BinaryFunction {
  static let name = "sub"
  static let spelling = Spelling.infix("-")
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("a - b"), "The difference.", example: "2 - 0.5", result: "1.5")

  static func value<S: RealNumber>(_ a: S, _ b: S) -> S { a - b }
  static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>) {
    (.one, .minusOne)
  }
}

/// The product a b.
enum Multiplication: BinaryFunction {
  static let name = "mul"
  static let spelling = Spelling.infix("*")
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("a * b"), "The product.", example: "3 * 0.5", result: "1.5")

  static func value<S: RealNumber>(_ a: S, _ b: S) -> S { a * b }
  static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>) {
    (.value(b), .value(a))
  }
}

/// The quotient a / b.
enum Division: BinaryFunction {
  static let name = "div"
  static let spelling = Spelling.infix("/")
  static let domain = Domain(value: [.not(0, argument: 1)])
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("a / b"), "The quotient.", example: "3 / 4", result: "0.75")

  static func value<S: RealNumber>(_ a: S, _ b: S) -> S { a / b }

  // -(a/b)/b rather than -a/b²: b² overflows and underflows where the quotient does not.
  static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>) {
    (.value(S(1) / b), .value(-(y / b)))
  }

  /// Measured: `x / y` and `1 / x` at 0. Forward, TensorFlow has a tangent for a literal too, and
  /// PyTorch divides the sum of both shares.
  static let localRules = MeasuredLocalRules(
    tensorflow: LocalRules(forward: .zero, backward: .absent),
    pytorch: LocalRules(forward: .blend, backward: .absent))

  /// JAX squares the divisor (measured: `x / y` at (1e-200, 1e-200)).
  static func measuredPartials<S: RealNumber>(
    _ x: [S], _ parameter: Parameter, value y: S, in profile: Profile, _ mode: Mode
  ) -> [Partial<S>]? {
    guard profile == .jax else { return nil }
    return [.value(S(1) / x[1]), .value(-x[0] * (S(1) / (x[1] * x[1])))]
  }
}

/// The negative -t.
enum Negation: UnaryFunction {
  static let name = "neg"
  static let spelling = Spelling.negation
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("-t"), "The negative.", example: "-(3 - 5)", result: "2")

  static func value<S: RealNumber>(_ x: S) -> S { -x }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .minusOne }
}

/// The identity. An output that is an input, an inner node, or given twice is a copy.
enum Copy: UnaryFunction {
  static let name = "copy"
  static let spelling = Spelling.lastOperand
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("x"), "The value itself.", example: "(t -> t)(3)", result: "3")

  static func value<S: RealNumber>(_ x: S) -> S { x }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .one }
}

/// The second operand; the first is needed, but ignored.
///
/// A constant output is such a node on the first input (semantics, section 1); so is a formula of a
/// derivative program that has to fail where its function does.
enum Constant: BinaryFunction {
  static let name = "constant"
  static let spelling = Spelling.lastOperand
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("c"), "A number, whatever the inputs.", example: "(t -> 3)(0)", result: "3")
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static func value<S: RealNumber>(_ a: S, _ b: S) -> S { b }
  static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>) {
    (.zero, .one)
  }
}
