import ADLPrograms

extension OpenCell {
  /// The narrowest interval of doubles that contains the cell.
  var interval: Interval {
    Interval(
      lower.map { Interval($0.bounds.lower).lower } ?? -.infinity,
      upper.map { Interval($0.bounds.upper).upper } ?? .infinity)
  }

  /// Creates the inside of `interval`; `nil` where there is none.
  init?(_ interval: Interval) {
    let lower = interval.lower.isFinite ? AlgebraicNumber(Rational(interval.lower)) : nil
    let upper = interval.upper.isFinite ? AlgebraicNumber(Rational(interval.upper)) : nil
    self.init(from: lower, to: upper)
  }

  /// Creates the cell between two ends; `nil` where it is empty.
  init?(from lower: AlgebraicNumber?, to upper: AlgebraicNumber?) {
    if let lower, let upper, lower >= upper { return nil }
    self.init(lower, upper)
  }
}

extension AlgebraicNumber {
  /// The number, or an interval around it.
  var certified: Certified {
    rational.map { Certified($0) }
      ?? Certified(Interval(bounds.lower).hull(Interval(bounds.upper)))
  }
}

extension RationalFunction {
  /// Returns the value at `x` in another number system, by Horner's rule.
  func value<S: RealNumber>(at x: S) -> S {
    let top = numerator.value(at: x)
    return isPolynomial && denominator == .one ? top : top / denominator.value(at: x)
  }
}

extension Polynomial {
  /// Returns the value at `x` in another number system, by Horner's rule.
  func value<S: RealNumber>(at x: S) -> S {
    func number(_ c: Rational) -> S { S(Literal(double: c.double, exact: c)) }
    guard var value = coefficients.last.map(number) else { return S(0) }
    for coefficient in coefficients.dropLast().reversed() {
      value = value * x
      if coefficient != .zero { value = value + number(coefficient) }
    }
    return value
  }
}
