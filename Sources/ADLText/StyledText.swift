/// Text whose parts know the role they play; colour is a matter of the formatter.
///
/// It may be sent to a terminal: besides newlines and tabs it has no control characters, but
/// escapes in their place.
public struct StyledText: Hashable, Sendable {
  /// What a piece of text is.
  public enum Role: Hashable, Sendable, CaseIterable {
    case plain
    case heading
    case emphasis
    case dimmed
    case keyword
    case name
    case number
    case operation
    case error
    case warning
    case note
    case hint
    case gutter
    case caret
  }

  /// A piece of text with one role.
  public struct Run: Hashable, Sendable {
    /// What the text stands for.
    public let role: Role

    /// The characters.
    public fileprivate(set) var text: String
  }

  /// The pieces; neighbours have different roles.
  public private(set) var runs: [Run] = []

  /// Creates an empty text.
  public init() {}

  /// Creates `text` in one role.
  public init(_ text: String, _ role: Role = .plain) {
    append(text, role)
  }

  /// `true` iff there are no characters.
  public var isEmpty: Bool { runs.isEmpty }

  /// The characters without their roles.
  public var plain: String { runs.map(\.text).joined() }

  /// Adds `text` in the given role.
  public mutating func append(_ text: String, _ role: Role = .plain) {
    if !text.isEmpty { add(text.escapingControlsInLines, role) }
  }

  /// Adds text that has no control characters.
  private mutating func add(_ text: String, _ role: Role) {
    if runs.last?.role == role {
      runs[runs.count - 1].text += text
    } else {
      runs.append(Run(role: role, text: text))
    }
  }

  /// Adds `other`.
  public mutating func append(_ other: StyledText) {
    for run in other.runs { add(run.text, run.role) }
  }

  public static func + (a: StyledText, b: StyledText) -> StyledText {
    var sum = a
    sum.append(b)
    return sum
  }

  public static func += (a: inout StyledText, b: StyledText) { a.append(b) }
}

extension StyledText: ExpressibleByStringLiteral {
  public init(stringLiteral text: String) { self.init(text) }
}

extension Sequence where Element == StyledText {
  /// Returns the texts one after the other with `separator` between them.
  public func joined(separator: StyledText = "") -> StyledText {
    var text = StyledText()
    for (i, element) in enumerated() {
      if i > 0 { text.append(separator) }
      text.append(element)
    }
    return text
  }
}
