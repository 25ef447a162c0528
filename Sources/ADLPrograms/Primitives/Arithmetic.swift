/// The sum a + b.
public enum Addition: BinaryFunction {
  public static let name = "add"
  public static let spelling = Spelling.infix("+")
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .written("a + b"), "The sum.", example: "0.5 + 2", result: "2.5")

  public static func value<S: RealNumber>(_ a: S, _ b: S) -> S { a + b }
  public static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>)
  {
    (.one, .one)
  }
}

/// The difference a - b.
public enum Subtraction: BinaryFunction {
  public static let name = "sub"
  public static let spelling = Spelling.infix("-")
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .written("a - b"), "The difference.", example: "2 - 0.5", result: "1.5")

  public static func value<S: RealNumber>(_ a: S, _ b: S) -> S { a - b }
  public static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>)
  {
    (.one, .minusOne)
  }
}

/// The product a b.
public enum Multiplication: BinaryFunction {
  public static let name = "mul"
  public static let spelling = Spelling.infix("*")
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .written("a * b"), "The product.", example: "3 * 0.5", result: "1.5")

  public static func value<S: RealNumber>(_ a: S, _ b: S) -> S { a * b }
  public static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>)
  {
    (.value(b), .value(a))
  }
}

/// The quotient a / b.
public enum Division: BinaryFunction {
  public static let name = "div"
  public static let spelling = Spelling.infix("/")
  public static let domain = Domain(value: [.not(0, argument: 1)])
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .written("a / b"), "The quotient.", example: "3 / 4", result: "0.75")

  public static func value<S: RealNumber>(_ a: S, _ b: S) -> S { a / b }

  // -(a/b)/b rather than -a/b²: b² overflows and underflows where the quotient does not.
  public static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>)
  {
    (.value(S(1) / b), .value(-(y / b)))
  }
}

/// The negative -t.
public enum Negation: UnaryFunction {
  public static let name = "neg"
  public static let spelling = Spelling.negation
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .written("-t"), "The negative.", example: "-(3 - 5)", result: "2")

  public static func value<S: RealNumber>(_ x: S) -> S { -x }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .minusOne }
}

/// The identity. An output that is an input, an inner node, or given twice is a copy.
public enum Copy: UnaryFunction {
  public static let name = "copy"
  public static let spelling = Spelling.lastOperand
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .written("x"), "The value itself.", example: "(t -> t)(3)", result: "3")

  public static func value<S: RealNumber>(_ x: S) -> S { x }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .one }
}

/// The second operand; the first is needed, but ignored.
///
/// A constant output is such a node on the first input (semantics, section 1); so is a formula of a
/// derivative program that has to fail where its function does.
public enum Constant: BinaryFunction {
  public static let name = "constant"
  public static let spelling = Spelling.lastOperand
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.rational
  public static let manual = Manual(
    .written("c"), "A number, whatever the inputs.", example: "(t -> 3)(0)", result: "3")
  public static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  public static func value<S: RealNumber>(_ a: S, _ b: S) -> S { b }
  public static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>)
  {
    (.zero, .one)
  }
}
