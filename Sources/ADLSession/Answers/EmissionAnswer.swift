import ADLEmit
import ADLText

/// A program in another form.
struct EmissionAnswer: AnswerContent {
  let name: String
  let form: EmissionForm
  let convention: String

  /// The file.
  let contents: String
  let kind = "emission"

  var text: StyledText { StyledText(contents) }

  struct Payload: Encodable {
    let name: String
    let form: String
    let convention: String
    let text: String
  }

  var payload: any Encodable {
    Payload(name: name, form: form.rawValue, convention: convention, text: contents)
  }
}
