import ADLText

/// A file that a loaded script asked to be written, and that was not.
struct UnwrittenFileAnswer: AnswerContent {
  private let warning: ErrorAnswer

  init(_ diagnostic: Diagnostic) { warning = ErrorAnswer(diagnostic) }

  var kind: String { warning.kind }
  var isComplaint: Bool { true }
  var text: StyledText { warning.text }
  var findings: [Finding] { warning.findings }
  var payload: any Encodable { warning.payload }
}
