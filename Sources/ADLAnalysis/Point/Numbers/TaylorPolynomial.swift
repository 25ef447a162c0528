import ADLPrograms

/// A polynomial in the displacements from the point, exactly; or no polynomial that is known.
///
/// Evaluating a frozen program over these numbers expands its guards, so that those which vanish
/// identically, or keep a sign, are told from the rest.
struct TaylorPolynomial: Sendable {
  /// A product of inputs, each as often as it occurs, in increasing order.
  typealias Monomial = [Int]

  /// The coefficients that are not 0; `nil` for what is no polynomial, or one too long to go on with.
  let terms: [Monomial: Rational]?

  /// The most terms kept, the most products formed for one, and the highest degree.
  static let termLimit = 256
  static let productLimit = 4096
  static let degreeLimit = 16

  init(terms: [Monomial: Rational]?) {
    self.terms = terms.flatMap { $0.count <= Self.termLimit ? $0 : nil }
  }

  /// Creates the constant `value`; unknown unless it is exact.
  init(_ value: Certified) {
    terms = value.rational.map { $0.isZero ? [:] : [[]: $0] }
  }

  /// Creates the input `variable` at `value`.
  init(variable: Int, at value: Certified) {
    guard let rational = value.rational else {
      terms = nil
      return
    }
    terms = rational.isZero ? [[variable]: .one] : [[]: rational, [variable]: .one]
  }

  static let unknown = TaylorPolynomial(terms: nil)

  /// The constant that the polynomial is; `nil` for others.
  var constant: Rational? {
    guard let terms else { return nil }
    if terms.isEmpty { return .zero }
    return terms.count == 1 ? terms[[]] : nil
  }

  private func scaled(by factor: Rational) -> TaylorPolynomial {
    TaylorPolynomial(terms: factor.isZero ? [:] : terms?.mapValues { $0 * factor })
  }

  /// The value of a function of a constant; unknown for anything that varies.
  private static func bent(_ x: TaylorPolynomial, _ rule: (Rational) -> Rational)
    -> TaylorPolynomial
  {
    guard let constant = x.constant else { return .unknown }
    let value = rule(constant)
    return value.isDefined ? TaylorPolynomial(.exact(value)) : .unknown
  }
}

extension TaylorPolynomial: RealNumber {
  init(_ literal: Literal) { self.init(literal.number) }
  init(_ value: Int) { self.init(Certified(value)) }

  var sign: Sign? { constant?.sign }
  var isZero: Bool { terms?.isEmpty == true }
  var double: Double { constant?.double ?? .nan }
  static var notANumber: TaylorPolynomial { .unknown }

  static prefix func - (x: TaylorPolynomial) -> TaylorPolynomial {
    TaylorPolynomial(terms: x.terms?.mapValues { -$0 })
  }

  static func + (x: TaylorPolynomial, y: TaylorPolynomial) -> TaylorPolynomial {
    guard var sum = x.terms, let terms = y.terms else { return .unknown }
    for (monomial, coefficient) in terms {
      let total = (sum[monomial] ?? .zero) + coefficient
      sum[monomial] = total.isZero ? nil : total
    }
    return TaylorPolynomial(terms: sum)
  }

  static func - (x: TaylorPolynomial, y: TaylorPolynomial) -> TaylorPolynomial { x + -y }

  static func * (x: TaylorPolynomial, y: TaylorPolynomial) -> TaylorPolynomial {
    if x.isZero || y.isZero { return TaylorPolynomial(0) }
    guard let a = x.terms, let b = y.terms, a.count * b.count <= productLimit else {
      return .unknown
    }
    var product: [Monomial: Rational] = [:]
    for (left, c) in a {
      for (right, d) in b {
        guard left.count + right.count <= degreeLimit else { return .unknown }
        let monomial = (left + right).sorted()
        let total = (product[monomial] ?? .zero) + c * d
        product[monomial] = total.isZero ? nil : total
      }
    }
    return TaylorPolynomial(terms: product)
  }

  static func / (x: TaylorPolynomial, y: TaylorPolynomial) -> TaylorPolynomial {
    guard let divisor = y.constant, !divisor.isZero else { return .unknown }
    return x.scaled(by: divisor.reciprocal)
  }

  static func power(_ x: TaylorPolynomial, _ n: Int) -> TaylorPolynomial {
    guard n < 0 || n > degreeLimit else { return powerByProducts(x, n) }
    return bent(x) { Rational.power($0, n) }
  }

  static func power(_ x: TaylorPolynomial, _ y: TaylorPolynomial) -> TaylorPolynomial {
    guard let exponent = y.constant else { return .unknown }
    return bent(x) { Rational.power($0, exponent) }
  }

  static func exp(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.exp) }
  static func log(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x) { Rational.log($0) } }
  static func sqrt(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.sqrt) }
  static func sin(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.sin) }
  static func cos(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.cos) }
  static func tan(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.tan) }
  static func asin(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.asin) }
  static func acos(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.acos) }
  static func atan(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.atan) }
  static func sinh(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.sinh) }
  static func cosh(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.cosh) }
  static func tanh(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.tanh) }

  static func log(onePlus x: TaylorPolynomial) -> TaylorPolynomial {
    bent(x, Rational.log(onePlus:))
  }

  static func expMinusOne(_ x: TaylorPolynomial) -> TaylorPolynomial {
    bent(x, Rational.expMinusOne)
  }

  static func erf(_ x: TaylorPolynomial) -> TaylorPolynomial { bent(x, Rational.erf) }
}
