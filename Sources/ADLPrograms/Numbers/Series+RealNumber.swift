extension Series: RealNumber {
  public init(_ literal: Literal) {
    self.init(constant: Base(literal))
  }

  public init(_ value: Int) {
    self.init(constant: Base(value))
  }

  /// The sign for small positive t: that of the lowest coefficient that is not zero, and not
  /// known where that of a coefficient before it is not.
  ///
  /// Zero where all known coefficients are; of a series that is not a constant this says nothing of
  /// the coefficients beyond the order.
  public var sign: KnownSign {
    for coefficient in coefficients {
      if !coefficient.sign.isCertainly(.zero) { return coefficient.sign }
    }
    return .known(.zero)
  }

  /// `true` iff this is the constant zero.
  public var isZero: Bool { order == nil && coefficients[0].isZero }

  // MARK: - Exponential and logarithm

  public static func exp(_ x: Self) -> Self {
    exponential(x, Base.exp(x.constantTerm))
  }

  public static func expMinusOne(_ x: Self) -> Self {
    let constantTerm = Base.expMinusOne(x.constantTerm)
    guard let order = x.order else { return Self(constant: constantTerm) }
    let exponential = exp(x)
    return make(order) { $0 == 0 ? constantTerm : exponential[$0] }
  }

  public static func log(_ x: Self) -> Self {
    integral(Base.log(x.constantTerm), x.derivative / x)
  }

  public static func log(onePlus x: Self) -> Self {
    integral(Base.log(onePlus: x.constantTerm), x.derivative / (Self(1) + x))
  }

  // MARK: - Circular functions

  public static func sin(_ x: Self) -> Self {
    sineAndCosine(x, Base.sin(x.constantTerm), Base.cos(x.constantTerm), isCircular: true).sine
  }

  public static func cos(_ x: Self) -> Self {
    sineAndCosine(x, Base.sin(x.constantTerm), Base.cos(x.constantTerm), isCircular: true).cosine
  }

  public static func tan(_ x: Self) -> Self {
    tangent(x, Base.tan(x.constantTerm), isCircular: true)
  }

  public static func asin(_ x: Self) -> Self {
    integral(Base.asin(x.constantTerm), x.derivative / sqrt((Self(1) - x) * (Self(1) + x)))
  }

  public static func acos(_ x: Self) -> Self {
    integral(Base.acos(x.constantTerm), -x.derivative / sqrt((Self(1) - x) * (Self(1) + x)))
  }

  public static func atan(_ x: Self) -> Self {
    integral(Base.atan(x.constantTerm), x.derivative / (Self(1) + x * x))
  }

  // MARK: - Hyperbolic functions

  public static func sinh(_ x: Self) -> Self {
    sineAndCosine(x, Base.sinh(x.constantTerm), Base.cosh(x.constantTerm), isCircular: false).sine
  }

  public static func cosh(_ x: Self) -> Self {
    sineAndCosine(x, Base.sinh(x.constantTerm), Base.cosh(x.constantTerm), isCircular: false)
      .cosine
  }

  public static func tanh(_ x: Self) -> Self {
    tangent(x, Base.tanh(x.constantTerm), isCircular: false)
  }

  public static func erf(_ x: Self) -> Self {
    integral(Base.erf(x.constantTerm), Self(.twoOverRootPi) * exp(-(x * x)) * x.derivative)
  }
}
