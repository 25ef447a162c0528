import ADLFormats
import ADLText

/// A name that now has a meaning.
public struct DefinitionAnswer: AnswerContent {
  public let name: String

  /// How the name is used, such as `hinge(w: R^3, x: R^3, y)`.
  public let signature: String

  /// The functions that go on using what the name meant before.
  public let users: [String]

  /// `true` iff a person is to be told.
  let isShown: Bool

  public let kind = "definition"

  public var text: StyledText {
    guard isShown else { return StyledText() }
    var text = StyledText(signature + "\n", .dimmed)
    if !users.isEmpty {
      let verb = users.count == 1 ? "uses" : "use"
      let names = users.map { "`\($0)`" }.joined(separator: ", ")
      text.append("note", .note)
      text.append(": \(names) still \(verb) the earlier `\(name)`\n")
    }
    return text
  }

  struct Payload: Encodable {
    let name: String
    let signature: String
    let users: [String]
  }

  public var payload: any Encodable { Payload(name: name, signature: signature, users: users) }
}
