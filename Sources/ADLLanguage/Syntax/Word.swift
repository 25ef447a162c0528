/// A word of a command that is not an expression: a setting, a profile, a topic.
public struct Word: Hashable, Sendable {
  /// The word.
  public let text: String

  /// Its bytes.
  public let range: Range<Int>
}
