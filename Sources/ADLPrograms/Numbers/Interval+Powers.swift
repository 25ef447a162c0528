extension Interval {
  /// The integer power, by outward-rounded products at the ends.
  public static func power(_ x: Interval, _ n: Int) -> Interval {
    if n == 0 { return Interval(1) }
    guard x.isDefined else { return .undefined }
    if n < 0 {
      // The least integer has no opposite.
      return n == .min ? power(power(x, 2), n / 2) : Interval(1) / power(x, -n)
    }
    let ends = (end(x.lower, n), end(x.upper, n))
    let isEven = n & 1 == 0
    if !isEven || x.lower >= 0 { return Interval(ends.0.lower, ends.1.upper) }
    if x.upper <= 0 { return Interval(ends.1.lower, ends.0.upper) }
    return Interval(0, Swift.max(ends.0.upper, ends.1.upper))
  }

  /// The power of a base from 0 on. It is monotone in each operand, so its extremes are at corners.
  public static func power(_ x: Interval, _ y: Interval) -> Interval {
    guard x.upper >= 0 && y.isDefined && !(x.isZero && y.upper < 0) else { return .undefined }
    let least = Swift.max(x.lower, 0)
    let corners = (
      corner(least, y.lower), corner(least, y.upper), corner(x.upper, y.lower),
      corner(x.upper, y.upper)
    )
    return corners.0.hull(corners.1).hull(corners.2).hull(corners.3)
      .intersection(Interval(0, .infinity))
  }

  /// Returns bounds of the power of one end.
  private static func end(_ bound: Double, _ n: Int) -> Interval {
    guard bound.isFinite else {
      return n & 1 == 0 ? Interval(.infinity, .infinity) : Interval(bound, bound)
    }
    return powerByProducts(Interval(bound), n)
  }

  /// Returns bounds of `base^exponent` for `base >= 0`.
  private static func corner(_ base: Double, _ exponent: Double) -> Interval {
    if exponent == 0 || base == 1 { return Interval(1) }
    if base == 0 {
      return exponent > 0 ? Interval(0) : Interval(.infinity, .infinity)
    }
    return enclosingPower(base, exponent)
  }
}
