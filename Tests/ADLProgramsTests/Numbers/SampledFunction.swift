import ADLPrograms

/// The operations of a number system as functions of one variable, each with an interval inside its
/// domain from which the laws draw points.
enum SampledFunction: String, CaseIterable, Sendable {
  case exp, log, sqrt, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, log1p, expm1, erf
  case negation, doubling, square, cube, inverseFifth, quotient, product, root, exponential, tower

  func callAsFunction<Number: RealNumber>(_ x: Number) -> Number {
    switch self {
    case .exp: .exp(x)
    case .log: .log(x)
    case .sqrt: .sqrt(x)
    case .sin: .sin(x)
    case .cos: .cos(x)
    case .tan: .tan(x)
    case .asin: .asin(x)
    case .acos: .acos(x)
    case .atan: .atan(x)
    case .sinh: .sinh(x)
    case .cosh: .cosh(x)
    case .tanh: .tanh(x)
    case .log1p: .log(onePlus: x)
    case .expm1: .expMinusOne(x)
    case .erf: .erf(x)
    case .negation: -x
    case .doubling: x + x
    case .square: .power(x, 2)
    case .cube: .power(x, 3)
    case .inverseFifth: .power(x, -5)
    case .quotient: (x - Number(2)) / (x * x + Number(1))
    case .product: (x - Number(2)) * (x + Number(3))
    case .root: .power(x, Number(Literal(double: 1.0 / 3, exact: Rational(1, 3))))
    case .exponential: .power(Number(3), x)
    case .tower: .power(x, x)
    }
  }

  /// A closed interval inside the domain, on which the function and its derivatives are tame.
  var samples: ClosedRange<Double> {
    switch self {
    case .log, .sqrt, .root, .tower, .inverseFifth: 0.25...4
    case .tan, .log1p: -0.75...1.25
    case .asin, .acos: -0.75...0.75
    default: -2...2
    }
  }

  /// `true` iff the function takes rationals to rationals.
  var isRational: Bool {
    switch self {
    case .negation, .doubling, .square, .cube, .inverseFifth, .quotient, .product: true
    default: false
    }
  }
}
