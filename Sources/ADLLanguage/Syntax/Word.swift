/// A word of a command that is not an expression: a setting, a profile, a topic.
public struct Word: Hashable, Sendable {
  public let text: String
  public let range: Range<Int>
}
