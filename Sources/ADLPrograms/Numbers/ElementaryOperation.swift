/// The operations of one argument that every number system has.
public enum UnaryOperation: Sendable {
  case negation, exp, log, sqrt, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh
  case logOnePlus, expMinusOne, erf

  public func callAsFunction<S: RealNumber>(_ x: S) -> S {
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
public enum BinaryOperation: Sendable {
  case addition, subtraction, multiplication, division, power

  public func callAsFunction<S: RealNumber>(_ x: S, _ y: S) -> S {
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
  public func sign(_ x: KnownSign) -> KnownSign {
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
  public func sign(_ x: KnownSign, _ y: KnownSign) -> KnownSign {
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
///
/// A new number system is one short file: what `RealNumber` asks for besides, and these three. What
/// has a rule of its own, such as a sum, is declared beside them and wins.
public protocol LiftedNumber: RealNumber {
  /// Returns the operation on a number.
  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self

  /// Returns the operation on two numbers.
  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self

  /// Returns the integer power.
  static func lift(power n: Int, _ x: Self) -> Self
}

extension LiftedNumber {
  public static prefix func - (x: Self) -> Self { lift(.negation, x) }
  public static func + (x: Self, y: Self) -> Self { lift(.addition, x, y) }
  public static func - (x: Self, y: Self) -> Self { lift(.subtraction, x, y) }
  public static func * (x: Self, y: Self) -> Self { lift(.multiplication, x, y) }
  public static func / (x: Self, y: Self) -> Self { lift(.division, x, y) }
  public static func power(_ x: Self, _ n: Int) -> Self { lift(power: n, x) }
  public static func power(_ x: Self, _ y: Self) -> Self { lift(.power, x, y) }
  public static func exp(_ x: Self) -> Self { lift(.exp, x) }
  public static func log(_ x: Self) -> Self { lift(.log, x) }
  public static func sqrt(_ x: Self) -> Self { lift(.sqrt, x) }
  public static func sin(_ x: Self) -> Self { lift(.sin, x) }
  public static func cos(_ x: Self) -> Self { lift(.cos, x) }
  public static func tan(_ x: Self) -> Self { lift(.tan, x) }
  public static func asin(_ x: Self) -> Self { lift(.asin, x) }
  public static func acos(_ x: Self) -> Self { lift(.acos, x) }
  public static func atan(_ x: Self) -> Self { lift(.atan, x) }
  public static func sinh(_ x: Self) -> Self { lift(.sinh, x) }
  public static func cosh(_ x: Self) -> Self { lift(.cosh, x) }
  public static func tanh(_ x: Self) -> Self { lift(.tanh, x) }
  public static func log(onePlus x: Self) -> Self { lift(.logOnePlus, x) }
  public static func expMinusOne(_ x: Self) -> Self { lift(.expMinusOne, x) }
  public static func erf(_ x: Self) -> Self { lift(.erf, x) }
}
