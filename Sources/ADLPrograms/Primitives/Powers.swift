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

  /// In TensorFlow t^0 is a power like another, of which 0 has no derivative (measured: `x**0`).
  static func measuredPartials<S: RealNumber>(
    _ x: [S], _ parameter: Parameter, value y: S, in profile: Profile, _ mode: Mode
  ) -> [Partial<S>]? {
    guard profile == .tensorflow, parameter.integer == 0 else { return nil }
    return [.value(S.choose(whereZero: x[0], .notANumber, otherwise: S(0)))]
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

  /// Forward, TensorFlow adds what the exponent passes, 0 times infinity at 0 (measured: `x**-1`).
  static func measuredPartials<S: RealNumber>(
    _ x: [S], _ parameter: Parameter, value y: S, in profile: Profile, _ mode: Mode
  ) -> [Partial<S>]? {
    guard profile == .tensorflow, mode == .forward else { return nil }
    let partial = S(parameter.integer) * S.power(x[0], parameter.integer - 1)
    return [.value(S.choose(whereZero: x[0], .notANumber, otherwise: partial))]
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
    // 0^b exists for b >= 0 only; 0^0 is 1, as every t^0.
    if x[0].sign.isCertainly(.zero), x[1].sign.isCertainly(.negative) { return .above(0) }
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

  /// Measured: `0**x` and `x**-1` at 0; forward, TensorFlow has a tangent for a literal too.
  static let localRules = MeasuredLocalRules(
    tensorflow: LocalRules(forward: .zero, backward: .absent))

  /// Measured: `x**y` at (0, 0), (0, 1) and (0, -1). PyTorch takes 0 for d/dx where y is 0, and for
  /// d/dy where x is 0 and y is not negative; the others take log(0) for 0.
  static func measuredPartials<S: RealNumber>(
    _ x: [S], _ parameter: Parameter, value y: S, in profile: Profile, _ mode: Mode
  ) -> [Partial<S>]? {
    guard profile != .paper else { return nil }
    let (a, b) = (x[0], x[1])
    let (da, db) = derivatives(a, b, y)
    if profile == .pytorch || profile == .pytorch113 {
      let logarithm = S.choose(whereZero: y, S(0), otherwise: y * S.log(a))
      return [
        .value(S.choose(whereZero: b, S(0), otherwise: da.number)),
        .value(
          S.choose(
            whereZero: a, S.choose(whereZero: b, S(0), otherwise: logarithm), otherwise: db.number)
        ),
      ]
    }
    if profile == .tensorflow, a.sign.isCertainly(.negative) { return [da, .value(y * S(0))] }
    return [da, .value(S.choose(whereZero: a, y * S(0), otherwise: db.number))]
  }
}

/// The square root.
enum SquareRoot: UnaryFunction {
  static let name = "sqrt"
  static let domain = Domain(value: [.atLeast(0)], derivative: [.above(0)])
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("sqrt", .number("t")), "The square root.", example: "sqrt(9)", result: "3")

  /// Measured: `0 * tf.sqrt(x)` at 0.
  static let localRules = MeasuredLocalRules(
    tensorflow: LocalRules(forward: .absent, backward: .zeroOfZero))

  // The root of -0.0 is 0, so that its reciprocal is positive.
  static func value<S: RealNumber>(_ x: S) -> S { S.sqrt(x + S(0)) }

  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) / (S(2) * y))
  }
}
