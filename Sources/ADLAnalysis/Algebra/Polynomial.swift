import ADLPrograms

/// A polynomial in one variable with rational coefficients.
public struct Polynomial: Hashable, Sendable {
  /// c_0, …, c_n with c_n not 0; empty for the polynomial 0.
  public let coefficients: [Rational]

  /// Creates c_0 + c_1 x + … + c_n x^n.
  public init(_ coefficients: [Rational]) {
    var end = coefficients.count
    while end > 0, coefficients[end - 1] == .zero { end -= 1 }
    self.coefficients = end == coefficients.count ? coefficients : Array(coefficients[..<end])
  }

  /// Creates the constant polynomial `value`.
  public init(constant value: Rational) {
    coefficients = value == .zero ? [] : [value]
  }

  /// The polynomial 0, which has no coefficients.
  static let zero = Polynomial([])

  /// The polynomial 1.
  public static let one = Polynomial(constant: .one)

  /// The polynomial x.
  public static let x = Polynomial([.zero, .one])

  /// The degree; -1 for the polynomial 0.
  public var degree: Int { coefficients.count - 1 }

  /// `true` iff it is the polynomial 0.
  public var isZero: Bool { coefficients.isEmpty }

  /// `true` iff the polynomial is 0 or of degree 0.
  public var isConstant: Bool { coefficients.count <= 1 }

  /// The coefficient of the highest power; 0 for the polynomial 0.
  public var leadingCoefficient: Rational { coefficients.last ?? .zero }

  /// The coefficient of x^0.
  var constantTerm: Rational { coefficients.first ?? .zero }

  /// The largest number of binary digits of a coefficient.
  var bitWidth: Int { coefficients.reduce(0) { max($0, $1.bitWidth) } }

  /// Returns the value at `x` by Horner's rule.
  func callAsFunction(_ x: Rational) -> Rational {
    Work.count(Cost.rational * coefficients.count)
    var value = Rational.zero
    for coefficient in coefficients.reversed() { value = value * x + coefficient }
    return value
  }

  /// Returns the sign for x → +∞.
  public var signAtInfinity: Sign { leadingCoefficient.exactSign }
}
