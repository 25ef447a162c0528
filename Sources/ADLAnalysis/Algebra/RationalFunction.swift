import ADLPrograms

/// A quotient of two polynomials in one variable, in lowest terms.
///
/// The denominator is normalized (whole coefficients without a common divisor, the leading one
/// positive), so equality is equality of functions.
public struct RationalFunction: Hashable, Sendable {
  /// The numerator.
  public let numerator: Polynomial

  /// The denominator, which is not 0.
  public let denominator: Polynomial

  /// Creates the polynomial function `polynomial`.
  init(_ polynomial: Polynomial) {
    numerator = polynomial
    denominator = .one
  }

  /// Creates `numerator / denominator`; `nil` where `denominator` is 0.
  public init?(_ numerator: Polynomial, _ denominator: Polynomial) {
    guard !denominator.isZero else { return nil }
    if numerator.isZero {
      self.init(.zero)
      return
    }
    var (top, bottom) = (numerator, denominator)
    if !bottom.isConstant, !top.isConstant {
      let common = Polynomial.greatestCommonDivisor(top, bottom)
      if !common.isConstant {
        top = top.quotient(dividingBy: common)
        bottom = bottom.quotient(dividingBy: common)
      }
    }
    let normal = bottom.normalized
    self.init(
      coprime: top.scaled(by: normal.leadingCoefficient / bottom.leadingCoefficient), normal)
  }

  private init(coprime numerator: Polynomial, _ denominator: Polynomial) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The function that is `value` everywhere.
  init(constant value: Rational) {
    self.init(Polynomial(constant: value))
  }

  /// `true` iff it is the function 0.
  var isZero: Bool { numerator.isZero }

  /// `true` iff the denominator is 1.
  public var isPolynomial: Bool { denominator.isConstant }

  /// The value, where the function is constant.
  var constant: Rational? {
    numerator.isConstant && denominator.isConstant ? numerator.constantTerm : nil
  }

  /// Returns the value at `x`; undefined at a pole.
  func callAsFunction(_ x: Rational) -> Rational { numerator(x) / denominator(x) }

  /// The derivative.
  var derivative: RationalFunction {
    if isPolynomial { return RationalFunction(numerator.derivative) }
    let top = numerator.derivative * denominator - numerator * denominator.derivative
    return RationalFunction(top, denominator * denominator)!
  }

  static prefix func - (a: RationalFunction) -> RationalFunction {
    RationalFunction(coprime: -a.numerator, a.denominator)
  }

  static func + (a: RationalFunction, b: RationalFunction) -> RationalFunction {
    if a.denominator == b.denominator {
      let sum = a.numerator + b.numerator
      return a.isPolynomial ? RationalFunction(sum) : RationalFunction(sum, a.denominator)!
    }
    return RationalFunction(
      a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator)!
  }

  static func - (a: RationalFunction, b: RationalFunction) -> RationalFunction { a + -b }

  static func * (a: RationalFunction, b: RationalFunction) -> RationalFunction {
    if a.isPolynomial && b.isPolynomial { return RationalFunction(a.numerator * b.numerator) }
    return RationalFunction(a.numerator * b.numerator, a.denominator * b.denominator)!
  }

  /// Returns the quotient; `nil` where `b` is 0.
  static func / (a: RationalFunction, b: RationalFunction) -> RationalFunction? {
    if let constant = b.constant, constant != .zero {
      return RationalFunction(coprime: a.numerator.scaled(by: constant.reciprocal), a.denominator)
    }
    return RationalFunction(a.numerator * b.denominator, a.denominator * b.numerator)
  }

  /// Returns the function y ↦ self(scale y + shift); `scale` is not 0.
  func composed(scale: Rational, shift: Rational) -> RationalFunction {
    RationalFunction(
      numerator.composed(scale: scale, shift: shift),
      denominator.composed(scale: scale, shift: shift))!
  }
}
