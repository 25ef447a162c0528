import ADLFormats
import ADLLanguage
import ADLText

/// Whether an assertion holds.
struct AssertionAnswer: AnswerContent {
  let holds: Bool
  private let comparison: AssertionOutcome.Comparison?
  private let span: SourceSpan

  init(_ outcome: AssertionOutcome, span: SourceSpan) {
    holds = outcome.holds
    comparison = outcome.failure
    self.span = span
  }

  let kind = "assertion"
  var outcome: Outcome { holds ? .success : .negative }
  var isComplaint: Bool { !holds }

  var text: StyledText { holds ? StyledText() : diagnostic.rendered() }

  var findings: [Finding] { holds ? [] : [Finding(diagnostic, as: .assertion)] }

  private var diagnostic: Diagnostic {
    var notes: [String] = []
    if let comparison {
      for (side, value) in [("left", comparison.left), ("right", comparison.right)] {
        if let answer = NumberAnswer(value) { notes.append("the \(side) side is \(answer.words)") }
      }
    }
    return .error("the assertion does not hold", at: span, notes: notes)
  }

  struct Payload: Encodable {
    let holds: Bool

    /// The two values that were compared, where the assertion is a comparison that does not hold.
    let sides: [Schema.Value]?
  }

  var payload: any Encodable {
    let sides = comparison.map { [$0.left, $0.right].compactMap { NumberAnswer($0)?.value } }
    return Payload(holds: holds, sides: sides)
  }
}
