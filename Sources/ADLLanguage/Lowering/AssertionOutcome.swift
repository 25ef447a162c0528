/// Whether an asserted condition holds, and what was compared.
public struct AssertionOutcome: Sendable {
  /// `true` iff the condition holds.
  public let holds: Bool

  /// The comparison that decided against it, where there is one.
  public let failure: Comparison?

  /// Two values that do not compare as asserted.
  public struct Comparison: Sendable {
    /// The value on the left.
    public let left: ConstantValue

    /// The value on the right.
    public let right: ConstantValue

    /// How they should compare.
    public let operation: ComparisonOperator
  }
}
