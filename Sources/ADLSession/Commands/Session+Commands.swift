import ADLFormats
import ADLLanguage
import ADLText

extension Session {
  /// Carries out a command.
  func obey(
    _ command: Command, of script: Script, as mode: Mode, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    guard let entry = CommandEntry.named(command.form.word) else {
      throw SessionFailure(
        .unavailableCommand(command.form.word, at: script.file.span(command.wordRange)))
    }
    if let file = command.file, let open = openFiles.last, open.isLoaded {
      return report(
        UnwrittenFileAnswer(
          .unwrittenFile(file.path, of: open.name, at: script.file.span(file.range))))
    }
    try entry.handler(self, command, script, mode, report)
  }

  /// Returns what is defined, in the order of definition.
  func names() -> TextAnswer {
    var table = TextTable([.init("", role: .name), .init("", role: .dimmed)])
    for definition in currentDefinitions {
      let summary = definition.documentation?.split(separator: "\n").first.map(String.init)
      table.append([definition.signature, summary ?? ""])
    }
    return TextAnswer(
      currentDefinitions.isEmpty ? StyledText("nothing is defined\n", .dimmed) : table.text)
  }

  /// The last definition of each name, in the order of definition.
  var currentDefinitions: [StoredDefinition] {
    var seen: Set<String> = []
    return state.definitions.reversed().filter { seen.insert($0.name).inserted }.reversed()
  }

  /// Runs the statement of `time` and says how long it took.
  func time(
    _ command: Command, of script: Script, as mode: Mode, report: (any AnswerContent) -> Void
  ) {
    let clock = ContinuousClock()
    let duration = clock.measure {
      for statement in command.statement {
        execute(statement, of: script, as: mode, report: report)
      }
    }
    report(TimeAnswer(duration))
  }

  /// Returns the settings, or changes one and has nothing to say.
  func changeSetting(_ words: [Word], of script: Script) throws(SessionFailure) -> TextAnswer? {
    guard let word = words.first else { return TextAnswer(settingsTable) }
    let span = script.file.span(word.range)
    guard let entry = Settings.table.first(where: { $0.word == word.text }) else {
      throw SessionFailure(.unknownSetting(word.text, at: span))
    }
    guard words.count > 1 else { throw SessionFailure(.settingWithoutValue(entry, at: span)) }
    let value = words[1...].map(\.text).joined(separator: " ")
    var settings = state.settings
    guard entry.set(&settings, value) else {
      throw SessionFailure(
        .settingValue(entry, value, at: script.file.span(words[1].range)))
    }
    state.settings = settings
    return nil
  }

  private var settingsTable: StyledText {
    var table = TextTable([.init("", role: .name), .init(""), .init("", role: .dimmed)])
    for entry in Settings.table {
      table.append([entry.word, entry.value(state.settings), entry.summary])
    }
    return table.text
  }
}
