import ADLAnalysis
import ADLLanguage
import ADLPrograms

extension Session {
  /// The work of the command that is being carried out, which Ctrl-C ends.
  var work: Work { commandWork ?? newWork }

  private var newWork: Work {
    let watch = MemoryWatch(limit: state.settings.memoryLimit)
    return Work(
      state.settings.budget, cancellation: cancellation, isOutOfMemory: { watch.isPassed })
  }

  /// Carries out one command, which has one budget.
  func withinBudget<Result>(_ body: () throws(SessionFailure) -> Result) throws(SessionFailure)
    -> Result
  {
    let outer = commandWork
    let work = newWork
    commandWork = work
    defer { commandWork = outer }
    return try work.perform(body)
  }

  /// Answers `kinks f on [a, b]`.
  func showKinks(_ request: RegionRequest, in context: Context) throws(SessionFailure) {
    let sides = try sides(request.region, of: request.functions[0], in: context)
    guard sides.count == 1, let side = sides.first else {
      throw SessionFailure(
        .oneVariable(
          request.word.text, found: sides.count,
          at: context.file.span(request.region?.range ?? request.word.range)))
    }
    var lists: [(convention: Convention, list: KinkList)] = []
    var instances: [Instance] = []
    for convention in try conventions(request.conventions, in: context) {
      let instance = try instance(
        request.functions[0], dimension: 1, under: convention, in: context)
      let list = instance.program.kinks(
        from: side.lower, to: side.upper, under: convention, work)
      lists.append((convention, list))
      instances.append(instance)
    }
    // A derivative is a program that depends on the convention, and so may its kinks.
    let isOneProgram = instances.allSatisfy { $0.program == instances[0].program }
    let isNamed = !request.conventions.isEmpty
    let answers = instances.enumerated().filter { isOneProgram ? $0.offset == 0 : true }
      .map { i, instance in
        KinksAnswer(
          instance.name, on: side, isOneProgram ? lists : [lists[i]], instance.anchors,
          isNamed: isNamed)
      }
    try deliver(answers, to: request.file, in: context)
  }
}
