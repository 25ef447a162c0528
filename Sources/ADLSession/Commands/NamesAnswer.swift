import ADLFormats
import ADLText

/// What is defined, in the order of definition.
struct NamesAnswer: AnswerContent {
  let definitions: [StoredDefinition]
  let kind = "names"

  init(_ definitions: [StoredDefinition]) { self.definitions = definitions }

  var text: StyledText {
    if definitions.isEmpty { return StyledText("nothing is defined\n", .dimmed) }
    var table = TextTable([.init("", role: .name), .init("", role: .dimmed)])
    for definition in definitions {
      let summary = definition.documentation?.split(separator: "\n").first.map(String.init)
      table.append([definition.signature, summary ?? ""])
    }
    return table.text
  }

  struct Payload: Encodable {
    /// A definition, with its comment.
    struct Definition: Encodable {
      let name: String
      let signature: String
      let callable: Bool
      let source: String
      let text: String?
    }

    let definitions: [Definition]
  }

  var payload: any Encodable {
    Payload(
      definitions: definitions.map {
        Payload.Definition(
          name: $0.name, signature: $0.signature, callable: $0.isFunction, source: $0.statement,
          text: $0.documentation)
      })
  }
}
