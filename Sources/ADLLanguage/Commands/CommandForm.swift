/// How a command is written: its word, how many functions it is about, and its clauses.
public struct CommandForm: Hashable, Sendable {
  /// What comes after the word, before the clauses.
  public enum Operands: Hashable, Sendable {
    /// Functions, separated by commas; as many as the range says.
    case functions(ClosedRange<Int>)

    /// Any words to the end of the line; how usage lines show them.
    case words(String)

    /// The name of a file.
    case file

    /// A profile, an entry, or nothing.
    case convention

    /// A statement.
    case statement
  }

  public let word: String
  public let operands: Operands

  /// Clauses that must be there; a set of alternatives is satisfied by one of them.
  public let required: [[Clause]]

  /// Clauses that may be there.
  public let optional: [Clause]

  /// Words that may follow the functions.
  public let words: [String]

  /// What the command does, in one line.
  public let summary: String

  init(
    _ word: String, _ operands: Operands, required: [[Clause]] = [], optional: [Clause] = [],
    words: [String] = [], summary: String
  ) {
    self.word = word
    self.operands = operands
    self.required = required
    self.optional = optional
    self.words = words
    self.summary = summary
  }

  /// `true` iff the form has the clause.
  public func allows(_ clause: Clause) -> Bool {
    optional.contains(clause) || required.contains { $0.contains(clause) }
  }

  /// Returns the form of the command with the given word.
  public static func named(_ word: String) -> CommandForm? { byWord[word] }

  private static let byWord = Dictionary(uniqueKeysWithValues: table.map { ($0.word, $0) })

  /// How the command is written, as in `plot f, … on [a, b] [to "file"]`.
  public var usage: String {
    var parts = [word]
    switch operands {
    case .functions(let count):
      parts.append(count.upperBound == 1 ? "f" : count.lowerBound == 2 ? "f, g, …" : "f, …")
    case .words(let words): if !words.isEmpty { parts.append(words) }
    case .convention: parts.append("[name | f(x) = slope]")
    case .file: parts.append("\"file\"")
    case .statement: parts.append("statement")
    }
    for alternatives in required {
      parts.append(alternatives.map { "\($0.rawValue) \($0.operand)" }.joined(separator: " | "))
    }
    parts += optional.map { "[\($0.rawValue) \($0.operand)]" }
    parts += words.map { "[\($0)]" }
    return parts.joined(separator: " ")
  }
}
