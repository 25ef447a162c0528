/// One comparison of a chain: the operator and the operand at its right.
public struct ComparisonLink: Hashable, Sendable {
  /// The operator.
  public let operation: ComparisonOperator

  /// What stands on its right.
  public let right: ExpressionID
}
