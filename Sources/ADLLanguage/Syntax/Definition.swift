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

  /// The derivative that a rule states; `nil` where nothing is stated.
  public let derivative: StatedExpression?

  /// The `##` comment above the definition, one line per line, without the signs.
  public let documentation: String?
}

/// The derivative of a rule, as it is written.
public struct StatedExpression: Sendable {
  /// The name of what the sweep brings, with its place; `nil` where the results are multiplied by
  /// it.
  public let adjoint: (name: NameID, range: Range<Int>)?

  /// One result for each parameter that is an input.
  public let results: [ExpressionID]

  /// The bytes from the word on.
  public let range: Range<Int>
}
