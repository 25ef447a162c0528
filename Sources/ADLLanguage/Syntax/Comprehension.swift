/// `element for variable in lower..upper if condition`.
public struct Comprehension: Hashable, Sendable {
  public let element: ExpressionID
  public let variable: NameID
  public let variableRange: Range<Int>
  public let lower: ExpressionID
  public let upper: ExpressionID
  public let condition: ExpressionID?
}
