/// The exact rationals as a number system: an elementary function has its value where that is known
/// to be rational, and is undefined elsewhere. For all but `erf` the points listed here are the
/// only ones (Lindemann and Weierstrass).
extension Rational: RealNumber {
  /// The maximum number of binary digits that a power may have before it counts as undefined.
  public static let powerBitLimit = 1 << 20

  /// Creates the rational that the literal names; undefined where it names none.
  public init(_ literal: Literal) {
    self = literal.exact ?? .undefined
  }

  public static var notANumber: Rational { .undefined }

  /// Returns `x^n`; undefined for 0 to a negative exponent, and where the result would need more
  /// than `powerBitLimit` binary digits.
  public static func power(_ x: Rational, _ n: Int) -> Rational {
    if n == 0 { return .one }
    guard x.isDefined else { return .undefined }
    if n == 1 || x == .zero { return n > 0 ? x : .undefined }
    if x.magnitude == .one { return n & 1 == 0 ? .one : x }
    // Either part is 1 or has at least two digits, so the larger one decides the size.
    let (size, overflow) = x.bitWidth.multipliedReportingOverflow(by: Int(clamping: n.magnitude))
    guard !overflow && size <= powerBitLimit else { return .undefined }
    let exponent = Int(n.magnitude)
    let power = Rational(
      lowestTerms: x.numerator.power(exponent), x.denominator.power(exponent))
    return n < 0 ? power.reciprocal : power
  }

  /// Returns `x^y` for `x >= 0` where it is rational, 0^0 being 1; undefined elsewhere.
  public static func power(_ x: Rational, _ y: Rational) -> Rational {
    guard case .known(let sign) = x.sign, case .known(let exponentSign) = y.sign else {
      return .undefined
    }
    if sign == .negative { return .undefined }
    if exponentSign == .zero { return .one }
    if sign == .zero { return exponentSign == .positive ? .zero : .undefined }
    if x == .one { return .one }
    // In lowest terms, x^(a/b) is rational only if x is the b-th power of a rational.
    guard case .small(let exponent, let degree) = y.storage else { return .undefined }
    return power(x.root(degree), exponent)
  }

  public static func exp(_ x: Rational) -> Rational { x == .zero ? .one : .undefined }

  public static func log(_ x: Rational) -> Rational { x == .one ? .zero : .undefined }

  public static func sqrt(_ x: Rational) -> Rational { x == .zero ? .zero : x.root(2) }

  public static func sin(_ x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  public static func cos(_ x: Rational) -> Rational { x == .zero ? .one : .undefined }

  public static func tan(_ x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  public static func asin(_ x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  public static func acos(_ x: Rational) -> Rational { x == .one ? .zero : .undefined }

  public static func atan(_ x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  public static func sinh(_ x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  public static func cosh(_ x: Rational) -> Rational { x == .zero ? .one : .undefined }

  public static func tanh(_ x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  public static func log(onePlus x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  public static func expMinusOne(_ x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  public static func erf(_ x: Rational) -> Rational { x == .zero ? .zero : .undefined }

  /// Returns the positive root of degree `degree`, where this number is positive and the root is
  /// rational.
  private func root(_ degree: Int) -> Rational {
    guard sign.isCertainly(.positive), let numerator = numerator.root(degree),
      let denominator = denominator.root(degree)
    else { return .undefined }
    return Rational(lowestTerms: numerator, denominator)
  }
}
