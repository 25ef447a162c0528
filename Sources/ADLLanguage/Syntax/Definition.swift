/// The definition of a value or of a function.
public struct Definition: Sendable {
  /// The name that is defined.
  public let name: NameID

  /// The bytes of the name.
  public let nameRange: Range<Int>

  /// The bytes of the definition, from its first token to its last.
  public let range: Range<Int>

  /// The parameters; `nil` for a value.
  public let parameters: ListID<ParameterDeclaration>?

  /// What it is defined as.
  public let body: ExpressionID

  /// `true` iff the definition declares a primitive, with the word `selection`.
  public let isSelection: Bool

  /// The `##` comment above the definition, one line per line, without the signs.
  public let documentation: String?
}
