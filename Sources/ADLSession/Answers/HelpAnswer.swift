import ADLFormats
import ADLText

/// The list of topics, or all about one name.
struct HelpAnswer: AnswerContent {
  /// Something that there is help on. In JSON it is one object, whatever its sort.
  struct Topic: Encodable, Sendable {
    enum Sort: String, Encodable, Sendable {
      case statement, command, function, constant, definition
    }

    let sort: Sort
    var name: String?

    /// How it is written.
    var usage: String?

    /// What it is or does.
    var text: String?

    /// What a primitive takes on a tie, under the convention in force.
    var convention: String?
    var rule: ConventionAnswer.Rule?

    /// How it was defined.
    var source: String?

    /// An instance of it, and the lines that this prints.
    var example: String?
    var printed: [String]?
  }

  let text: StyledText
  let kind = "help"
  private let topics: [Topic]

  init(_ topics: [Topic], _ text: StyledText) {
    self.topics = topics
    self.text = text
  }

  /// Creates the answer about the topics of one name.
  init(about topics: [Topic]) {
    self.init(topics, topics.map(Self.text).joined(separator: "\n"))
  }

  private static func text(_ topic: Topic) -> StyledText {
    let usage = topic.usage ?? topic.name ?? ""
    var text = StyledText(usage + "\n", topic.sort == .constant ? .plain : .name)
    for line in (topic.text ?? "").split(separator: "\n") { text.append("  \(line)\n") }
    if let rule = topic.rule, let convention = topic.convention {
      text.append("  At a tie (\(convention)): \(rule.text).\n")
    }
    for line in (topic.source ?? "").split(separator: "\n") { text.append("  \(line)\n", .dimmed) }
    if let example = topic.example {
      text.append("  adl> ", .dimmed)
      text.append(example + "\n")
    }
    for line in topic.printed ?? [] { text.append("  \(line)\n", .number) }
    return text
  }

  struct Payload: Encodable {
    let topics: [Topic]
  }

  var payload: any Encodable { Payload(topics: topics) }
}
