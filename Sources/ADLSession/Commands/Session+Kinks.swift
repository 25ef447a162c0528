import ADLAnalysis
import ADLLanguage
import ADLPrograms

extension Session {
  /// The record of work for one analysis, which Ctrl-C ends.
  var work: Work { Work(state.settings.budget, isInterrupted: isInterrupted) }

  /// Answers `kinks f on [a, b]`.
  func showKinks(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    guard let region = command.region else { return }
    let sides = try sides(region, of: script, report: report)
    guard sides.count == 1, let side = sides.first else {
      throw SessionFailure(
        .oneVariable(command.form.word, found: sides.count, at: script.file.span(region.range)))
    }
    var lists: [(convention: Convention, list: KinkList)] = []
    var instances: [Instance] = []
    for convention in try conventions(command, of: script) {
      let instance = try instance(
        command, dimension: 1, of: script, under: convention, report: report)
      let list = instance.program.kinks(
        from: side.lower, to: side.upper, under: convention, work)
      lists.append((convention, list))
      instances.append(instance)
    }
    // A derivative is a program that depends on the convention, and so may its kinks.
    let isOneProgram = instances.allSatisfy { $0.program == instances[0].program }
    let isNamed = !command.conventions.isEmpty
    let answers = instances.enumerated().filter { isOneProgram ? $0.offset == 0 : true }
      .map { i, instance in
        KinksAnswer(
          instance.name, on: side, isOneProgram ? lists : [lists[i]], instance.anchors,
          isNamed: isNamed)
      }
    try deliver(answers, command, of: script, report: report)
  }

  /// Reports answers, or writes their texts, one after the other, to the file that a command names.
  func deliver(
    _ answers: [some AnswerContent], _ command: Command, of script: Script,
    report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    guard let file = command.file else {
      for answer in answers { report(answer) }
      return
    }
    try write(answers.map(\.text.plain).joined(), to: file, of: script)
    report(FileAnswer(file: file.path))
  }
}
