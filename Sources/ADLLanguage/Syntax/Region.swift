/// What a command goes through: an interval or a box.
public struct Region: Sendable {
  /// The factors of the box, in order.
  public let factors: [Factor]

  /// The bytes of the region.
  public let range: Range<Int>

  /// An interval, or a power of it.
  public struct Factor: Sendable {
    public let lower: ExpressionID
    public let upper: ExpressionID

    /// `true` iff the end belongs to the interval.
    public let containsLower: Bool
    public let containsUpper: Bool

    /// The `n` of `[a, b]^n`.
    public let exponent: ExpressionID?

    public let range: Range<Int>
  }
}
