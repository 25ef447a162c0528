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

  /// The operand in words, for messages.
  var operandWords: String {
    switch self {
    case .at: "one point"
    case .on: "one interval or box"
    case .along: "one direction"
    case .under: "names of conventions"
    case .to: "the name of one file"
    }
  }
}
