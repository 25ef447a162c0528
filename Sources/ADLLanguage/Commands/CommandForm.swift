/// A command: how it is written, what it answers, and where else it is found.
package struct CommandForm: Sendable {
  /// What comes after the word, before the clauses, and what is made of it.
  enum Operands: Sendable {
    /// Functions, separated by commas, as many as the range says; then clauses.
    case functions(
      ClosedRange<Int>,
      @Sendable (CommandClauses) throws(ClauseFailure) -> Command)

    /// Any words to the end of the line; how usage lines show them.
    case words(String, @Sendable ([Word]) -> Command)

    /// The name of a file.
    case file(@Sendable (FileName) -> Command)

    /// A profile, an entry, or nothing.
    case convention(@Sendable (ConventionRequest) -> Command)

    /// A statement.
    case statement(@Sendable (Statement) -> Command)
  }

  package let word: String
  let operands: Operands

  /// Clauses that must be there; a set of alternatives is satisfied by one of them.
  package let required: [[Clause]]

  /// Clauses that may be there.
  let optional: [Clause]

  /// The clause that another one needs beside it, as `from x` needs `to y`.
  let companions: [Clause: Clause]

  /// Words that may follow the functions.
  package let words: [String]

  /// `true` iff `to` is followed by a point, not by a file.
  package let endsAtPoint: Bool

  /// `true` iff `as` is followed by the name of a form, not by formats of numbers.
  package let writesForm: Bool

  /// What the command answers, in one line.
  package let summary: String

  /// An instance of it, which `help` runs.
  package let example: String

  /// The name of the tool's command that asks the same; `nil` where the tool has none.
  let toolName: String?

  /// The part of the paper that the command is about; empty where there is none.
  let paper: String

  /// Creates a command about functions, which the tool has as well.
  init(
    _ word: String, about count: ClosedRange<Int> = 1...1, required: [[Clause]] = [],
    optional: [Clause] = [], companions: [Clause: Clause] = [:], words: [String] = [],
    endsAtPoint: Bool = false, writesForm: Bool = false, summary: String, example: String,
    tool: String, paper: String,
    _ command: @escaping @Sendable (CommandClauses) throws(ClauseFailure) -> Command
  ) {
    self.word = word
    operands = .functions(count, command)
    self.required = required
    self.optional = optional
    self.companions = companions
    self.words = words
    self.endsAtPoint = endsAtPoint
    self.writesForm = writesForm
    self.summary = summary
    self.example = example
    toolName = tool
    self.paper = paper
  }

  /// Creates a command of the session alone.
  init(
    _ word: String, _ operands: Operands, summary: String, example: String, paper: String = ""
  ) {
    self.word = word
    self.operands = operands
    required = []
    optional = []
    companions = [:]
    words = []
    endsAtPoint = false
    writesForm = false
    self.summary = summary
    self.example = example
    toolName = nil
    self.paper = paper
  }

  /// `true` iff the form has the clause.
  package func allows(_ clause: Clause) -> Bool {
    optional.contains(clause) || required.contains { $0.contains(clause) }
  }

  /// Returns the form of the command with the given word.
  package static func named(_ word: String) -> CommandForm? { byWord[word] }

  private static let byWord = Dictionary(uniqueKeysWithValues: table.map { ($0.word, $0) })

  /// How a clause is written.
  func text(_ clause: Clause) -> String {
    let operand =
      switch clause {
      case .to where endsAtPoint: "y"
      case .along where endsAtPoint: "curve"
      case .formats where writesForm: "form"
      default: clause.operand
      }
    return "\(clause.rawValue) \(operand)"
  }

  /// How a clause is written together with the one that it needs.
  private func wholeText(_ clause: Clause) -> String {
    ([clause] + [companions[clause]].compactMap(\.self)).map(text).joined(separator: " ")
  }

  /// What follows the word of a clause, in words.
  func operandWords(of clause: Clause) -> String {
    if clause == .formats, writesForm { return "the name of one form" }
    return endsAtPoint && clause == .to ? Clause.at.operandWords : clause.operandWords
  }

  /// How the command is written, as in `plot f, … on [a, b] [to "file"]`.
  package var usage: String {
    let alone = optional.filter { !companions.values.contains($0) }
    return ([call] + alone.map { "[\(wholeText($0))]" } + words.map { "[\($0)]" })
      .joined(separator: " ")
  }

  /// How the command is written where it says no more than it must, as in `plot f, … on [a, b]`.
  var call: String {
    var parts = [word]
    switch operands {
    case .functions(let count, _):
      parts.append(count.upperBound == 1 ? "f" : count.lowerBound == 2 ? "f, g, …" : "f, …")
    case .words(let words, _): if !words.isEmpty { parts.append(words) }
    case .convention: parts.append("[name | \"file\" | f(x) = slope]")
    case .file: parts.append("\"file\"")
    case .statement: parts.append("statement")
    }
    for alternatives in required {
      parts.append(alternatives.map(wholeText).joined(separator: " | "))
    }
    return parts.joined(separator: " ")
  }
}
