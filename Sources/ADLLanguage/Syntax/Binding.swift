/// `name = value` in a `let`.
public struct Binding: Hashable, Sendable {
  public let name: NameID
  public let nameRange: Range<Int>
  public let value: ExpressionID
}
