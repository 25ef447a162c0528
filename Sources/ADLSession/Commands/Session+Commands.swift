import ADLFormats
import ADLLanguage
import ADLText

extension Session {
  /// Carries out a command.
  func obey(_ command: Command, in context: Context) throws(SessionFailure) {
    if let file = command.file, !file.isStandardOutput {
      if let open = openFiles.last, open.isLoaded {
        return context.report(
          UnwrittenFileAnswer(
            .unwrittenFile(file.path, of: open.name, at: context.file.span(file.range))))
      }
      try permit(file, of: command, in: context)
    }
    try withinBudget { () throws(SessionFailure) in try carryOut(command, in: context) }
  }

  private func carryOut(_ command: Command, in context: Context) throws(SessionFailure) {
    switch command {
    case .program(let request): try showProgram(request, in: context)
    case .trace(let request, false): try showTrace(request, in: context)
    case .trace(let request, true): try showMatrices(request, in: context)
    case .forward(let request, let direction):
      try showDerivative(.forward, request, along: direction, in: context)
    case .backward(let request): try showDerivative(.backward, request, in: context)
    case .selection(let request, false): try showSelection(request, in: context)
    case .selection(let request, true): try showEssentialIndices(request, in: context)
    case .index(let request): try showIndex(request, in: context)
    case .field(let request, let isLiteral):
      try showField(request, isLiteral: isLiteral, in: context)
    case .nearField(let request, let direction):
      try showNearField(request, along: direction, in: context)
    case .clarke(let request): try showClarke(request, in: context)
    case .direction(let request, let direction):
      try showDirection(request, along: direction, in: context)
    case .classify(let request): try showClassification(request, in: context)
    case .gradient(let request): try showGradient(request, in: context)
    case .gradientCheck(let request): try showGradientCheck(request, in: context)
    case .kinks(let request): try showKinks(request, in: context)
    case .diff(let request): try showDiff(request, in: context)
    case .check(let request): try showCheck(request, in: context)
    case .cells(let request): try showCells(request, in: context)
    case .verify(let request): try showVerify(request, in: context)
    case .plot(let request, let isPanelled):
      try showPlot(request, inPanels: isPanelled, in: context)
    case .craft(let request, let slope): try showCraft(request, slope: slope, in: context)
    case .descend(let request): try showDescent(request, in: context)
    case .precision(let request): try showPrecision(request, in: context)
    case .emit(let request): try showEmission(request, in: context)
    case .convention(.show):
      context.report(ConventionAnswer(state.convention, known: Self.profileNames))
    case .convention(.use(let word)):
      state.convention = try convention(word, in: context)
      state.isConventionChosen = true
      context.report(ConventionAnswer(state.convention, isShown: false))
    case .convention(.read(let file)):
      try useProfile(from: file, in: context)
      context.report(ConventionAnswer(state.convention, isShown: false))
    case .convention(.set(let tie, let value)):
      try setTie(tie, to: value, in: context)
      context.report(ConventionAnswer(state.convention, isShown: false))
    case .help(let words): context.report(try help(words, in: context))
    case .names: context.report(NamesAnswer(currentDefinitions))
    case .save(let file): try save(to: file, in: context)
    case .time(let statement): time(statement, in: context)
    case .set(let words): context.report(try settings(words, in: context))
    case .quit: isFinished = true
    }
  }

  /// The last definition of each name, in the order of definition.
  var currentDefinitions: [StoredDefinition] {
    var seen: Set<String> = []
    return state.definitions.reversed().filter { seen.insert($0.name).inserted }.reversed()
  }

  /// Runs a statement and says how long it took.
  func time(_ statement: Statement, in context: Context) {
    let shown = Context(context.script, as: context.mode) { content in
      if !statement.isSilent || content.outcome != .success { context.report(content) }
    }
    let duration = ContinuousClock().measure { execute(statement, in: shown) }
    context.report(TimeAnswer(duration))
  }

  /// Returns the settings, or changes one, which programs alone are told.
  func settings(_ words: [Word], in context: Context) throws(SessionFailure) -> SettingsAnswer {
    guard let word = words.first else { return SettingsAnswer(state.settings) }
    let span = context.file.span(word.range)
    guard let entry = Settings.table.first(where: { $0.word == word.text }) else {
      throw SessionFailure(.unknownSetting(word.text, at: span))
    }
    if words.count == 1 { return SettingsAnswer(state.settings, asked: entry) }
    let value = words[1...].map(\.text).joined(separator: " ")
    var settings = state.settings
    guard entry.set(&settings, value) else {
      throw SessionFailure(
        .settingValue(entry, value, at: context.file.span(words[1].range)))
    }
    state.settings = settings
    return SettingsAnswer(settings, changed: entry)
  }
}
