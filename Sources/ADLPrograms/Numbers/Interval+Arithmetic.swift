/// Arithmetic. A bound is moved outward by one double exactly when the rounded result is not exact,
/// which the error term of an error-free transformation tells (Muller et al., Handbook of
/// Floating-Point Arithmetic, chapter 4).
extension Interval {
  /// Products and quotients at least this large have error terms that do not underflow.
  private static let errorTermLimit = 0x1p-960

  public static prefix func - (x: Interval) -> Interval {
    Interval(-x.upper, -x.lower)
  }

  public static func + (x: Interval, y: Interval) -> Interval {
    Interval(sum(x.lower, y.lower).lower, sum(x.upper, y.upper).upper)
  }

  public static func - (x: Interval, y: Interval) -> Interval {
    x + -y
  }

  public static func * (x: Interval, y: Interval) -> Interval {
    guard x.isDefined && y.isDefined else { return .undefined }
    let products = (
      product(x.lower, y.lower), product(x.lower, y.upper), product(x.upper, y.lower),
      product(x.upper, y.upper)
    )
    return products.0.hull(products.1).hull(products.2).hull(products.3)
  }

  /// The quotient: the whole line where the divisor contains 0 inside, one side of it where 0 is
  /// one of the divisor's ends and the dividend has one sign, and undefined for the divisor 0.
  public static func / (x: Interval, y: Interval) -> Interval {
    guard x.isDefined && y.isDefined && !y.isZero else { return .undefined }
    guard y.contains(0) else {
      let quotients = (
        quotient(x.lower, y.lower), quotient(x.lower, y.upper), quotient(x.upper, y.lower),
        quotient(x.upper, y.upper)
      )
      return quotients.0.hull(quotients.1).hull(quotients.2).hull(quotients.3)
    }
    if x.isZero { return x }
    if y.lower < 0 && y.upper > 0 || x.lower < 0 && x.upper > 0 { return .line }
    if y.upper == 0 { return -x / -y }
    return x.lower >= 0
      ? Interval(quotient(x.lower, y.upper).lower, .infinity)
      : Interval(-.infinity, quotient(x.upper, y.upper).upper)
  }

  public static func sqrt(_ x: Interval) -> Interval {
    guard x.upper >= 0 else { return .undefined }
    return Interval(squareRoot(Swift.max(x.lower, 0)).lower, squareRoot(x.upper).upper)
  }

  // MARK: - Bounds of one operation on two doubles

  private static func sum(_ a: Double, _ b: Double) -> Interval {
    let rounded = a + b
    guard a.isFinite && b.isFinite else { return Interval(rounded, rounded) }
    let part = rounded - a
    return enclose(rounded, error: (a - (rounded - part)) + (b - part))
  }

  private static func product(_ a: Double, _ b: Double) -> Interval {
    // A bound 0 times an unbounded side is 0: the unbounded side is not a number itself.
    if a == 0 || b == 0 { return Interval(0, 0) }
    let rounded = a * b
    guard a.isFinite && b.isFinite else { return Interval(rounded, rounded) }
    return rounded.magnitude < errorTermLimit
      ? Interval(rounded.nextDown, rounded.nextUp)
      : enclose(rounded, error: (-rounded).addingProduct(a, b))
  }

  /// Returns bounds of a / b, where b is not 0.
  private static func quotient(_ a: Double, _ b: Double) -> Interval {
    if a == 0 { return Interval(0, 0) }
    let rounded = a / b
    if b.isInfinite {
      // Anything from 0 on, as the divisor grows; an unbounded dividend reaches everything there.
      let limit = a.isFinite ? 0 : Double.infinity
      return (a > 0) == (b > 0) ? Interval(0, limit) : Interval(-limit, 0)
    }
    guard a.isFinite else { return Interval(rounded, rounded) }
    guard a.magnitude >= errorTermLimit else {
      return Interval(rounded.nextDown, rounded.nextUp)
    }
    let remainder = a.addingProduct(-rounded, b)
    return enclose(rounded, error: b < 0 ? -remainder : remainder)
  }

  /// Returns bounds of the square root of `a >= 0`.
  private static func squareRoot(_ a: Double) -> Interval {
    let rounded = a.squareRoot()
    if a == 0 || a.isInfinite { return Interval(rounded, rounded) }
    return a < errorTermLimit
      ? Interval(rounded.nextDown, rounded.nextUp)
      : enclose(rounded, error: a.addingProduct(-rounded, rounded))
  }

  /// Returns `rounded`, extended to the side on which an error with the sign of `error` puts the
  /// exact result; to both sides where `error` overflowed and is not a number.
  private static func enclose(_ rounded: Double, error: Double) -> Interval {
    Interval(
      error >= 0 && rounded.isFinite ? rounded : rounded.nextDown,
      error <= 0 && rounded.isFinite ? rounded : rounded.nextUp)
  }
}
