/// The sigmoid linear unit t/(1 + exp(-t)).
enum Silu: UnaryFunction {
  static let name = "silu"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("silu", .number("t")), "t sigmoid(t), also called swish.", example: "silu'(0)",
    result: "0.5")

  static func value<S: RealNumber>(_ x: S) -> S { x * Sigmoid.value(x) }

  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(Sigmoid.value(x) + x * Sigmoid.derivative(x, x).number)
  }
}

/// The rectifier t tanh(log(1 + exp(t))).
enum Mish: UnaryFunction {
  static let name = "mish"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("mish", .number("t")), "t tanh(softplus(t)).", example: "mish'(0)", result: "0.6")

  static func value<S: RealNumber>(_ x: S) -> S { x * factor(x) }

  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    let h = factor(x)
    // tanh(s)' = 1 - tanh(s)², and softplus' is the sigmoid.
    return .value(h + x * complement(x) * Sigmoid.value(x))
  }

  /// tanh(log(1 + exp(t))) as a quotient of polynomials in exp(t) or exp(-t), whichever is small.
  private static func factor<S: RealNumber>(_ x: S) -> S {
    if x.sign.isCertainly(.positive) {
      let e = S.exp(-x)
      return (S(1) + S(2) * e) / (S(1) + S(2) * e + S(2) * e * e)
    }
    let e = S.exp(x)
    return e * (e + S(2)) / (e * (e + S(2)) + S(2))
  }

  /// 1 - factor(t)².
  private static func complement<S: RealNumber>(_ x: S) -> S {
    if x.sign.isCertainly(.positive) {
      let e = S.exp(-x)
      let n = S(1) + S(2) * e
      let d = n + S(2) * e * e
      return S(2) * e * e * (n + d) / (d * d)
    }
    let e = S.exp(x)
    let n = e * (e + S(2))
    let d = n + S(2)
    return S(2) * (n + d) / (d * d)
  }
}

/// The distribution function of the standard normal distribution.
enum NormalDistribution: UnaryFunction {
  static let name = "normcdf"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("normcdf", .number("t")),
    "The probability that a standard normal number is at most t.", example: "normcdf(0)",
    result: "0.5")

  static func value<S: RealNumber>(_ x: S) -> S { S.erfc(-x / S.sqrt(S(2))) / S(2) }

  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(density(x)) }

  /// exp(-t²/2)/√(2 π).
  static func density<S: RealNumber>(_ x: S) -> S {
    S.exp(-(x * x) / S(2)) * S(.twoOverRootPi) / (S(2) * S.sqrt(S(2)))
  }
}

/// The Gaussian error linear unit t Φ(t), with the error function itself.
enum Gelu: UnaryFunction {
  static let name = "gelu"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.analytic
  static let manual = Manual(
    .call("gelu", .number("t")),
    "t normcdf(t), with the error function itself, as `approximate=\"none\"` has it.",
    example: "gelu'(0)", result: "0.5")

  static func value<S: RealNumber>(_ x: S) -> S { x * NormalDistribution.value(x) }

  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(NormalDistribution.value(x) + x * NormalDistribution.density(x))
  }
}
