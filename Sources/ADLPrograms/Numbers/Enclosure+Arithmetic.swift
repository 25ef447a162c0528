extension Enclosure {
  /// Returns the operation on two enclosures, with bounds of the given number of digits.
  public static func apply(
    _ operation: BinaryOperation, _ x: Enclosure, _ y: Enclosure, bits: Int
  ) -> Enclosure {
    guard x.isDefined && y.isDefined else { return .undefined }
    switch operation {
    case .addition:
      return Enclosure(
        .apply(.addition, x.lower, y.lower, bits: bits, .down),
        .apply(.addition, x.upper, y.upper, bits: bits, .up))
    case .subtraction:
      return Enclosure(
        .apply(.subtraction, x.lower, y.upper, bits: bits, .down),
        .apply(.subtraction, x.upper, y.lower, bits: bits, .up))
    case .multiplication: return corners(x, y, bits: bits, product)
    case .division:
      guard y.containsZero else { return corners(x, y, bits: bits, quotient) }
      return y.upper.isZero && y.lower.isZero ? .undefined : .line
    case .power: return power(x, y, bits: bits)
    }
  }

  /// Returns the integer power, as `apply` does.
  public static func power(_ x: Enclosure, _ n: Int, bits: Int) -> Enclosure {
    if n == 0 { return Enclosure(one, one) }
    guard x.isDefined else { return .undefined }
    if n < 0 && x.containsZero { return x.lower.isZero && x.upper.isZero ? .undefined : .line }
    func bound(_ base: BigFloat, _ side: BigFloat.Side) -> BigFloat {
      base.power(n, bits: bits, side)
    }
    // Increasing or decreasing on either side of 0.
    let isRising = n > 0 ? n & 1 == 1 || x.lower.signum >= 0 : n & 1 == 0 && x.upper.signum < 0
    if isRising { return Enclosure(bound(x.lower, .down), bound(x.upper, .up)) }
    if n < 0 || x.upper.signum <= 0 {
      return Enclosure(bound(x.upper, .down), bound(x.lower, .up))
    }
    return Enclosure(zero, max(bound(x.lower, .up), bound(x.upper, .up)))
  }

  /// The power of a base from 0 on. It is monotone in each operand, so its extremes are at corners.
  private static func power(_ x: Enclosure, _ y: Enclosure, bits: Int) -> Enclosure {
    guard x.upper.signum >= 0 && !(x.upper.isZero && y.upper.signum <= 0) else {
      return .undefined
    }
    let base = Enclosure(max(x.lower, zero), x.upper)
    if base.lower.isZero && y.lower.signum <= 0 { return Enclosure(zero, line.upper) }
    return corners(base, y, bits: bits) { .apply(.power, $0, $1, bits: $2, $3) }
  }

  private static func product(_ a: BigFloat, _ b: BigFloat, bits: Int, _ side: BigFloat.Side)
    -> BigFloat
  {
    // A bound 0 times an unbounded side is 0: the unbounded side is not a number itself.
    a.isZero || b.isZero ? zero : .apply(.multiplication, a, b, bits: bits, side)
  }

  private static func quotient(_ a: BigFloat, _ b: BigFloat, bits: Int, _ side: BigFloat.Side)
    -> BigFloat
  {
    // Anything from 0 on, as the divisor grows; an unbounded dividend reaches everything there.
    if a.isInfinite && b.isInfinite { return side == .down ? line.lower : line.upper }
    return .apply(.division, a, b, bits: bits, side)
  }

  /// Returns the hull of the bounds at the four corners of two operands.
  private static func corners(
    _ x: Enclosure, _ y: Enclosure, bits: Int,
    _ bound: (BigFloat, BigFloat, Int, BigFloat.Side) -> BigFloat
  ) -> Enclosure {
    let pairs = [(x.lower, y.lower), (x.lower, y.upper), (x.upper, y.lower), (x.upper, y.upper)]
    let lower = pairs.map { bound($0, $1, bits, .down) }
    let upper = pairs.map { bound($0, $1, bits, .up) }
    return Enclosure(
      lower.dropFirst().reduce(lower[0], min), upper.dropFirst().reduce(upper[0], max))
  }
}
