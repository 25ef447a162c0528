import ADLPrograms

extension Rational {
  /// Returns the number with the smallest denominator, and then the smallest magnitude, strictly
  /// between `lower` and `upper`; `nil` stands for an infinite end.
  ///
  /// - Requires: `lower < upper`.
  static func simplest(between lower: Rational?, and upper: Rational?) -> Rational {
    guard lower.map({ $0 < .zero }) ?? true else {
      return simplestPositive(lower!, upper)
    }
    guard upper.map({ $0 > .zero }) ?? true else {
      return -simplestPositive(-upper!, lower.map { -$0 })
    }
    return .zero
  }

  /// The same for `0 <= lower`, by continued fractions.
  private static func simplestPositive(_ lower: Rational, _ upper: Rational?) -> Rational {
    let whole = lower.floor
    let next = whole + .one
    guard let upper else { return next }
    if next < upper { return next }
    // Both lie in [whole, whole + 1]: one over the simplest of the reciprocals.
    let (low, high) = (lower - whole, upper - whole)
    return whole
      + simplestPositive(high.reciprocal, low == .zero ? nil : low.reciprocal).reciprocal
  }

  /// 2^exponent.
  static func powerOfTwo(_ exponent: Int) -> Rational {
    let power = Rational(Integer(1).shiftedLeft(by: Int(exponent.magnitude)))
    return exponent < 0 ? power.reciprocal : power
  }

  /// The mean of two numbers.
  static func midpoint(_ a: Rational, _ b: Rational) -> Rational { (a + b) * Rational(1, 2) }
}
