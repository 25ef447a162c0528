import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Returns the list of topics, or all about one.
  func help(_ words: [Word], in context: Context) throws(SessionFailure) -> TextAnswer {
    guard let word = words.first else { return TextAnswer(overview) }
    let name = words.map(\.text).joined()
    if let definition = currentDefinitions.last(where: { $0.name == name }) {
      return TextAnswer(help(definition))
    }
    if let form = CommandForm.named(name) { return TextAnswer(help(form)) }
    let primitives = Primitive.all.filter { $0.manual.word == name || $0.name == name }
    if !primitives.isEmpty { return TextAnswer(primitives.map(help).joined(separator: "\n")) }
    if let builtin = Builtin.named(name) { return TextAnswer(help(builtin.manual)) }
    if let number = NamedNumber.table.first(where: { $0.name == name }) {
      return TextAnswer(StyledText("\(number.name)\n  \(number.summary)\n"))
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

  private var overview: StyledText {
    var text = StyledText("statements\n", .heading)
    var statements = TextTable([.init(""), .init("", role: .dimmed)])
    for (form, summary) in Self.statementForms { statements.append([form, summary]) }
    text.append(statements.text)
    text.append("\ncommands\n", .heading)
    var commands = TextTable([.init(""), .init("", role: .dimmed)])
    for form in CommandForm.table { commands.append([form.usage, form.summary]) }
    text.append(commands.text)
    text.append("\nfunctions\n", .heading)
    text.append(Self.filled(Builtin.table.map(\.name) + NamedNumber.table.map(\.name)))
    text.append("\n`help NAME` says more and runs an example.\n", .dimmed)
    return text
  }

  /// The statements that are no commands.
  private static let statementForms = [
    ("f(t) = relu(-t) + t", "define a function"), ("a = [1, 2, 3]", "define a value"),
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

  private func help(_ definition: StoredDefinition) -> StyledText {
    var text = StyledText(definition.signature + "\n", .name)
    for line in (definition.documentation ?? "").split(separator: "\n") {
      text.append("  \(line)\n")
    }
    for line in definition.statement.split(separator: "\n") { text.append("  \(line)\n", .dimmed) }
    return text
  }

  private func help(_ form: CommandForm) -> StyledText {
    var text = StyledText(form.usage + "\n", .name)
    text.append("  \(form.summary)\n")
    // The example of `help` shows this text, and that of `quit` nothing.
    if !["help", "quit", "save"].contains(form.word) { text.append(run(form.example)) }
    return text
  }

  private func help(_ primitive: Primitive) -> StyledText {
    if primitive.ties, primitive != .branch, let rule = state.convention.rule(for: primitive) {
      return help(primitive.manual, "At a tie (\(state.convention.name)): \(rule.words).")
    }
    return help(primitive.manual)
  }

  private func help(_ manual: Manual, _ remark: String? = nil) -> StyledText {
    var text = StyledText(manual.call + "\n", .name)
    for line in [manual.summary, remark].compactMap({ $0 }) { text.append("  \(line)\n") }
    return text + run(manual.example)
  }

  /// Returns an example and what it prints, in a session of its own.
  private func run(_ example: String) -> StyledText {
    var text = StyledText("  adl> ", .dimmed)
    text.append(example + "\n")
    let session = Session(isInterrupted: isInterrupted)
    session.state.convention = state.convention
    session.run(SourceFile(name: "example", text: example)) { answer in
      for line in answer.text.plain.split(separator: "\n") { text.append("  \(line)\n", .number) }
    }
    return text
  }
}
