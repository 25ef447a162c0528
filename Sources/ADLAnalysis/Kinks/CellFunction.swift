import ADLPrograms

/// A function of one variable on a cell: the rational function that it is there, or none known.
///
/// As a number system it evaluates a program to its pieces: the sign of a function is the one that
/// it keeps on the whole cell.
struct CellFunction: LiftedNumber {
  /// `nil` where the function is not rational, too large to follow, or undefined.
  let rational: RationalFunction?
  let place: CellPlace?

  init(_ rational: RationalFunction?, _ place: CellPlace?) {
    self.rational = rational
    self.place = place
  }

  init(_ literal: Literal) {
    self.init(literal.exact.map { RationalFunction(constant: $0) }, nil)
  }

  init(_ value: Int) { self.init(RationalFunction(constant: Rational(value)), nil) }

  var sign: KnownSign {
    guard let rational, !Work.hasEnded else { return .notKnown }
    if let constant = rational.constant { return constant.sign }
    return place?.sign(of: rational) ?? .notKnown
  }

  var isZero: Bool { rational?.isZero ?? false }

  /// The value at the cell's sample, for messages.
  var double: Double {
    guard let rational else { return .nan }
    switch place?.extent {
    case .cell(let cell): return rational(cell.sample).double
    case .beside(let number, _):
      return number.rational.map { rational($0).double } ?? .nan
    case nil: return rational.constant?.double ?? .nan
    }
  }

  static var notANumber: CellFunction { CellFunction(nil, nil) }

  private static func bounded(_ function: RationalFunction?, _ place: CellPlace?) -> CellFunction {
    if Work.hasEnded { return CellFunction(nil, place) }
    guard let function, !function.isPolynomial || !function.numerator.isConstant else {
      return CellFunction(function, place)
    }
    let limit = place?.degreeLimit ?? CellPlace.defaultDegreeLimit
    let isSmall =
      function.numerator.degree <= limit && function.denominator.degree <= limit
      && function.numerator.bitWidth <= CellPlace.bitLimit
    return CellFunction(isSmall ? function : nil, place)
  }

  static func lift(_ operation: UnaryOperation, _ x: CellFunction) -> CellFunction {
    guard let f = x.rational else { return CellFunction(nil, x.place) }
    if operation == .negation { return CellFunction(-f, x.place) }
    guard let constant = f.constant else {
      return CellFunction(operation == .sqrt ? squareRoot(f, x.place) : nil, x.place)
    }
    return CellFunction(constantFunction(operation(constant)), x.place)
  }

  /// Returns √f where f is the square of a rational function that keeps its sign here.
  private static func squareRoot(_ f: RationalFunction, _ place: CellPlace?) -> RationalFunction? {
    guard let root = f.squareRoot, case .known(let sign) = place?.sign(of: root) else {
      return nil
    }
    return sign == .negative ? -root : root
  }

  static func lift(_ operation: BinaryOperation, _ x: CellFunction, _ y: CellFunction)
    -> CellFunction
  {
    let place = x.place ?? y.place
    guard let f = x.rational, let g = y.rational, !Work.hasEnded else {
      return CellFunction(nil, place)
    }
    switch operation {
    case .addition: return bounded(f + g, place)
    case .subtraction: return bounded(f - g, place)
    case .multiplication:
      let pairs = (f.numerator.degree + 1) * (g.numerator.degree + 1)
      return bounded(Work.affords(Cost.rational * pairs) ? f * g : nil, place)
    case .division: return bounded(f / g, place)
    case .power:
      if let a = f.constant, let b = g.constant {
        return CellFunction(constantFunction(Rational.power(a, b)), place)
      }
      if let exponent = g.constant?.int { return lift(power: exponent, x) }
      // x^(n/2) is a power of a square root.
      guard let twice = g.constant.flatMap({ ($0 * Rational(2)).int }) else {
        return CellFunction(nil, place)
      }
      return lift(power: twice, CellFunction(squareRoot(f, place), place))
    }
  }

  static func lift(power n: Int, _ x: CellFunction) -> CellFunction {
    guard let f = x.rational else { return CellFunction(nil, x.place) }
    if let constant = f.constant {
      return CellFunction(constantFunction(Rational.power(constant, n)), x.place)
    }
    let limit = x.place?.degreeLimit ?? CellPlace.defaultDegreeLimit
    let degree = max(f.numerator.degree, f.denominator.degree)
    guard n.magnitude <= UInt(limit), degree * Int(n.magnitude) <= limit else {
      return CellFunction(nil, x.place)
    }
    return powerByProducts(x, n)
  }

  private static func constantFunction(_ value: Rational) -> RationalFunction? {
    value.isDefined ? RationalFunction(constant: value) : nil
  }
}
