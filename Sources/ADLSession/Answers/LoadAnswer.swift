import ADLFormats
import ADLText

/// What a `load` brought to the prompt.
public struct LoadAnswer: AnswerContent {
  public let file: String

  /// The names that were not known before.
  public let names: [String]

  public let kind = "load"

  public var text: StyledText {
    var text = StyledText("\(file): ", .dimmed)
    text.append(names.isEmpty ? "no new names" : names.joined(separator: ", "), .dimmed)
    text.append("\n")
    return text
  }

  struct Payload: Encodable {
    let loaded: String
    let names: [String]
  }

  public var payload: any Encodable { Payload(loaded: file, names: names) }
}
