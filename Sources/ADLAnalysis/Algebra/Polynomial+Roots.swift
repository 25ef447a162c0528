import ADLPrograms

extension Polynomial {
  /// Returns every real root, in increasing order, each once; none for the polynomial 0.
  ///
  /// Descartes' rule of signs with bisection (Collins and Akritas 1976) on the square-free part,
  /// then the rational roots among those isolated.
  public func realRoots(_ work: Work) throws(Stop) -> [AlgebraicNumber] {
    guard degree > 0 else { return [] }
    if degree == 1 { return [AlgebraicNumber(-constantTerm / leadingCoefficient)] }
    var core = squareFreePart
    var rational: [Rational] = []
    if core.constantTerm == .zero {
      rational.append(.zero)
      core = Polynomial(Array(core.coefficients.dropFirst()))
    }
    var intervals: [(Rational, Rational)] = []
    for isNegative in [false, true] where core.degree > 0 {
      let side = isNegative ? core.composed(scale: Rational(-1), shift: .zero) : core
      let found = try side.isolatePositiveRoots(work)
      rational += found.exact.map { isNegative ? -$0 : $0 }
      intervals += found.intervals.map { isNegative ? (-$1, -$0) : ($0, $1) }
    }
    for root in rational where root != .zero { core = core.removing(root) }
    var open: [(Rational, Rational)] = []
    let whole = core
    for (lower, upper) in intervals {
      try work.charge()
      if let root = whole.rationalRoot(between: lower, and: upper) {
        rational.append(root)
        core = core.removing(root)
      } else {
        open.append((lower, upper))
      }
    }
    core = core.normalized
    let roots =
      rational.map { AlgebraicNumber($0) }
      + open.map { lower, upper in
        var root = IsolatedRoot(core, lower: lower, upper: upper)
        root.sharpen()
        return AlgebraicNumber(root)
      }
    let sorted = roots.sorted()
    // What was computed after the end is not known.
    try work.check()
    return sorted
  }

  /// Returns this polynomial divided by x - `root`.
  private func removing(_ root: Rational) -> Polynomial {
    quotient(dividingBy: Polynomial([-root, .one]))
  }

  /// Returns the root in the interval, where it is rational.
  ///
  /// The interval holds one root. A rational root times the leading coefficient of the normalized
  /// polynomial is whole, so one candidate is left once the interval is narrow.
  private func rationalRoot(between lower: Rational, and upper: Rational) -> Rational? {
    if degree == 1 { return -constantTerm / leadingCoefficient }
    let part = normalized
    let leading = part.leadingCoefficient
    guard leading.bitWidth <= Self.rationalRootBitLimit else { return nil }
    if degree == 2, part.hasIrrationalRoots { return nil }
    var (low, high) = (lower, upper)
    let below = part.sign(at: low)
    while (high - low) * leading >= .one {
      if Work.hasEnded { return nil }
      let middle = Rational.midpoint(low, high)
      let sign = part.sign(at: middle)
      if sign == .zero { return middle }
      if sign == below { low = middle } else { high = middle }
    }
    let candidate = (high * leading).floor / leading
    return candidate > low && part.sign(at: candidate) == .zero ? candidate : nil
  }

  /// The largest leading coefficient, in binary digits, of a polynomial that is searched for
  /// rational roots; past it a rational root is given as an isolating interval.
  static var rationalRootBitLimit: Int { 2048 }

  /// `true` iff the discriminant of this polynomial of degree 2 is not a square.
  private var hasIrrationalRoots: Bool {
    let (a, b, c) = (coefficients[2], coefficients[1], coefficients[0])
    let discriminant = b * b - Rational(4) * a * c
    return discriminant.sign.isCertainly(.positive) && !Rational.sqrt(discriminant).isDefined
  }

  /// Returns the positive roots of this square-free polynomial, which is not 0 at 0: those met
  /// exactly, and open intervals that isolate the others. Ends of intervals are either exact roots,
  /// which `exact` lists, or no roots.
  private func isolatePositiveRoots(_ work: Work) throws(Stop) -> (
    exact: [Rational], intervals: [(Rational, Rational)]
  ) {
    let bound = rootBoundExponent
    let scale = Rational.powerOfTwo(bound)
    // The roots in (0, 2^bound) of this are those in (0, 1) of the first entry; an entry with the
    // numbers (c, k) stands for the interval (c, c + 1)/2^k of the unit interval.
    var stack = [(composed(scale: scale, shift: .zero).primitivePart, Integer(0), 0)]
    var exact: [Rational] = []
    var intervals: [(Rational, Rational)] = []
    while let (q, c, k) = stack.popLast() {
      try work.charge()
      let variations = q.variationsOnUnitInterval
      if variations == 0 { continue }
      let unit = scale * Rational.powerOfTwo(-k)
      if variations == 1 {
        intervals.append((Rational(c) * unit, Rational(c + 1) * unit))
        continue
      }
      let n = q.degree
      let left = Polynomial(
        q.coefficients.enumerated().map { $1 * Rational.powerOfTwo(n - $0) })
      var right = left.composed(scale: .one, shift: .one)
      if right.constantTerm == .zero {
        exact.append((Rational(c) + Rational(1, 2)) * unit)
        right = Polynomial(Array(right.coefficients.dropFirst()))
      }
      stack.append((right.primitivePart, 2 * c + 1, k + 1))
      stack.append((left.primitivePart, 2 * c, k + 1))
    }
    return (exact, intervals)
  }

  /// The number of sign changes in the coefficients of (1 + x)^n q(1/(1 + x)): an upper bound, of
  /// the same parity, on the number of roots in (0, 1).
  private var variationsOnUnitInterval: Int {
    let reversed = Polynomial(Array(coefficients.reversed()))
    return reversed.composed(scale: .one, shift: .one).signVariations
  }

  private var signVariations: Int {
    let rest = coefficients.filter { $0 != .zero }
    return zip(rest, rest.dropFirst()).count { $0.exactSign != $1.exactSign }
  }

  /// An exponent k such that all roots are below 2^k in absolute value (Fujiwara 1916).
  private var rootBoundExponent: Int {
    let leading = leadingCoefficient.numerator.bitWidth
    var bound = 0
    for (power, coefficient) in coefficients.enumerated() where power < degree {
      guard coefficient != .zero else { continue }
      let excess = coefficient.numerator.bitWidth - leading + 1
      let i = degree - power
      bound = max(bound, excess > 0 ? (excess + i - 1) / i : 0)
    }
    return bound + 1
  }
}
