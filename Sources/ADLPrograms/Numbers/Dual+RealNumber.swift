/// Each function by its derivative formula over the base.
extension Dual: RealNumber {
  @inlinable
  public init(_ literal: Literal) {
    self.init(constant: Base(literal))
  }

  @inlinable
  public init(_ value: Int) {
    self.init(constant: Base(value))
  }

  /// The sign of the value.
  @inlinable
  public var sign: KnownSign { value.sign }

  @inlinable
  public var isZero: Bool { value.isZero && derivative.isZero }

  @inlinable
  public static prefix func - (x: Self) -> Self {
    Self(-x.value, derivative: -x.derivative)
  }

  @inlinable
  public static func + (x: Self, y: Self) -> Self {
    Self(x.value + y.value, derivative: x.derivative + y.derivative)
  }

  @inlinable
  public static func - (x: Self, y: Self) -> Self {
    Self(x.value - y.value, derivative: x.derivative - y.derivative)
  }

  @inlinable
  public static func * (x: Self, y: Self) -> Self {
    let left = strongProduct(x.derivative, y.value)
    let right = strongProduct(y.derivative, x.value)
    return Self(x.value * y.value, derivative: left + right)
  }

  @inlinable
  public static func / (x: Self, y: Self) -> Self {
    let quotient = x.value / y.value
    let change = x.derivative - strongProduct(y.derivative, quotient)
    return Self(quotient, derivative: change.isZero ? change : change / y.value)
  }

  @inlinable
  public static func power(_ x: Self, _ n: Int) -> Self {
    let value = Base.power(x.value, n)
    if n == 0 { return Self(constant: value) }
    // n - 1 does not exist for the least integer.
    return chain(
      x, value,
      slope: Base(n) * (n == .min ? value / x.value : Base.power(x.value, n - 1)))
  }

  @inlinable
  public static func power(_ x: Self, _ y: Self) -> Self {
    let value = Base.power(x.value, y.value)
    let left = strongProduct(
      x.derivative, y.value * Base.power(x.value, y.value - Base(1)))
    let right = strongProduct(y.derivative, value * Base.log(x.value))
    return Self(value, derivative: left + right)
  }

  @inlinable
  public static func exp(_ x: Self) -> Self {
    let value = Base.exp(x.value)
    return chain(x, value, slope: value)
  }

  @inlinable
  public static func log(_ x: Self) -> Self {
    chain(x, Base.log(x.value), slope: Base(1) / x.value)
  }

  @inlinable
  public static func sqrt(_ x: Self) -> Self {
    let value = Base.sqrt(x.value)
    return chain(x, value, slope: Base(1) / (value + value))
  }

  @inlinable
  public static func sin(_ x: Self) -> Self {
    chain(x, Base.sin(x.value), slope: Base.cos(x.value))
  }

  @inlinable
  public static func cos(_ x: Self) -> Self {
    chain(x, Base.cos(x.value), slope: -Base.sin(x.value))
  }

  @inlinable
  public static func tan(_ x: Self) -> Self {
    let value = Base.tan(x.value)
    return chain(x, value, slope: Base(1) + Base.power(value, 2))
  }

  @inlinable
  public static func asin(_ x: Self) -> Self {
    chain(x, Base.asin(x.value), slope: Base(1) / cosineOfArcsine(x.value))
  }

  @inlinable
  public static func acos(_ x: Self) -> Self {
    chain(x, Base.acos(x.value), slope: Base(-1) / cosineOfArcsine(x.value))
  }

  @inlinable
  public static func atan(_ x: Self) -> Self {
    chain(x, Base.atan(x.value), slope: Base(1) / (Base(1) + Base.power(x.value, 2)))
  }

  @inlinable
  public static func sinh(_ x: Self) -> Self {
    chain(x, Base.sinh(x.value), slope: Base.cosh(x.value))
  }

  @inlinable
  public static func cosh(_ x: Self) -> Self {
    chain(x, Base.cosh(x.value), slope: Base.sinh(x.value))
  }

  @inlinable
  public static func tanh(_ x: Self) -> Self {
    // 1 - tanh² would cancel where tanh is near 1.
    chain(x, Base.tanh(x.value), slope: Base(1) / Base.power(Base.cosh(x.value), 2))
  }

  @inlinable
  public static func log(onePlus x: Self) -> Self {
    chain(x, Base.log(onePlus: x.value), slope: Base(1) / (Base(1) + x.value))
  }

  @inlinable
  public static func expMinusOne(_ x: Self) -> Self {
    chain(x, Base.expMinusOne(x.value), slope: Base.exp(x.value))
  }

  @inlinable
  public static func erf(_ x: Self) -> Self {
    chain(
      x, Base.erf(x.value), slope: Base(.twoOverRootPi) * Base.exp(-Base.power(x.value, 2)))
  }

  /// Returns √(1 - x²), without the cancellation near |x| = 1.
  @inlinable
  static func cosineOfArcsine(_ x: Base) -> Base {
    Base.sqrt((Base(1) - x) * (Base(1) + x))
  }
}
