/// A part of a command that its own word begins.
public enum Clause: String, Hashable, Sendable, CaseIterable {
  case at
  case on
  case along
  case under
  case to

  /// What follows the word, for usage lines.
  public var operand: String {
    switch self {
    case .at: "x"
    case .on: "[a, b]"
    case .along: "d"
    case .under: "convention, …"
    case .to: "\"file\""
    }
  }
}
