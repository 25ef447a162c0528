import ADLPrograms

/// The operations of one argument that every number system has.
enum UnaryOperation: Sendable {
  case negation, exp, log, sqrt, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
  case logOnePlus, expMinusOne, erf

  func callAsFunction<S: RealNumber>(_ x: S) -> S {
    switch self {
    case .negation: -x
    case .exp: S.exp(x)
    case .log: S.log(x)
    case .sqrt: S.sqrt(x)
    case .sin: S.sin(x)
    case .cos: S.cos(x)
    case .tan: S.tan(x)
    case .asin: S.asin(x)
    case .acos: S.acos(x)
    case .atan: S.atan(x)
    case .sinh: S.sinh(x)
    case .cosh: S.cosh(x)
    case .tanh: S.tanh(x)
    case .logOnePlus: S.log(onePlus: x)
    case .expMinusOne: S.expMinusOne(x)
    case .erf: S.erf(x)
    }
  }
}

/// The operations of two arguments that every number system has.
enum BinaryOperation: Sendable {
  case addition, subtraction, multiplication, division, power

  func callAsFunction<S: RealNumber>(_ x: S, _ y: S) -> S {
    switch self {
    case .addition: x + y
    case .subtraction: x - y
    case .multiplication: x * y
    case .division: x / y
    case .power: S.power(x, y)
    }
  }
}

extension UnaryOperation {
  /// The sign of the result for an argument of the given sign, where that tells it and the result
  /// exists.
  func sign(_ x: KnownSign) -> KnownSign {
    switch self {
    case .exp, .cosh: .known(.positive)
    case .negation: x.opposite
    case .sqrt: x.isCertainly(.negative) ? .notKnown : x
    case .asin, .atan, .sinh, .tanh, .logOnePlus, .expMinusOne, .erf: x
    case .log, .sin, .cos, .tan, .acos: .notKnown
    }
  }
}

extension BinaryOperation {
  /// The sign of the result for operands of the given signs, the same way.
  func sign(_ x: KnownSign, _ y: KnownSign) -> KnownSign {
    switch self {
    case .addition: sum(x, y)
    case .subtraction: sum(x, y.opposite)
    case .multiplication: x.isCertainly(.zero) || y.isCertainly(.zero) ? .known(.zero) : x * y
    case .division: y.isCertainlyNot(.zero) ? x * y : .notKnown
    case .power: x.isCertainly(.positive) ? .known(.positive) : .notKnown
    }
  }

  private func sum(_ x: KnownSign, _ y: KnownSign) -> KnownSign {
    guard case .known(let a) = x, case .known(let b) = y else { return .notKnown }
    return a == .zero ? y : b == .zero || a == b ? x : .notKnown
  }
}

/// A number system whose operations all follow one scheme: on components, or on a wrapped number.
protocol LiftedNumber: RealNumber {
  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self
  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self
  static func lift(power n: Int, _ x: Self) -> Self
}

extension LiftedNumber {
  static prefix func - (x: Self) -> Self { lift(.negation, x) }
  static func + (x: Self, y: Self) -> Self { lift(.addition, x, y) }
  static func - (x: Self, y: Self) -> Self { lift(.subtraction, x, y) }
  static func * (x: Self, y: Self) -> Self { lift(.multiplication, x, y) }
  static func / (x: Self, y: Self) -> Self { lift(.division, x, y) }
  static func power(_ x: Self, _ n: Int) -> Self { lift(power: n, x) }
  static func power(_ x: Self, _ y: Self) -> Self { lift(.power, x, y) }
  static func exp(_ x: Self) -> Self { lift(.exp, x) }
  static func log(_ x: Self) -> Self { lift(.log, x) }
  static func sqrt(_ x: Self) -> Self { lift(.sqrt, x) }
  static func sin(_ x: Self) -> Self { lift(.sin, x) }
  static func cos(_ x: Self) -> Self { lift(.cos, x) }
  static func tan(_ x: Self) -> Self { lift(.tan, x) }
  static func asin(_ x: Self) -> Self { lift(.asin, x) }
  static func acos(_ x: Self) -> Self { lift(.acos, x) }
  static func atan(_ x: Self) -> Self { lift(.atan, x) }
  static func sinh(_ x: Self) -> Self { lift(.sinh, x) }
  static func cosh(_ x: Self) -> Self { lift(.cosh, x) }
  static func tanh(_ x: Self) -> Self { lift(.tanh, x) }
  static func log(onePlus x: Self) -> Self { lift(.logOnePlus, x) }
  static func expMinusOne(_ x: Self) -> Self { lift(.expMinusOne, x) }
  static func erf(_ x: Self) -> Self { lift(.erf, x) }
}
