import ADLFormats
import ADLText

/// What a `load` brought to the prompt.
struct LoadAnswer: AnswerContent {
  let file: String

  /// The names that were not known before.
  let names: [String]

  let kind = "load"

  var text: StyledText {
    var text = StyledText("\(file): ", .dimmed)
    text.append(names.isEmpty ? "no new names" : names.joined(separator: ", "), .dimmed)
    text.append("\n")
    return text
  }

  struct Payload: Encodable {
    let loaded: String
    let names: [String]
  }

  var payload: any Encodable { Payload(loaded: file, names: names) }
}
