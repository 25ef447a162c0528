/// The integer power t^n, a product of n factors.
enum IntegerPower: ElementaryFunction {
  static let name = "ipow"
  static let spelling = Spelling.integerPower
  static let arity = Arity.exactly(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("t ^ n"), "The integer power: a product of n factors.", example: "(-2) ^ 3",
    result: "-8")

  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S {
    S.power(x[0], parameter.integer)
  }

  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    let n = parameter.integer
    switch n {
    case 0: return [.value(S(0))]
    case 1: return [.one]
    case 2: return [.value(S(2) * x[0])]
    default: return [.value(S(n) * S.power(x[0], n - 1))]
    }
  }

  static func hidesNotANumber(_ parameter: Parameter) -> Bool { parameter.integer == 0 }
}

/// The integer power with a negative exponent, 1/t^n.
enum ReciprocalPower: ElementaryFunction {
  static let name = "rpow"
  static let spelling = Spelling.integerPower
  static let arity = Arity.exactly(1)
  static let domain = Domain(value: [.not(0)])
  static let functionClass = FunctionClass.rational
  static let manual = Manual(
    .written("t ^ -n"), "The reciprocal of an integer power.", example: "2 ^ -2", result: "0.25")

  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S {
    S.power(x[0], parameter.integer)
  }

  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    [.value(S(parameter.integer) * S.power(x[0], parameter.integer - 1))]
  }
}

/// The power a^b of a positive base; 0 to a positive power is 0.
enum Power: BinaryFunction {
  static let name = "pow"
  static let spelling = Spelling.infix("^")
  static let domain = Domain(value: [.atLeast(0)], derivative: [.above(0)])
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .written("a ^ b"), "The power of a positive base.", example: "4 ^ 0.5", result: "2")

  /// pow(a, 0) is 1 whatever a is.
  static func hidesNotANumber(_ parameter: Parameter) -> Bool { true }

  static func violation<S: RealNumber>(_ x: [S]) -> Domain.Constraint? {
    // 0^b exists for b > 0 only.
    if x[0].sign.isCertainly(.zero), x[1].sign.isCertainlyNot(.positive) { return .above(0) }
    return domain.violation(x)
  }

  static func domainGuards<S: RealNumber>(_ x: [S]) -> [S] {
    x[0].sign.isCertainly(.zero) ? [x[0], x[1]] : [x[0]]
  }

  static func value<S: RealNumber>(_ a: S, _ b: S) -> S { S.power(a, b) }

  static func derivatives<S: RealNumber>(_ a: S, _ b: S, _ y: S) -> (Partial<S>, Partial<S>) {
    // On the edge a = 0 the value is 0 for every b > 0, so it does not vary with b; and a^1 is a.
    let power = S.choose(
      whereZero: a, S.choose(whereZero: b - S(1), S(1), otherwise: S.power(a, b - S(1))),
      otherwise: S.power(a, b - S(1)))
    return (.value(b * power), .value(S.choose(whereZero: a, S(0), otherwise: y * S.log(a))))
  }
}

/// The square root.
enum SquareRoot: UnaryFunction {
  static let name = "sqrt"
  static let domain = Domain(value: [.atLeast(0)], derivative: [.above(0)])
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("sqrt", .number("t")), "The square root.", example: "sqrt(9)", result: "3")

  static func value<S: RealNumber>(_ x: S) -> S { S.sqrt(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) / (S(2) * y))
  }
}
