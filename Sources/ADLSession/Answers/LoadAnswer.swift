import ADLFormats
import ADLText

/// What a `load` brought to the prompt.
struct LoadAnswer: AnswerContent {
  /// A name that means something else now, and the names that go on with what it meant.
  struct Change {
    let name: String
    let users: [String]
  }

  let file: String

  /// The names that were not known before.
  let names: [String]

  /// The names that mean something else than before.
  let changes: [Change]

  let kind = "load"

  var text: StyledText {
    var text = StyledText("\(file): ", .dimmed)
    text.append(names.isEmpty ? "no new names" : names.joined(separator: ", "), .dimmed)
    if !changes.isEmpty {
      text.append("; changed: \(changes.map(\.name).joined(separator: ", "))", .dimmed)
    }
    text.append("\n")
    for change in changes where !change.users.isEmpty {
      text += DefinitionAnswer.note(change.users, use: change.name)
    }
    return text
  }

  struct Payload: Encodable {
    let loaded: String
    let names: [String]
    let changed: [Changed]
  }

  struct Changed: Encodable {
    let name: String
    let users: [String]
  }

  var payload: any Encodable {
    Payload(
      loaded: file, names: names,
      changed: changes.map { Changed(name: $0.name, users: $0.users) })
  }
}
