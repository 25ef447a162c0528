import ADLFormats
import ADLText

/// What is wrong with a statement, or what to beware of in it.
public struct ErrorAnswer: AnswerContent {
  public let diagnostics: DiagnosticList
  public let outcome: Outcome

  /// Creates the answer that shows `diagnostics`: trouble, unless `outcome` says otherwise or there
  /// is no error among them.
  public init(_ diagnostics: DiagnosticList, outcome: Outcome = .trouble) {
    self.diagnostics = diagnostics
    self.outcome = diagnostics.containsError ? outcome : .success
  }

  /// Creates the answer that shows one diagnostic.
  public init(_ diagnostic: Diagnostic) {
    var list = DiagnosticList()
    list.append(diagnostic)
    self.init(list)
  }

  public var kind: String { diagnostics.containsError ? "error" : "warning" }
  public var isComplaint: Bool { true }
  public var text: StyledText { diagnostics.rendered() }

  public var json: [String: JSONValue] {
    [
      "title": .string(diagnostics.elements.first?.title ?? ""),
      "diagnostics": .array(diagnostics.elements.map(Self.json)),
      "omitted": .number(Double(diagnostics.omittedCount)),
    ]
  }

  private static func json(_ diagnostic: Diagnostic) -> JSONValue {
    var members: [String: JSONValue] = [
      "level": .string(diagnostic.level.rawValue), "title": .string(diagnostic.title),
    ]
    if let primary = diagnostic.primary { members["place"] = json(primary) }
    if !diagnostic.others.isEmpty { members["others"] = .array(diagnostic.others.map(json)) }
    if !diagnostic.notes.isEmpty {
      members["notes"] = .array(diagnostic.notes.map(JSONValue.string))
    }
    if let hint = diagnostic.hint { members["hint"] = .string(hint) }
    return .object(members)
  }

  private static func json(_ label: Diagnostic.Label) -> JSONValue {
    let (start, end) = (label.span.start, label.span.end)
    return [
      "file": .string(label.span.file.name), "line": .number(Double(start.line)),
      "column": .number(Double(start.column)), "endLine": .number(Double(end.line)),
      "endColumn": .number(Double(end.column)), "label": .string(label.text),
    ]
  }
}
