/// `element for variable in lower..upper if condition`.
public struct Comprehension: Hashable, Sendable {
  /// The element, in which the variable stands for each number of the range.
  public let element: ExpressionID

  /// The variable.
  public let variable: NameID

  /// The bytes of the variable.
  public let variableRange: Range<Int>

  /// The first number of the range.
  public let lower: ExpressionID

  /// The last number of the range.
  public let upper: ExpressionID

  /// What must hold for an element to be taken; `nil` where all are.
  public let condition: ExpressionID?
}
