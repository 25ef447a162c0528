/// A part of a command that its own word begins.
package enum Clause: String, Hashable, Sendable, CaseIterable {
  case at
  case on
  case along
  case under
  case to

  /// What follows the word, for usage lines.
  var operand: String {
    switch self {
    case .at: "x"
    case .on: "[a, b]"
    case .along: "d"
    case .under: "convention, …"
    case .to: "\"file\""
    }
  }
}
