import CMPFR

/// Elementary functions: monotone pieces, at whose ends MPFR proves the bounds.
extension Interval: RealNumber {
  /// Creates the narrowest known enclosure of the number that the literal names.
  public init(_ literal: Literal) {
    self = literal.number.interval
  }

  /// Creates the narrowest interval that contains `value`.
  public init(_ value: Int) {
    let double = Double(value)
    self = value.magnitude <= 1 << 53 ? Interval(double) : Interval(Rational(value))
  }

  /// The middle of a bounded interval; not-a-number for others.
  public var double: Double { isBounded ? midpoint : .nan }

  public static var notANumber: Interval { .undefined }
  public static var anyNumber: Interval { .line }

  /// The narrowest interval that contains both; the other one where one is undefined.
  public static func hull(_ x: Interval, _ y: Interval) -> Interval? { x.hull(y) }

  /// The sign of all points; not known where they differ, and for `undefined`.
  public var sign: KnownSign {
    if lower > 0 { return .known(.positive) }
    if upper < 0 { return .known(.negative) }
    return isZero ? .known(.zero) : .notKnown
  }

  /// `true` iff the interval is the number 0.
  public var isZero: Bool { lower == 0 && upper == 0 }

  public static func exp(_ x: Interval) -> Interval { increasing(x, mpfr_exp) }

  public static func log(_ x: Interval) -> Interval {
    x.upper > 0 ? increasing(Interval(Swift.max(x.lower, 0), x.upper), mpfr_log) : .undefined
  }

  public static func log(onePlus x: Interval) -> Interval {
    x.upper > -1 ? increasing(Interval(Swift.max(x.lower, -1), x.upper), mpfr_log1p) : .undefined
  }

  public static func expMinusOne(_ x: Interval) -> Interval { increasing(x, mpfr_expm1) }

  public static func asin(_ x: Interval) -> Interval {
    increasing(x.intersection(unit), mpfr_asin)
  }

  public static func acos(_ x: Interval) -> Interval {
    let inside = x.intersection(unit)
    guard inside.isDefined else { return .undefined }
    return Interval(
      enclosing(mpfr_acos, inside.upper).lower, enclosing(mpfr_acos, inside.lower).upper)
  }

  public static func atan(_ x: Interval) -> Interval { increasing(x, mpfr_atan) }

  public static func sinh(_ x: Interval) -> Interval { increasing(x, mpfr_sinh) }

  public static func cosh(_ x: Interval) -> Interval {
    // cosh of the absolute value, which is increasing.
    let least = x.contains(0) ? 0 : Swift.min(x.lower.magnitude, x.upper.magnitude)
    return increasing(
      Interval(least, Swift.max(x.lower.magnitude, x.upper.magnitude)), mpfr_cosh)
  }

  public static func tanh(_ x: Interval) -> Interval { increasing(x, mpfr_tanh) }

  public static func erf(_ x: Interval) -> Interval { increasing(x, mpfr_erf) }

  static let unit = Interval(-1, 1)

  /// π/2.
  static let halfPi = Interval(Double.pi / 2, (Double.pi / 2).nextUp)

  /// Returns the range of the increasing `function` on `x`, which lies in its domain.
  private static func increasing(_ x: Interval, _ function: BigFloat.Function) -> Interval {
    guard x.isDefined else { return .undefined }
    if x.isPoint { return enclosing(function, x.lower) }
    return Interval(enclosing(function, x.lower).lower, enclosing(function, x.upper).upper)
  }
}
