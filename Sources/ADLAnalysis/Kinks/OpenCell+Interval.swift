import ADLPrograms

extension OpenCell {
  /// The narrowest interval of doubles that contains the cell.
  var interval: Interval {
    Interval(
      lower.map { Interval($0.bounds.lower).lower } ?? -.infinity,
      upper.map { Interval($0.bounds.upper).upper } ?? .infinity)
  }

  /// Returns the part of the cell inside `interval`; `nil` where there is none.
  func intersection(with interval: Interval) -> OpenCell? {
    func larger(_ a: AlgebraicNumber?, _ b: AlgebraicNumber?) -> AlgebraicNumber? {
      guard let a, let b else { return a ?? b }
      return a < b ? b : a
    }
    func smaller(_ a: AlgebraicNumber?, _ b: AlgebraicNumber?) -> AlgebraicNumber? {
      guard let a, let b else { return a ?? b }
      return a < b ? a : b
    }
    let low = interval.lower.isFinite ? AlgebraicNumber(Rational(interval.lower)) : nil
    let high = interval.upper.isFinite ? AlgebraicNumber(Rational(interval.upper)) : nil
    return OpenCell(from: larger(lower, low), to: smaller(upper, high))
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
