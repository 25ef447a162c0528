import ADLFormats
import ADLText

/// What is wrong with a statement, or what to beware of in it.
package struct ErrorAnswer: AnswerContent {
  let diagnostics: DiagnosticList
  package let outcome: Outcome

  /// Creates the answer that shows `diagnostics`: trouble, unless `outcome` says otherwise or there
  /// is not an error among them.
  package init(_ diagnostics: DiagnosticList, outcome: Outcome = .trouble) {
    self.diagnostics = diagnostics
    self.outcome = diagnostics.containsError ? outcome : .success
  }

  /// Creates the answer that shows one diagnostic.
  package init(_ diagnostic: Diagnostic) {
    var list = DiagnosticList()
    list.append(diagnostic)
    self.init(list)
  }

  package var kind: String { diagnostics.containsError ? "error" : "warning" }
  package var isComplaint: Bool { true }
  package var text: StyledText { diagnostics.rendered() }
  package var findings: [Finding] { diagnostics.elements.map { Finding($0) } }

  struct Payload: Encodable {
    let title: String
    let diagnostics: [Message]
    let omitted: Int
  }

  /// A diagnostic in JSON: what is wrong, where, and what to do.
  struct Message: Encodable {
    let level: String
    let text: String
    let labels: [Label]
    let notes: [Schema.Remark]
    let hint: Schema.Remark?

    init(_ diagnostic: Diagnostic) {
      level = diagnostic.level.rawValue
      text = diagnostic.title
      labels = ((diagnostic.primary.map { [$0] } ?? []) + diagnostic.others).map { Label($0) }
      notes = diagnostic.notes.map { Schema.Remark($0) }
      hint = diagnostic.hint.map { Schema.Remark($0) }
    }
  }

  /// A place with what is to be said of it; the first is the one that the diagnostic is about.
  struct Label: Encodable {
    let place: Schema.Place
    let text: String

    init(_ label: Diagnostic.Label) {
      place = Schema.Place(label.span)
      text = label.text
    }
  }

  package var payload: any Encodable {
    Payload(
      title: diagnostics.elements.first?.title ?? "",
      diagnostics: diagnostics.elements.map { Message($0) }, omitted: diagnostics.omittedCount)
  }
}
