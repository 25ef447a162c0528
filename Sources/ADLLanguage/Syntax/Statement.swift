/// One statement of a script.
public struct Statement: Sendable {
  /// What a statement does.
  public enum Kind: Sendable {
    /// `name = e`, `name(params) = e`, or with the word `selection` before it.
    indirect case definition(Definition)

    /// `name = read "file"`.
    indirect case table(TableDefinition)

    /// `e`, printed unless a `;` ends it.
    case expression(ExpressionID)

    indirect case assertion(Assertion)

    /// `load "file"`, and `load "file" as name`.
    case load(FileName, as: Word?)

    indirect case command(Command)

    /// A statement that was not understood; the name that it would have defined, if any.
    case invalid(defines: NameID?)
  }

  /// What the statement is.
  public let kind: Kind

  /// The bytes of the statement, from its first token to its last.
  public let range: Range<Int>

  /// `true` iff a `;` ends the statement.
  public let isSilent: Bool

  /// `true` iff an error was found in the statement: it is not to be run, though what it defines is
  /// known.
  public let isErroneous: Bool
}
