import CMPFR

extension Interval {
  public static func sin(_ x: Interval) -> Interval {
    wave(x, greatestAt: 1, mpfr_sin)
  }

  public static func cos(_ x: Interval) -> Interval {
    wave(x, greatestAt: 0, mpfr_cos)
  }

  /// The tangent; the whole line where a pole cannot be excluded.
  public static func tan(_ x: Interval) -> Interval {
    guard x.isDefined else { return .undefined }
    if x.isZero { return x }
    let poles = QuarterTurns(in: x)
    if poles.mayContain(1) || poles.mayContain(3) { return .line }
    return Interval(enclosing(mpfr_tan, x.lower).lower, enclosing(mpfr_tan, x.upper).upper)
  }

  /// Returns the range of sine or cosine, whose value is 1 at `greatestAt` quarter turns.
  private static func wave(
    _ x: Interval, greatestAt quarter: Int, _ function: BigFloat.Function
  ) -> Interval {
    guard x.isDefined else { return .undefined }
    if x.isPoint && x.isBounded { return enclosing(function, x.lower) }
    let turns = QuarterTurns(in: x)
    guard x.isBounded else { return unit }
    let ends = enclosing(function, x.lower).hull(enclosing(function, x.upper))
    return Interval(
      turns.mayContain((quarter + 2) % 4) ? -1 : ends.lower,
      turns.mayContain(quarter) ? 1 : ends.upper
    ).intersection(unit)
  }
}

/// The multiples of a quarter turn, π/2, that an interval may contain.
private struct QuarterTurns {
  /// The least and the greatest of them; none where the first exceeds the second.
  private let first: Double
  private let last: Double

  init(in x: Interval) {
    first = (Interval(x.lower, x.lower) / .halfPi).lower.rounded(.up)
    last = (Interval(x.upper, x.upper) / .halfPi).upper.rounded(.down)
  }

  /// `true` unless none of them leaves `remainder` when divided by 4.
  func mayContain(_ remainder: Int) -> Bool {
    if last - first >= 3 { return true }
    guard first.magnitude < 0x1p50 else { return first <= last }
    let offset = (remainder - Int(first)) & 3
    return first + Double(offset) <= last
  }
}
