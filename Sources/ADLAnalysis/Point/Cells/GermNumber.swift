import ADLPrograms

/// A number near a point as a quotient of polynomials in the displacement from it, with its sign at
/// one place beside the point; of what is no quotient, its value at the point.
struct GermNumber: LiftedNumber {
  /// Where signs are asked for.
  enum Place {
    /// At this displacement.
    case at([Rational])

    /// At all small multiples of this one.
    case along([Rational])

    /// At a place of the boundary of two cells.
    case on(OpenSamples.Wall)

    /// The sign of a polynomial there; `nil` where it is not told.
    func sign(of polynomial: LocalPolynomial) -> Sign? {
      switch self {
      case .at(let x): return polynomial(x).exactSign
      case .along(let d):
        if polynomial.isZero { return .zero }
        let sign = polynomial.lowestPart(d).exactSign
        return sign == .zero ? nil : sign
      case .on(let wall):
        if polynomial.isZero { return .zero }
        let held = polynomial.chart(axis: wall.axis, sign: wall.sign).holding([wall.radius])
        return wall.root.sign(of: held.univariate)
      }
    }
  }

  /// The quotient; `nil` for other functions.
  let quotient: (top: LocalPolynomial, bottom: LocalPolynomial)?

  /// The value at the point.
  let value: Tiered
  let place: Place?

  /// The largest number of terms that is followed.
  private static let termLimit = 400

  private init(
    _ quotient: (top: LocalPolynomial, bottom: LocalPolynomial)?, _ value: Tiered, _ place: Place?
  ) {
    let isShort =
      quotient.map { $0.top.terms.count + $0.bottom.terms.count <= Self.termLimit } ?? false
    self.quotient = isShort ? quotient : nil
    self.value = value
    self.place = place
  }

  /// Creates the input that has `value` at the point, and is moved by variable `index` of `count`,
  /// if by any.
  init(_ value: Tiered, variable index: Int?, count: Int, _ place: Place) {
    guard let rational = value.certified.rational else {
      self.init(nil, value, place)
      return
    }
    let constant = LocalPolynomial(constant: rational, count: count)
    self.init(
      (
        index.map { constant + LocalPolynomial(variable: $0, count: count) } ?? constant,
        LocalPolynomial(constant: .one, count: count)
      ), value, place)
  }

  init(_ literal: Literal) {
    self.init(constant: Tiered(literal))
  }

  init(_ value: Int) { self.init(constant: Tiered(value)) }

  private init(constant value: Tiered) {
    self.init(
      value.certified.rational.map {
        (LocalPolynomial(constant: $0, count: 0), LocalPolynomial(constant: .one, count: 0))
      }, value, nil)
  }

  static var notANumber: GermNumber { GermNumber(nil, .notANumber, nil) }
  static var anyNumber: GermNumber { GermNumber(nil, .anyNumber, nil) }

  /// `true` iff the number keeps its sign around the point because it is not 0 there.
  var isSettled: Bool {
    value.isDefined && value.certified.sign.isCertainlyNot(.zero)
  }

  var sign: KnownSign {
    if isSettled { return value.certified.sign }
    guard let quotient else { return .notKnown }
    if quotient.top.isZero { return .known(.zero) }
    guard let top = place?.sign(of: quotient.top), let bottom = place?.sign(of: quotient.bottom)
    else { return .notKnown }
    return bottom == .zero ? .notKnown : .known(top * bottom)
  }

  var isZero: Bool { quotient?.top.isZero ?? false }
  var double: Double { value.double }

  private static func lifted(_ polynomial: LocalPolynomial, _ count: Int) -> LocalPolynomial {
    polynomial.count == count
      ? polynomial : LocalPolynomial(constant: polynomial.constantTerm, count: count)
  }

  static func lift(_ operation: UnaryOperation, _ x: GermNumber) -> GermNumber {
    let value = operation(x.value)
    if operation == .negation {
      return GermNumber(x.quotient.map { (-$0.top, $0.bottom) }, value, x.place)
    }
    guard let quotient = x.quotient, quotient.top.isConstant, quotient.bottom.isConstant,
      let rational = value.certified.rational
    else { return GermNumber(nil, value, x.place) }
    return GermNumber(
      (
        LocalPolynomial(constant: rational, count: quotient.top.count),
        LocalPolynomial(constant: .one, count: quotient.top.count)
      ), value, x.place)
  }

  static func lift(_ operation: BinaryOperation, _ x: GermNumber, _ y: GermNumber) -> GermNumber {
    let value = operation(x.value, y.value)
    let place = x.place ?? y.place
    guard let a = x.quotient, let b = y.quotient else { return GermNumber(nil, value, place) }
    let count = max(a.top.count, b.top.count)
    let (p, q) = (lifted(a.top, count), lifted(a.bottom, count))
    let (r, s) = (lifted(b.top, count), lifted(b.bottom, count))
    guard (p.terms.count + q.terms.count) * (r.terms.count + s.terms.count) <= 64 * termLimit else {
      return GermNumber(nil, value, place)
    }
    switch operation {
    case .addition: return GermNumber(q == s ? (p + r, q) : (p * s + r * q, q * s), value, place)
    case .subtraction: return GermNumber(q == s ? (p - r, q) : (p * s - r * q, q * s), value, place)
    case .multiplication: return GermNumber((p * r, q * s), value, place)
    case .division:
      if r.isZero { return GermNumber(nil, value, place) }
      return GermNumber((p * s, q * r), value, place)
    case .power: return GermNumber(nil, value, place)
    }
  }

  static func lift(power n: Int, _ x: GermNumber) -> GermNumber {
    let value = Tiered.power(x.value, n)
    guard let quotient = x.quotient, n.magnitude <= 16 else {
      return GermNumber(nil, value, x.place)
    }
    func power(_ polynomial: LocalPolynomial) -> LocalPolynomial {
      (0..<Int(n.magnitude)).reduce(LocalPolynomial(constant: .one, count: polynomial.count)) {
        product, _ in product * polynomial
      }
    }
    let (top, bottom) = (power(quotient.top), power(quotient.bottom))
    if n < 0, top.isZero { return GermNumber(nil, value, x.place) }
    return GermNumber(n < 0 ? (bottom, top) : (top, bottom), value, x.place)
  }
}
