import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `diff f, g, … on [a, b]`, for several functions, several conventions, or both.
  func showDiff(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    guard let region = command.region else { return }
    if let point = command.point {
      throw SessionFailure(.placeTwice(at: script.tree.span(point)))
    }
    let sides = try sides(region, of: script, report: report)
    let subjects = try subjects(command, of: script) {
      (index, convention) throws(SessionFailure) in
      try instance(
        command, functionAt: index, dimension: sides.count, of: script, under: convention,
        report: report)
    }
    let span = script.file.span(command.wordRange)
    report(try subjects.comparison(on: sides, at: span, work))
  }

  /// Returns the subjects of a comparison: every function under every convention.
  private func subjects(
    _ command: Command, of script: Script,
    instance: (Int, Convention) throws(SessionFailure) -> Instance
  ) throws(SessionFailure) -> ComparedInstances {
    let conventions = try conventions(command, of: script)
    let isOneFunction = command.functions.count == 1 && conventions.count > 1
    var subjects = ComparedInstances()
    for index in command.functions.indices {
      for convention in conventions {
        let instance = try instance(index, convention)
        if isOneFunction { subjects.function = instance.name }
        let name =
          isOneFunction
          ? convention.name
          : conventions.count == 1 ? instance.name : "\(instance.name) (\(convention.name))"
        subjects.append(instance, convention, name)
      }
    }
    return subjects
  }
}

/// Instances that are to be compared.
struct ComparedInstances {
  /// The one function that all are, under several conventions.
  var function: String?

  private(set) var names: [String] = []
  private var instances: [Instance] = []
  private var subjects: [Subject] = []

  mutating func append(_ instance: Instance, _ convention: Convention, _ name: String) {
    names.append(name)
    instances.append(instance)
    subjects.append(Subject(instance.program, under: convention))
  }

  /// Returns how the instances compare on a box; `span` is what to point at where they cannot be
  /// compared.
  func comparison(on sides: [Side], at span: SourceSpan, _ work: Work) throws(SessionFailure)
    -> ComparisonAnswer
  {
    try checkOutputs(at: span)
    let box = Box(sides.map { Box.Side($0.lower, $0.upper) })
    return ComparisonAnswer(
      Comparison.of(subjects, on: box, work), names: names,
      function: function, region: "on \(sides.text)", anchors: instances.map(\.anchors),
      sides: sides)
  }

  private func checkOutputs(at span: SourceSpan) throws(SessionFailure) {
    let counts = instances.map(\.program.q)
    if let other = counts.first(where: { $0 != counts[0] }) {
      throw SessionFailure(.outputCounts([counts[0], other], at: span))
    }
  }
}
