/// The definition of a table that a file holds: `data = read "points.csv"`.
public struct TableDefinition: Sendable {
  /// The name that is defined.
  public let name: NameID

  /// The bytes of the name.
  public let nameRange: Range<Int>

  /// The bytes of the definition, from its first token to its last.
  public let range: Range<Int>

  /// The file that holds the table.
  public let file: FileName
}
