/// One comparison of a chain: the operator and the operand at its right.
public struct ComparisonLink: Hashable, Sendable {
  public let operation: ComparisonOperator
  public let right: ExpressionID
}
