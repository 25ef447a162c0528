/// Whether an asserted condition holds, and what was compared.
public struct AssertionOutcome: Sendable {
  public let holds: Bool

  /// The comparison that decided against it, where there is one.
  public let failure: Comparison?

  /// Two values that do not compare as asserted.
  public struct Comparison: Sendable {
    public let left: ConstantValue
    public let right: ConstantValue
    public let operation: ComparisonOperator
  }
}
