/// The sine.
public enum Sine: UnaryFunction {
  public static let name = "sin"
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.analytic
  public static let manual = Manual(
    .call("sin", .number("t")), "The sine.", example: "sin(0)", result: "0")

  public static func value<S: RealNumber>(_ x: S) -> S { S.sin(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(S.cos(x)) }
}

/// The cosine.
public enum Cosine: UnaryFunction {
  public static let name = "cos"
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.analytic
  public static let manual = Manual(
    .call("cos", .number("t")), "The cosine.", example: "cos(0)", result: "1")

  public static func value<S: RealNumber>(_ x: S) -> S { S.cos(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(-S.sin(x)) }
}

/// The tangent.
public enum Tangent: UnaryFunction {
  public static let name = "tan"
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.analytic
  public static let manual = Manual(
    .call("tan", .number("t")), "The tangent.", example: "tan'(0)", result: "1")

  /// A pole, where the number system can tell; doubles and rationals never meet one.
  public static func violation<S: RealNumber>(_ x: [S]) -> Domain.Constraint? {
    S.cos(x[0]).sign.isCertainly(.zero) ? pole : nil
  }

  public static func domainGuards<S: RealNumber>(_ x: [S]) -> [S] { [S.cos(x[0])] }

  /// Stands for a cosine of the argument that is not 0.
  private static let pole = Domain.Constraint.not(0)

  public static func value<S: RealNumber>(_ x: S) -> S { S.tan(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) + y * y)
  }
}

/// The inverse sine.
public enum ArcSine: UnaryFunction {
  public static let name = "asin"
  public static let domain = Domain(
    value: [.atLeast(-1), .atMost(1)], derivative: [.above(-1), .below(1)])
  public static let functionClass = FunctionClass.analytic
  public static let manual = Manual(
    .call("asin", .number("t")), "The inverse sine.", example: "asin(0)", result: "0")

  public static func value<S: RealNumber>(_ x: S) -> S { S.asin(x) }

  // (1 - t)(1 + t) rather than 1 - t²: no cancellation near ±1.
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) / S.sqrt((S(1) - x) * (S(1) + x)))
  }
}

/// The inverse cosine.
public enum ArcCosine: UnaryFunction {
  public static let name = "acos"
  public static let domain = Domain(
    value: [.atLeast(-1), .atMost(1)], derivative: [.above(-1), .below(1)])
  public static let functionClass = FunctionClass.analytic
  public static let manual = Manual(
    .call("acos", .number("t")), "The inverse cosine.", example: "acos(1)", result: "0")

  public static func value<S: RealNumber>(_ x: S) -> S { S.acos(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(-(S(1) / S.sqrt((S(1) - x) * (S(1) + x))))
  }
}

/// The inverse tangent.
public enum ArcTangent: UnaryFunction {
  public static let name = "atan"
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.analytic
  public static let manual = Manual(
    .call("atan", .number("t")), "The inverse tangent.", example: "atan'(1)", result: "0.5")

  public static func value<S: RealNumber>(_ x: S) -> S { S.atan(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) / (S(1) + x * x))
  }
}

/// The hyperbolic sine.
public enum HyperbolicSine: UnaryFunction {
  public static let name = "sinh"
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.logExp
  public static let manual = Manual(
    .call("sinh", .number("t")), "The hyperbolic sine.", example: "sinh(0)", result: "0")

  public static func value<S: RealNumber>(_ x: S) -> S { S.sinh(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(S.cosh(x)) }
}

/// The hyperbolic cosine.
public enum HyperbolicCosine: UnaryFunction {
  public static let name = "cosh"
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.logExp
  public static let manual = Manual(
    .call("cosh", .number("t")), "The hyperbolic cosine.", example: "cosh(0)", result: "1")

  public static func value<S: RealNumber>(_ x: S) -> S { S.cosh(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(S.sinh(x)) }
}

/// The hyperbolic tangent.
public enum HyperbolicTangent: UnaryFunction {
  public static let name = "tanh"
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.logExp
  public static let manual = Manual(
    .call("tanh", .number("t")), "The hyperbolic tangent.", example: "tanh'(0)", result: "1")

  public static func value<S: RealNumber>(_ x: S) -> S { S.tanh(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) - y * y)
  }
}

/// The error function.
public enum ErrorFunction: UnaryFunction {
  public static let name = "erf"
  public static let domain = Domain.everywhere
  public static let functionClass = FunctionClass.analytic
  public static let manual = Manual(
    .call("erf", .number("t")), "The error function 2/√π ∫ exp(-s²) ds from 0 to t.",
    example: "erf(0)", result: "0")

  public static func value<S: RealNumber>(_ x: S) -> S { S.erf(x) }
  public static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(.twoOverRootPi) * S.exp(-(x * x)))
  }
}
