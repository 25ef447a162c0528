/// What a command goes through: an interval or a box.
public struct Region: Sendable {
  /// The factors of the box, in order.
  public let factors: [Factor]

  /// The bytes of the region.
  public let range: Range<Int>

  /// An interval, or a power of it.
  public struct Factor: Sendable {
    /// The lower end; `nil` for `R`, which has no ends.
    public let lower: ExpressionID?

    /// The upper end.
    public let upper: ExpressionID?

    /// `true` iff the end belongs to the interval.
    public let containsLower: Bool

    /// `true` iff the upper end belongs to the interval.
    public let containsUpper: Bool

    /// The `n` of `[a, b]^n`.
    public let exponent: ExpressionID?

    /// The bytes of the factor.
    public let range: Range<Int>
  }
}
