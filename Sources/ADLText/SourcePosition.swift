/// A place in a text as people count it: lines and columns from 1.
public struct SourcePosition: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int

  /// The number of user-perceived characters before the place, plus one; a tab is one character.
  public let column: Int

  /// Creates the position at `line` and `column`.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

extension SourcePosition: CustomStringConvertible {
  public var description: String { "\(line):\(column)" }
}
