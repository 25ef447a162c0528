import ADLPrograms

/// The only root of a square-free polynomial in an open interval; the root is irrational.
///
/// Hence the polynomial is not 0 at any rational of the interval, and neither end is a root. Signs
/// and orders that are told once the work has ended mean nothing.
public struct IsolatedRoot: Hashable, Sendable {
  /// Normalized and square-free.
  let polynomial: Polynomial

  /// The lower end of the isolating interval.
  private(set) var lower: Rational

  /// The upper end of the isolating interval.
  private(set) var upper: Rational

  /// The sign of the polynomial at `lower`, and thus up to the root.
  let signBelow: Sign

  init(_ polynomial: Polynomial, lower: Rational, upper: Rational) {
    self.polynomial = polynomial
    self.lower = lower
    self.upper = upper
    signBelow = polynomial.sign(at: lower)
  }

  /// Halves the interval.
  mutating func bisect() {
    cut(at: Rational.midpoint(lower, upper))
  }

  /// Keeps the part of the interval on the root's side of `cut`, which lies inside.
  mutating func cut(at cut: Rational) {
    if polynomial.sign(at: cut) == signBelow { lower = cut } else { upper = cut }
  }

  /// Narrows the interval to a relative width of about 2^-50 where doubles can see the root, by
  /// guessing in doubles and checking exactly; by bisection elsewhere.
  mutating func sharpen() {
    guard width > Rational.powerOfTwo(-50) * scale else { return }
    let guess = doubleGuess()
    if guess.isFinite {
      for exponent in [-50, -40, -28] {
        let margin = Rational.powerOfTwo(exponent) * max(Rational(guess).magnitude, width)
        let (low, high) = (Rational(guess) - margin, Rational(guess) + margin)
        if lower < low, low < upper { cut(at: low) }
        if lower < high, high < upper { cut(at: high) }
        if lower == low && upper == high { break }
      }
    }
    while width > Rational.powerOfTwo(-50) * scale, !Work.hasEnded { bisect() }
  }

  /// The same root in an interval of a relative width of at most 2^-90: enough that what is
  /// computed from it, with some cancellation, keeps the precision of doubles.
  var tightened: IsolatedRoot {
    let limit = Rational.powerOfTwo(-90) * scale
    guard width > limit else { return self }
    var root = self
    root.sharpen()
    root.takeNewtonStep(unit: limit * Rational(1, 8))
    while root.width > limit, !Work.hasEnded { root.bisect() }
    return root
  }

  /// Narrows the interval around the point that Newton's method reaches from its middle, as far as
  /// exact signs confirm it; margins are multiples of `unit`.
  private mutating func takeNewtonStep(unit: Rational) {
    let middle = Rational.midpoint(lower, upper)
    let step = polynomial(middle) / polynomial.derivative(middle)
    guard step.isDefined, step.magnitude < width else { return }
    let guess = ((middle - step) / unit).floor * unit
    for margin in [Rational(3) * unit, Rational(1 << 12) * unit, Rational(1 << 24) * unit] {
      let (low, high) = (guess - margin, guess + margin)
      if lower < low, low < upper { cut(at: low) }
      if lower < high, high < upper { cut(at: high) }
      if lower == low && upper == high { return }
    }
  }

  var width: Rational { upper - lower }

  /// A magnitude that the root's has: 1 where the interval contains 0.
  var scale: Rational {
    if lower < .zero && upper > .zero { return width }
    return max(lower.magnitude, upper.magnitude)
  }

  /// Returns where the root seems to be, by bisection in doubles.
  private func doubleGuess() -> Double {
    let coefficients = polynomial.coefficients.map(\.double)
    func value(_ x: Double) -> Double {
      var y = 0.0
      for c in coefficients.reversed() { y = y * x + c }
      return y
    }
    var (low, high) = (lower.double, upper.double)
    let below = signBelow == .positive
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if (value(middle) > 0) == below { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// The nearest double, or one of the two nearest.
  var double: Double {
    var root = self
    root.sharpen()
    for _ in 0..<1200 where root.lower.double != root.upper.double && !Work.hasEnded {
      if root.lower.double.nextUp == root.upper.double && root.width < scale * .powerOfTwo(-60) {
        break
      }
      root.bisect()
    }
    return root.lower.double
  }

  /// Returns the sign of the root minus `value`.
  func order(relativeTo value: Rational) -> Sign {
    if value <= lower { return .positive }
    if value >= upper { return .negative }
    return polynomial.sign(at: value) == signBelow ? .positive : .negative
  }

  /// Returns the sign of `x - y`.
  static func order(_ x: IsolatedRoot, _ y: IsolatedRoot) -> Sign {
    if let sign = orderOfIntervals(x, y) { return sign }
    if x.coincides(with: y.polynomial, between: y.lower, and: y.upper) { return .zero }
    var (a, b) = (x, y)
    while true {
      if let sign = orderOfIntervals(a, b) { return sign }
      if Work.hasEnded { return .zero }
      a.bisect()
      b.bisect()
    }
  }

  private static func orderOfIntervals(_ x: IsolatedRoot, _ y: IsolatedRoot) -> Sign? {
    x.upper <= y.lower ? .negative : y.upper <= x.lower ? .positive : nil
  }

  /// `true` iff this root is the root of `other` between `otherLower` and `otherUpper`, neither of
  /// which is a root.
  private func coincides(
    with other: Polynomial, between otherLower: Rational, and otherUpper: Rational
  ) -> Bool {
    let common =
      polynomial == other ? polynomial : Polynomial.greatestCommonDivisor(polynomial, other)
    guard !common.isConstant else { return false }
    let (low, high) = (max(lower, otherLower), min(upper, otherUpper))
    return low < high && common.sign(at: low) != common.sign(at: high)
  }

  /// Returns the sign of `other` at the root.
  func sign(of other: Polynomial) -> Sign {
    var rest = other
    if rest.degree >= polynomial.degree {
      rest = rest.quotientAndRemainder(dividingBy: polynomial).1
    }
    if rest.isConstant { return rest.constantTerm.exactSign }
    var root = self
    root.sharpen()
    if let sign = root.signOnInterval(of: rest) { return sign }
    let common = Polynomial.greatestCommonDivisor(polynomial, rest)
    if !common.isConstant, common.sign(at: lower) != common.sign(at: upper) { return .zero }
    while true {
      for _ in 0..<16 { root.bisect() }
      if let sign = root.signOnInterval(of: rest) { return sign }
      if Work.hasEnded { return .zero }
    }
  }

  /// Returns the sign of `other` on the whole interval, where its value in the middle outweighs
  /// what it can change by.
  private func signOnInterval(of other: Polynomial) -> Sign? {
    let middle = Rational.midpoint(lower, upper)
    if let sign = other.approximateSign(at: middle.double, margin: width.double) { return sign }
    let value = other(middle)
    let change = width * other.slopeBound(reach: max(lower.magnitude, upper.magnitude))
    return value.magnitude > change ? value.exactSign : nil
  }
}
