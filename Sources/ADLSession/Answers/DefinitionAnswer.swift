import ADLFormats
import ADLText

/// A name that now has a meaning.
struct DefinitionAnswer: AnswerContent {
  let name: String

  /// How the name is used, such as `hinge(w: R^3, x: R^3, y)`.
  let signature: String

  /// The functions that go on using what the name meant before.
  let users: [String]

  /// `true` iff a person is to be told.
  let isShown: Bool

  let kind = "definition"

  var text: StyledText {
    guard isShown else { return StyledText() }
    var text = StyledText(signature + "\n", .dimmed)
    if !users.isEmpty { text += Self.note(users, use: name) }
    return text
  }

  /// Says that the names `users` go on with what `name` meant before.
  static func note(_ users: [String], use name: String) -> StyledText {
    let verb = users.count == 1 ? "uses" : "use"
    let names = users.map { "`\($0)`" }.joined(separator: ", ")
    var text = StyledText("note", .note)
    text.append(": \(names) still \(verb) the earlier `\(name)`\n")
    return text
  }

  struct Payload: Encodable {
    let name: String
    let signature: String
    let users: [String]
  }

  var payload: any Encodable { Payload(name: name, signature: signature, users: users) }
}
