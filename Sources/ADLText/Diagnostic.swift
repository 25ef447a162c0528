/// Something to tell a person about a text: what is wrong, where, and what to write instead.
///
/// Titles are lower case without a final period and stand alone; hints are instructions.
public struct Diagnostic: Hashable, Sendable {
  /// How grave a diagnostic is.
  public enum Level: String, Hashable, Sendable {
    case error
    case warning
    case note
  }

  /// A place and what is to be said of it.
  public struct Label: Hashable, Sendable {
    /// The place.
    public let span: SourceSpan

    /// What is said of it; empty where the place says enough.
    public let text: String

    /// Creates a label that says `text`, which may be empty, of `span`.
    public init(_ span: SourceSpan, _ text: String = "") {
      self.span = span
      self.text = text
    }
  }

  /// How grave it is.
  public var level: Level

  /// What is wrong, in one line that stands alone.
  public var title: String

  /// The place; `nil` where there is none, as for a file that cannot be read.
  public var primary: Label?

  /// Further places, possibly in other files.
  public var others: [Label]

  /// What else there is to say, a line each.
  public var notes: [String]

  /// What to write instead, where that is known.
  public var hint: String?

  /// Creates a diagnostic.
  public init(
    _ level: Level, _ title: String, at primary: Label? = nil, others: [Label] = [],
    notes: [String] = [], hint: String? = nil
  ) {
    self.level = level
    self.title = title
    self.primary = primary
    self.others = others
    self.notes = notes
    self.hint = hint
  }

  /// Creates an error.
  public static func error(
    _ title: String, at span: SourceSpan?, _ label: String = "", others: [Label] = [],
    notes: [String] = [], hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .error, title, at: span.map { Label($0, label) }, others: others, notes: notes, hint: hint)
  }

  /// Creates a warning.
  public static func warning(
    _ title: String, at span: SourceSpan?, _ label: String = "", others: [Label] = [],
    notes: [String] = [], hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .warning, title, at: span.map { Label($0, label) }, others: others, notes: notes, hint: hint)
  }
}
