import ADLText

/// Something that a check found, in a form that other programs show beside the text: what is wrong,
/// how bad it is, and where.
public struct Finding: Sendable {
  /// How bad it is.
  public enum Level: String, Sendable {
    case error
    case warning
    case note = "notice"
  }

  /// Which check it is, as in `diff`: a word from a closed list.
  let rule: Rule

  let level: Level

  /// What was found, on one line or more.
  let message: String

  /// Where; `nil` for the place of the statement.
  let place: SourceSpan?

  /// Where in the file of the statement, if only the line is known.
  let line: Int?

  init(
    _ rule: Rule, _ level: Level, _ message: String, at place: SourceSpan? = nil, line: Int? = nil
  ) {
    self.rule = rule
    self.level = level
    self.message = message
    self.place = place
    self.line = line
  }

  /// The checks, each with what it is about.
  enum Rule: String, CaseIterable {
    case message
    case assertion
    case test
    case diff
    case gone
    case shape
    case open
    case spurious
    case artificial
    case outside
    case undecided
    case gradient

    /// What the check asks, in one line.
    var summary: String {
      switch self {
      case .message: "The script can be read and run."
      case .assertion: "The assertion holds."
      case .test: "The results are those that the script records."
      case .diff: "Functions and derivatives are those of the other version."
      case .gone: "A function of the first version is there."
      case .shape: "A function has the inputs and outputs that it had."
      case .open: "The comparison came to its end."
      case .spurious: "Where the function is differentiable, AD returns its derivative."
      case .artificial: "Where AD returns 0, the point is Clarke critical."
      case .outside: "At a kink, AD returns an element of the Clarke subdifferential."
      case .undecided: "What AD returns could be judged."
      case .gradient: "A gradient from elsewhere is one that the function has."
      }
    }
  }
}

extension Finding {
  /// Creates the finding that a diagnostic is.
  init(_ diagnostic: Diagnostic, as rule: Rule = .message) {
    let words =
      [diagnostic.title] + diagnostic.notes + (diagnostic.hint.map { ["hint: \($0)"] } ?? [])
    self.init(
      rule, diagnostic.level == .error ? .error : .warning, words.joined(separator: "\n"),
      at: diagnostic.primary?.span)
  }
}
