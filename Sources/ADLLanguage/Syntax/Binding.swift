/// `name = value` in a `let`.
public struct Binding: Hashable, Sendable {
  /// The name that is bound.
  public let name: NameID

  /// The bytes of the name.
  public let nameRange: Range<Int>

  /// What it is bound to.
  public let value: ExpressionID
}
