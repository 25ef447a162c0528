/// The sine.
enum Sine: UnaryFunction {
  static let name = "sin"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("sin", .number("t")), "The sine.", example: "sin(0)", result: "0")

  static func value<S: RealNumber>(_ x: S) -> S { S.sin(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(S.cos(x)) }
}

/// The cosine.
enum Cosine: UnaryFunction {
  static let name = "cos"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("cos", .number("t")), "The cosine.", example: "cos(0)", result: "1")

  static func value<S: RealNumber>(_ x: S) -> S { S.cos(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(-S.sin(x)) }
}

/// The tangent.
enum Tangent: UnaryFunction {
  static let name = "tan"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("tan", .number("t")), "The tangent.", example: "tan'(0)", result: "1")

  /// A pole, where the number system can tell; doubles and rationals never meet one.
  static func violation<S: RealNumber>(_ x: [S]) -> Domain.Constraint? {
    S.cos(x[0]).sign.isCertainly(.zero) ? pole : nil
  }

  static func domainGuards<S: RealNumber>(_ x: [S]) -> [S] { [S.cos(x[0])] }

  /// Stands for a cosine of the argument that is not 0.
  private static let pole = Domain.Constraint.not(0)

  static func value<S: RealNumber>(_ x: S) -> S { S.tan(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) + y * y)
  }
}

/// The inverse sine.
enum ArcSine: UnaryFunction {
  static let name = "asin"
  static let domain = Domain(
    value: [.atLeast(-1), .atMost(1)], derivative: [.above(-1), .below(1)])
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("asin", .number("t")), "The inverse sine.", example: "asin(0)", result: "0")

  static func value<S: RealNumber>(_ x: S) -> S { S.asin(x) }

  // (1 - t)(1 + t) rather than 1 - t²: no cancellation near ±1.
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) / S.sqrt((S(1) - x) * (S(1) + x)))
  }
}

/// The inverse cosine.
enum ArcCosine: UnaryFunction {
  static let name = "acos"
  static let domain = Domain(
    value: [.atLeast(-1), .atMost(1)], derivative: [.above(-1), .below(1)])
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("acos", .number("t")), "The inverse cosine.", example: "acos(1)", result: "0")

  static func value<S: RealNumber>(_ x: S) -> S { S.acos(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(-(S(1) / S.sqrt((S(1) - x) * (S(1) + x))))
  }
}

/// The inverse tangent.
enum ArcTangent: UnaryFunction {
  static let name = "atan"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("atan", .number("t")), "The inverse tangent.", example: "atan'(1)", result: "0.5")

  static func value<S: RealNumber>(_ x: S) -> S { S.atan(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) / (S(1) + x * x))
  }
}

/// The hyperbolic sine.
enum HyperbolicSine: UnaryFunction {
  static let name = "sinh"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("sinh", .number("t")), "The hyperbolic sine.", example: "sinh(0)", result: "0")

  static func value<S: RealNumber>(_ x: S) -> S { S.sinh(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(S.cosh(x)) }
}

/// The hyperbolic cosine.
enum HyperbolicCosine: UnaryFunction {
  static let name = "cosh"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("cosh", .number("t")), "The hyperbolic cosine.", example: "cosh(0)", result: "1")

  static func value<S: RealNumber>(_ x: S) -> S { S.cosh(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(S.sinh(x)) }
}

/// The hyperbolic tangent.
enum HyperbolicTangent: UnaryFunction {
  static let name = "tanh"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("tanh", .number("t")), "The hyperbolic tangent.", example: "tanh'(0)", result: "1")

  static func value<S: RealNumber>(_ x: S) -> S { S.tanh(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) - y * y)
  }
}

/// The error function.
enum ErrorFunction: UnaryFunction {
  static let name = "erf"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("erf", .number("t")), "The error function 2/√π ∫ exp(-s²) ds from 0 to t.",
    example: "erf(0)", result: "0")

  static func value<S: RealNumber>(_ x: S) -> S { S.erf(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(.twoOverRootPi) * S.exp(-(x * x)))
  }
}
