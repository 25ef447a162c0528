import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Returns the list of topics, or all about one.
  func help(_ words: [Word], in context: Context) throws(SessionFailure) -> HelpAnswer {
    guard let word = words.first else { return overview }
    let name = words.map(\.text).joined()
    if let definition = currentDefinitions.last(where: { $0.name == name }) {
      return HelpAnswer(about: [help(definition)])
    }
    if let form = CommandForm.named(name) { return HelpAnswer(about: [help(form)]) }
    let primitives = Primitive.all.filter { $0.manual.word == name || $0.name == name }
    if !primitives.isEmpty { return HelpAnswer(about: primitives.map(help)) }
    if let builtin = Builtin.named(name) {
      return HelpAnswer(about: [help(builtin.manual, name: name)])
    }
    if let number = NamedNumber.table.first(where: { $0.name == name }) {
      return HelpAnswer(about: [
        HelpAnswer.Topic(sort: .constant, name: number.name, text: number.summary)
      ])
    }
    throw SessionFailure(
      .unknownTopic(
        name, meant: Suggestion.closest(to: name, among: topics),
        at: context.file.span(word.range)))
  }

  /// The names on which there is help.
  var topics: [String] {
    currentDefinitions.map(\.name) + CommandForm.table.map(\.word)
      + Primitive.all.map(\.manual.word) + Builtin.table.map(\.name)
  }

  private var overview: HelpAnswer {
    var text = StyledText("statements\n", .heading)
    var topics: [HelpAnswer.Topic] = []
    var statements = TextTable([.init(""), .init("", role: .dimmed)])
    for (form, summary) in Self.statementForms {
      statements.append([form, summary])
      topics.append(HelpAnswer.Topic(sort: .statement, usage: form, text: summary))
    }
    text.append(statements.text)
    text.append("\ncommands\n", .heading)
    var commands = TextTable([.init(""), .init("", role: .dimmed)])
    for form in CommandForm.table {
      commands.append([form.usage, form.summary])
      topics.append(
        HelpAnswer.Topic(
          sort: .command, name: form.word, usage: form.usage, text: form.summary,
          example: form.example))
    }
    text.append(commands.text)
    text.append("\nfunctions\n", .heading)
    text.append(Self.filled(Builtin.table.map(\.name) + NamedNumber.table.map(\.name)))
    text.append("\n`help NAME` says more and runs an example.\n", .dimmed)
    var seen: Set<String> = []
    topics += Builtin.table.filter { seen.insert($0.name).inserted }.map {
      HelpAnswer.Topic(
        sort: .function, name: $0.name, usage: $0.manual.call, text: $0.manual.summary)
    }
    topics += NamedNumber.table.map {
      HelpAnswer.Topic(sort: .constant, name: $0.name, text: $0.summary)
    }
    return HelpAnswer(topics, text)
  }

  /// The statements that are not commands.
  private static let statementForms = [
    ("f(t) = relu(-t) + t", "define a function"), ("a = [1, 2, 3]", "define a value"),
    ("data = read \"points.csv\"", "read a table: `data[i, j]`, `data.name`, `data[\"d/x\"]`"),
    ("selection f(t) = if t > 0 then t else 0", "define a function of one node, with its pieces"),
    ("rule f(t) = e derivative g -> g * d", "define a function with a derivative of its own"),
    ("f'(0)", "print a value; a `;` at the end silences it"),
    ("assert f(1) == 2", "fail where it does not hold; `assert a ≈ b within 1e-9`"),
    ("load \"file.adl\"", "run a file for what it defines"),
  ]

  /// Returns the words in lines of at most 76 columns, without repetitions.
  private static func filled(_ words: [String]) -> String {
    var lines = [" "]
    var seen: Set<String> = []
    for word in words where seen.insert(word).inserted {
      if lines[lines.count - 1].count + word.count >= 76 { lines.append(" ") }
      lines[lines.count - 1] += " " + word
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func help(_ definition: StoredDefinition) -> HelpAnswer.Topic {
    HelpAnswer.Topic(
      sort: .definition, name: definition.name, usage: definition.signature,
      text: definition.documentation, source: definition.statement)
  }

  private func help(_ form: CommandForm) -> HelpAnswer.Topic {
    let topic = HelpAnswer.Topic(
      sort: .command, name: form.word, usage: form.usage, text: form.summary)
    // The example of `help` shows this text, and that of `quit` nothing.
    return ["help", "quit", "save"].contains(form.word) ? topic : run(form.example, for: topic)
  }

  private func help(_ primitive: Primitive) -> HelpAnswer.Topic {
    var topic = help(primitive.manual, name: primitive.name)
    if primitive.ties, primitive != .branch, primitive != .choice,
      let rule = state.convention.rule(for: primitive)
    {
      topic.convention = state.convention.name
      topic.rule = ConventionAnswer.Rule(rule)
    }
    return topic
  }

  private func help(_ manual: Manual, name: String) -> HelpAnswer.Topic {
    let topic = HelpAnswer.Topic(
      sort: .function, name: name, usage: manual.call, text: manual.summary)
    return run(manual.example, for: topic)
  }

  /// Returns the topic with an example and what it prints, in a session of its own.
  private func run(_ example: String, for topic: HelpAnswer.Topic) -> HelpAnswer.Topic {
    var topic = topic
    topic.example = example
    var lines: [String] = []
    let session = Session(cancellation: cancellation)
    session.state.convention = state.convention
    session.run(SourceFile(name: "example", text: example)) { answer in
      lines += answer.text.plain.split(separator: "\n").map(String.init)
    }
    topic.printed = lines
    return topic
  }
}
