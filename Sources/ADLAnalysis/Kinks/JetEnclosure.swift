import ADLPrograms

/// Enclosures of a function and of its first two derivatives on an open cell, with its value and
/// slope at the cell's ends.
///
/// As a number system it decides guards that are not rational: the sign of a function is the one
/// that it keeps on the cell, by its range, or because it is monotonic, or convex or concave, and
/// its values at the ends say so.
struct JetEnclosure: LiftedNumber {
  /// Taylor coefficients at every point of the cell.
  let body: Series<Interval>

  /// Those at the lower and the upper end, as limits from inside; undefined at an infinite end.
  let lower: Series<EndNumber>
  let upper: Series<EndNumber>

  /// The sign on the whole open cell, where it follows from those of the operands: that of a
  /// product which tends to 0 at an end, say.
  let operandSign: KnownSign

  /// The factor of a product or power that has exactly one root in the cell, where no other factor
  /// has any: the root of a square is found as that of its base.
  let rootFactor: [JetEnclosure]

  init(
    body: Series<Interval>, lower: Series<EndNumber>, upper: Series<EndNumber>,
    operandSign: KnownSign = .notKnown, rootFactor: [JetEnclosure] = []
  ) {
    self.rootFactor = rootFactor
    self.body = body
    self.lower = lower
    self.upper = upper
    self.operandSign = operandSign
  }

  init(_ literal: Literal) {
    self.init(body: .init(literal), lower: .init(literal), upper: .init(literal))
  }

  init(_ value: Int) {
    self.init(body: .init(value), lower: .init(value), upper: .init(value))
  }

  static var notANumber: JetEnclosure {
    JetEnclosure(body: .notANumber, lower: .notANumber, upper: .notANumber)
  }

  static var anyNumber: JetEnclosure {
    JetEnclosure(body: .anyNumber, lower: .anyNumber, upper: .anyNumber)
  }

  static func lift(_ operation: UnaryOperation, _ x: JetEnclosure) -> JetEnclosure {
    JetEnclosure(
      body: operation(x.body), lower: operation(x.lower), upper: operation(x.upper),
      operandSign: operation.sign(x.sign))
  }

  static func lift(_ operation: BinaryOperation, _ x: JetEnclosure, _ y: JetEnclosure)
    -> JetEnclosure
  {
    JetEnclosure(
      body: operation == .power ? power(x.body, y.body) : operation(x.body, y.body),
      lower: operation(x.lower, y.lower),
      upper: operation(x.upper, y.upper), operandSign: operation.sign(x.sign, y.sign),
      rootFactor: operation == .multiplication ? rootFactor(x, y) : [])
  }

  static func lift(power n: Int, _ x: JetEnclosure) -> JetEnclosure {
    JetEnclosure(
      body: .power(x.body, n).withConstantTerm(in: .power(x.body.constantTerm, n)),
      lower: .power(x.lower, n), upper: .power(x.upper, n),
      operandSign: n % 2 == 0 ? x.sign * x.sign : x.sign,
      rootFactor: n > 0 && x.hasOneRoot ? [x] : [])
  }

  private static func rootFactor(_ x: JetEnclosure, _ y: JetEnclosure) -> [JetEnclosure] {
    func hasNoRoot(_ z: JetEnclosure) -> Bool { z.sign.isCertainlyNot(.zero) }
    if x.hasOneRoot, hasNoRoot(y) { return [x] }
    return y.hasOneRoot && hasNoRoot(x) ? [y] : []
  }

  /// Returns the power of a body; with a constant exponent term by term, so that what vanishes at
  /// an end does not divide itself.
  private static func power(_ x: Series<Interval>, _ y: Series<Interval>) -> Series<Interval> {
    guard y.order == nil, let order = x.order, order >= 2, x.constantTerm.lower >= 0 else {
      return .power(x, y)
    }
    let r = y.constantTerm
    let powers = (0...2).map { Interval.power(x.constantTerm, r - Interval(Double($0))) }
    let bend = r * (r - Interval(1)) * powers[2] * x[1] * x[1] / Interval(2)
    return Series([powers[0], r * powers[1] * x[1], r * powers[1] * x[2] + bend])
  }

  var double: Double { body.constantTerm.midpoint }

  var isZero: Bool { body.isZero }

  /// The sign on the whole open cell, where it is known to be the same everywhere.
  var sign: KnownSign {
    let range = body.constantTerm
    guard range.isDefined else { return .notKnown }
    let known = range.sign.or(operandSign)
    if known.isKnown { return known }
    let (low, high) = (endSigns(lower, 0), endSigns(upper, 0))
    if let slope = slopeSign {
      // Increasing: positive after a value that is not negative, negative before one that is not
      // positive; decreasing the other way round.
      let (first, last) = slope == .positive ? (low, high) : (high, low)
      if first.isNotNegative { return .known(.positive) }
      if last.isNotPositive { return .known(.negative) }
    }
    // Convex between two values that are not positive; concave between two not negative.
    if curvature == .positive, low.isNotPositive, high.isNotPositive { return .known(.negative) }
    if curvature == .negative, low.isNotNegative, high.isNotNegative { return .known(.positive) }
    return signBesideRoot(lower, .positive).or(signBesideRoot(upper, .negative))
  }

  /// The sign where the function vanishes at an end, to an order whose derivative has one sign on
  /// the cell: by Taylor's formula at the end, from which the cell lies in the given direction.
  private func signBesideRoot(_ end: Series<EndNumber>, _ direction: Sign) -> KnownSign {
    guard let order = body.order, end.order ?? order >= order - 1, order >= 1 else {
      return .notKnown
    }
    var orientation = Sign.positive
    for power in 0..<order {
      guard end[power].sign.isCertainly(.zero) else { return .notKnown }
      orientation = orientation * direction
      if let sign = body[power + 1].strictSign { return .known(sign * orientation) }
    }
    return .notKnown
  }

  /// `true` iff the function is known to vanish at an end of the cell.
  var vanishesAtEnd: Bool {
    lower.constantTerm.sign.isCertainly(.zero) || upper.constantTerm.sign.isCertainly(.zero)
  }

  /// The sign of the derivative on the whole open cell, where it is known and not zero.
  var slopeSign: Sign? {
    if let sign = coefficient(1)?.strictSign { return sign }
    guard let curvature else { return nil }
    let (low, high) = (endSigns(lower, 1), endSigns(upper, 1))
    let (first, last) = curvature == .positive ? (low, high) : (high, low)
    if first.isNotNegative { return .positive }
    return last.isNotPositive ? .negative : nil
  }

  /// The sign of the second derivative on the whole cell, where it is known and not zero.
  private var curvature: Sign? { coefficient(2)?.strictSign }

  private func coefficient(_ power: Int) -> Interval? {
    (body.order ?? 0) >= power ? body[power] : nil
  }

  /// The possible signs of a coefficient at an end of the cell.
  private func endSigns(_ end: Series<EndNumber>, _ power: Int) -> SignRange {
    guard end.order ?? power >= power else { return .unknown }
    let number = end[power]
    if number.interval.contains(0), number.sign.isCertainly(.zero) { return .zero }
    return SignRange(number.interval)
  }

  /// `true` iff the function is strictly monotonic and its values at the ends have opposite signs,
  /// so that it has exactly one root in the cell; or a factor of it has the only one.
  var hasOneRoot: Bool {
    if !rootFactor.isEmpty { return true }
    return slopeSign != nil
      && (lower.constantTerm.sign * upper.constantTerm.sign).isCertainly(.negative)
  }

  /// `true` iff the function is strictly convex or concave, with an extremum in the cell.
  var turnsOnce: Bool {
    guard curvature != nil, (lower.order ?? 1) >= 1, (upper.order ?? 1) >= 1 else { return false }
    return (lower[1].sign * upper[1].sign).isCertainly(.negative)
  }

  /// Returns the part of `cell` in which Newton's method from both ends leaves room for roots.
  func contracted(_ cell: Interval) -> Interval {
    if let factor = rootFactor.first { return factor.contracted(cell) }
    guard let slope = coefficient(1), slope.strictSign != nil else { return cell }
    var rest = cell
    for (end, value) in [(cell.lower, lower), (cell.upper, upper)] where end.isFinite {
      let step = value.constantTerm.interval / slope
      let reached = Interval(end) - step
      if step.isDefined, rest.intersects(reached) { rest = rest.intersection(reached) }
    }
    return rest
  }
}

extension Series<Interval> {
  /// The series whose constant term is known to lie in an interval besides.
  fileprivate func withConstantTerm(in range: Interval) -> Series<Interval> {
    let both = constantTerm.intersection(range)
    guard both.isDefined, both != constantTerm else { return self }
    guard let order else { return Series(constant: both) }
    return order < 0 ? self : Series([both] + coefficients.dropFirst())
  }
}

/// What is known of a sign.
private struct SignRange {
  var isNotNegative: Bool
  var isNotPositive: Bool

  static let unknown = SignRange(isNotNegative: false, isNotPositive: false)
  static let zero = SignRange(isNotNegative: true, isNotPositive: true)

  init(isNotNegative: Bool, isNotPositive: Bool) {
    self.isNotNegative = isNotNegative
    self.isNotPositive = isNotPositive
  }

  init(_ interval: Interval) {
    isNotNegative = interval.lower >= 0
    isNotPositive = interval.upper <= 0
  }
}

extension Interval {
  /// The sign of every number in the interval, where they share one that is not zero.
  var strictSign: Sign? { lower > 0 ? .positive : upper < 0 ? .negative : nil }
}

extension Path {
  /// The coordinates on an open cell, with so many derivatives.
  func enclosures(on extent: OpenCell, order: Int) -> [JetEnclosure] {
    func series(_ coordinate: RationalFunction, _ end: AlgebraicNumber?) -> Series<EndNumber> {
      guard let end else { return .notANumber }
      return coordinate.value(
        at: Series(at: EndNumber(end.certified), along: EndNumber(1), order: order - 1))
    }
    return coordinates.map { coordinate in
      JetEnclosure(
        body: coordinate.value(at: Series(at: extent.interval, along: Interval(1), order: order)),
        lower: series(coordinate, extent.lower), upper: series(coordinate, extent.upper))
    }
  }
}
