import ADLPrograms

/// A number of the field Q(α) of an irrational algebraic number α, exactly, or one enclosed.
///
/// As a number system it evaluates a program at α: ties of rational operations are decided exactly.
struct PointValue: LiftedNumber, KnowableNumber {
  enum Storage: Sendable {
    /// The value at α of a quotient of polynomials of a degree below that of α's polynomial.
    case exact(Polynomial, Polynomial)
    case enclosed(Certified)
  }

  let storage: Storage

  /// α; `nil` for numbers that do not depend on it.
  let point: IsolatedRoot?

  init(_ storage: Storage, _ point: IsolatedRoot?) {
    self.storage = storage
    self.point = point
  }

  /// Creates the value of `function` at `point`.
  init(_ function: RationalFunction, at point: IsolatedRoot) {
    self = Self.make(function.numerator, function.denominator, point.tightened)
  }

  init(_ literal: Literal) {
    if let exact = literal.exact {
      self.init(.exact(Polynomial(constant: exact), .one), nil)
    } else {
      self.init(.enclosed(literal.number), nil)
    }
  }

  init(_ value: Int) { self.init(.exact(Polynomial(constant: Rational(value)), .one), nil) }

  private static func make(_ top: Polynomial, _ bottom: Polynomial, _ point: IsolatedRoot?)
    -> PointValue
  {
    guard let point else {
      let value = top.constantTerm / bottom.constantTerm
      return value.isDefined
        ? PointValue(.exact(Polynomial(constant: value), .one), nil) : .notANumber
    }
    let (t, b) = (point.reduce(top), point.reduce(bottom))
    if Work.hasEnded { return .anyNumber }
    if b.isZero || point.sign(of: b) == .zero { return .notANumber }
    if t.isZero { return PointValue(.exact(.zero, .one), point) }
    // A constant denominator is divided out, others keep whole coefficients.
    let scale = b.isConstant ? b.constantTerm.reciprocal : .one
    let normal = b.isConstant ? Polynomial.one : b.normalized
    let factor = b.isConstant ? scale : normal.leadingCoefficient / b.leadingCoefficient
    return PointValue(.exact(t.scaled(by: factor), normal), point)
  }

  static var notANumber: PointValue { PointValue(.enclosed(.undefined), nil) }

  /// What stands for every number once the work has ended.
  static var anyNumber: PointValue { PointValue(.enclosed(.anyNumber), nil) }

  var sign: KnownSign {
    switch storage {
    case .enclosed(let number): return number.sign
    case .exact(let top, let bottom):
      guard let point else { return top.constantTerm.sign }
      let sign = point.sign(of: top) * point.sign(of: bottom)
      return Work.hasEnded ? .notKnown : .known(sign)
    }
  }

  /// An interval that contains the number.
  var interval: Interval {
    switch storage {
    case .enclosed(let number): return number.interval
    case .exact(let top, let bottom):
      guard let point else { return Interval(top.constantTerm) }
      return point.enclosure(of: top) / point.enclosure(of: bottom)
    }
  }

  /// The number as one whose construction tells its sign.
  private var certified: Certified {
    switch storage {
    case .enclosed(let number): return number
    case .exact(let top, let bottom):
      guard let point else { return Certified(top.constantTerm) }
      let construction = Construction { bits in
        point.enclosure(of: top, over: bottom, bits: bits)
      }
      return Certified(interval, construction)
    }
  }

  var double: Double { interval.midpoint }

  var known: KnownNumber {
    switch storage {
    case .enclosed(let number): return number.isDefined ? .enclosed(number.interval) : .undefined
    case .exact(let top, let bottom):
      if top.isConstant && bottom.isConstant {
        return .rational(top.constantTerm / bottom.constantTerm)
      }
      return .algebraic(interval)
    }
  }

  var exists: Bool {
    if case .enclosed(let number) = storage { number.isDefined } else { true }
  }

  static func hull(_ x: PointValue, _ y: PointValue) -> PointValue? {
    PointValue(
      .enclosed(Certified(x.interval.hull(y.interval))), x.point ?? y.point)
  }

  static func lift(_ operation: UnaryOperation, _ x: PointValue) -> PointValue {
    if case .exact(let top, let bottom) = x.storage {
      if operation == .negation { return PointValue(.exact(-top, bottom), x.point) }
      if top.isConstant && bottom.isConstant {
        let value = operation(top.constantTerm / bottom.constantTerm)
        if value.isDefined { return PointValue(.exact(Polynomial(constant: value), .one), nil) }
      }
    }
    return PointValue(.enclosed(operation(x.certified)), x.point)
  }

  static func lift(_ operation: BinaryOperation, _ x: PointValue, _ y: PointValue) -> PointValue {
    let point = x.point ?? y.point
    if Work.hasEnded { return .anyNumber }
    if case .exact(let a, let b) = x.storage, case .exact(let c, let d) = y.storage {
      switch operation {
      case .addition:
        return b == d ? make(a + c, b, point) : make(a * d + c * b, b * d, point)
      case .subtraction:
        return b == d ? make(a - c, b, point) : make(a * d - c * b, b * d, point)
      case .multiplication: return make(a * c, b * d, point)
      case .division: return make(a * d, b * c, point)
      case .power: break
      }
    }
    return PointValue(.enclosed(operation(x.certified, y.certified)), point)
  }

  static func lift(power n: Int, _ x: PointValue) -> PointValue {
    if case .exact = x.storage, !Work.hasEnded { return powerByProducts(x, n) }
    return PointValue(.enclosed(.power(x.certified, n)), x.point)
  }
}

extension IsolatedRoot {
  /// Returns the polynomial of a lower degree with the same value at this root.
  func reduce(_ polynomial: Polynomial) -> Polynomial {
    polynomial.degree < self.polynomial.degree
      ? polynomial : polynomial.quotientAndRemainder(dividingBy: self.polynomial).1
  }

  /// Returns an interval of about the width of a double that contains the value of `polynomial`.
  func enclosure(of polynomial: Polynomial) -> Interval {
    if polynomial.isConstant { return Interval(polynomial.constantTerm) }
    let (low, high) = tightened.bounds(of: polynomial)
    return Interval(low).hull(Interval(high))
  }

  /// Returns an enclosure of the value of a quotient of polynomials, computed with the given number
  /// of digits; the root itself in `refinementLimit` at most.
  func enclosure(of top: Polynomial, over bottom: Polynomial, bits: Int) -> Enclosure {
    var root = tightened
    let digits = min(bits, Self.refinementLimit)
    while root.width > root.scale * .powerOfTwo(-digits), !Work.hasEnded { root.bisect() }
    func value(_ polynomial: Polynomial) -> Enclosure {
      let (low, high) = root.bounds(of: polynomial)
      return Enclosure(
        BigFloat(low, bits: bits, .down), BigFloat(high, bits: bits, .up))
    }
    return .apply(.division, value(top), value(bottom), bits: bits)
  }

  private static let refinementLimit = 512

  /// Returns bounds of the value of `polynomial` on the interval.
  private func bounds(of polynomial: Polynomial) -> (Rational, Rational) {
    var (low, high) = (Rational.zero, Rational.zero)
    for coefficient in polynomial.coefficients.reversed() {
      let ends = [low * lower, low * upper, high * lower, high * upper]
      low = ends.min()! + coefficient
      high = ends.max()! + coefficient
    }
    return (low, high)
  }
}
