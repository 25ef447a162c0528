/// The exponential.
enum Exponential: UnaryFunction {
  static let name = "exp"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("exp", .number("t")), "The exponential.", example: "exp(0)", result: "1")

  static func value<S: RealNumber>(_ x: S) -> S { S.exp(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(y) }
}

/// The natural logarithm.
enum Logarithm: UnaryFunction {
  static let name = "log"
  static let domain = Domain(value: [.above(0)])
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("log", .number("t")), "The natural logarithm.", example: "log(1)", result: "0")

  static func value<S: RealNumber>(_ x: S) -> S { S.log(x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(S(1) / x) }
}

/// exp(t) - 1, accurate near 0.
enum ExponentialMinusOne: UnaryFunction {
  static let name = "expm1"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("expm1", .number("t")), "exp(t) - 1, accurate near 0.", example: "expm1(1e-20)",
    result: "1e-20")

  static func value<S: RealNumber>(_ x: S) -> S { S.expMinusOne(x) }

  // exp(t) rather than y + 1: at t = -40 the latter has lost every digit.
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> { .value(S.exp(x)) }
}

/// log(1 + t), accurate near 0.
enum LogarithmOnePlus: UnaryFunction {
  static let name = "log1p"
  static let domain = Domain(value: [.above(-1)])
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("log1p", .number("t")), "log(1 + t), accurate near 0.", example: "log1p(1e-20)",
    result: "1e-20")

  static func value<S: RealNumber>(_ x: S) -> S { S.log(onePlus: x) }
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(S(1) / (S(1) + x))
  }
}

/// The logistic function 1/(1 + exp(-t)).
enum Sigmoid: UnaryFunction {
  static let name = "sigmoid"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("sigmoid", .number("t")), "The logistic function 1/(1 + exp(-t)).", example: "sigmoid(0)",
    result: "0.5")

  // Both forms are the same function; each is stable on its side, and neither overflows there.
  static func value<S: RealNumber>(_ x: S) -> S {
    if x.sign.isCertainly(.negative) {
      let e = S.exp(x)
      return e / (S(1) + e)
    }
    return S(1) / (S(1) + S.exp(-x))
  }

  // e/(1 + e)² rather than y(1 - y): 1 - y has lost every digit at t = 40.
  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    let e = S.exp(x.sign.isCertainly(.negative) ? x : -x)
    let s = S(1) + e
    return .value(e / (s * s))
  }
}

/// The smooth rectifier log(1 + exp(t)).
enum Softplus: UnaryFunction {
  static let name = "softplus"
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("softplus", .number("t")), "The smooth rectifier log(1 + exp(t)).",
    example: "softplus'(0)", result: "0.5")

  // The same function on either side; log(1 + exp(t)) itself overflows at t = 710.
  static func value<S: RealNumber>(_ x: S) -> S {
    x.sign.isCertainly(.positive) ? x + S.log(onePlus: S.exp(-x)) : S.log(onePlus: S.exp(x))
  }

  static func derivative<S: RealNumber>(_ x: S, _ y: S) -> Partial<S> {
    .value(Sigmoid.value(x))
  }
}

/// log Σ exp(x_i).
enum LogSumExp: ElementaryFunction {
  static let name = "logsumexp"
  static let spelling = Spelling.vectorCall(name)
  static let arity = Arity.atLeast(1)
  static let domain = Domain.everywhere
  static let functionClass = FunctionClass.logExp
  static let manual = Manual(
    .call("logsumexp", .vector("x")), "The logarithm of the sum of exponentials.",
    example: "logsumexp([3, 3]) - log(2)", result: "3")

  // Shifted by the largest argument (in doubles, by its value as a constant), nothing overflows.
  static func value<S: RealNumber>(_ x: [S], _ parameter: Parameter) -> S {
    let top = largest(x)
    // An infinity is the sum by itself.
    if top.sign.isKnown, top.double.isInfinite, !(top - top).sign.isKnown { return top }
    return top + S.log(laneSum(x.map { S.exp($0 - top) }))
  }

  static func partials<S: RealNumber>(_ x: [S], _ parameter: Parameter, value y: S)
    -> [Partial<S>]
  {
    x.map { .value(S.exp($0 - y)) }
  }

  private static func largest<S: RealNumber>(_ x: [S]) -> S {
    var top = x[0]
    for xi in x.dropFirst() where (xi - top).sign.isCertainly(.positive) { top = xi }
    return top
  }
}
