import ADLFormats
import ADLLanguage
import ADLText

/// An expression that is a function.
public struct FunctionAnswer: AnswerContent {
  public let name: String

  /// How the function was defined, or how it is called.
  public let definition: String

  init(_ function: FunctionReference) {
    name = function.name
    definition = function.definition?.text ?? function.name
  }

  public let kind = "function"

  public var text: StyledText {
    var text = StyledText("a function", .dimmed)
    if definition != name { text.append(": \(definition)", .dimmed) }
    text.append("\n")
    return text
  }

  struct Payload: Encodable {
    let name: String
    let source: String
  }

  public var payload: any Encodable { Payload(name: name, source: definition) }
}
