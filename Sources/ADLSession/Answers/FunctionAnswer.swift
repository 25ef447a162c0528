import ADLFormats
import ADLLanguage
import ADLText

/// An expression that is a function.
struct FunctionAnswer: AnswerContent {
  let name: String

  /// How the function was defined, or how it is called.
  let definition: String

  init(_ function: FunctionReference) {
    name = function.name
    definition = function.definition?.text ?? function.name
  }

  let kind = "function"

  var text: StyledText {
    var text = StyledText("a function", .dimmed)
    if definition != name { text.append(": \(definition)", .dimmed) }
    text.append("\n")
    return text
  }

  struct Payload: Encodable {
    let name: String
    let source: String
  }

  var payload: any Encodable { Payload(name: name, source: definition) }
}
