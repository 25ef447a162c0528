import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `diff f, g, …` at a point or on a box, for several functions, several conventions, or
  /// both.
  func showDiff(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    let span = script.file.span(command.wordRange)
    if let region = command.region {
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
      let answer = try subjects.comparison(in: .box(sides), at: span, work)
      try deliver([answer], command, of: script, report: report)
    } else if let place = command.point {
      let subjects = try subjects(command, of: script) {
        (index, convention) throws(SessionFailure) in
        try instance(command, functionAt: index, of: script, under: convention, report: report)
      }
      guard let first = subjects.instances.first else { return }
      let point = try exactPoint(first, at: script.tree.span(place))
      let answer = try subjects.comparison(in: .point(point), at: span, work)
      try deliver([answer], command, of: script, report: report)
    }
  }

  /// Returns the point of an instance: exactly where it is rational, as its doubles elsewhere.
  func exactPoint(_ instance: Instance, at span: SourceSpan) throws(SessionFailure) -> [Rational] {
    var point: [Rational] = []
    for literal in instance.point {
      guard literal.double.isFinite || literal.exact != nil else {
        throw SessionFailure(.infinitePoint(at: span))
      }
      point.append(literal.exact ?? Rational(literal.double))
    }
    return point
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

  /// What to call them all, where they are one function of two files.
  var title: String?

  private(set) var names: [String] = []
  private(set) var instances: [Instance] = []
  private var subjects: [Subject] = []

  mutating func append(_ instance: Instance, _ convention: Convention, _ name: String) {
    names.append(name)
    instances.append(instance)
    subjects.append(Subject(instance.program, under: convention))
  }

  /// Returns how the instances compare; `span` is what to point at where they cannot be compared.
  func comparison(in place: ComparisonPlace, at span: SourceSpan, _ work: Work)
    throws(SessionFailure) -> ComparisonAnswer
  {
    try checkCounts(at: span)
    let comparison =
      switch place {
      case .point(let point): Comparison.of(subjects, at: point, work)
      case .box(let sides):
        Comparison.of(subjects, on: Box(sides.map { Box.Side($0.lower, $0.upper) }), work)
      }
    return ComparisonAnswer(
      comparison, names: names, function: function, title: title, in: place,
      inputs: instances[0].inputs, anchors: instances.map(\.anchors))
  }

  private func checkCounts(at span: SourceSpan) throws(SessionFailure) {
    if instances.count == 1 { throw SessionFailure(.oneSubject(names[0], at: span)) }
    let inputs = instances.map(\.program.p)
    if let other = inputs.first(where: { $0 != inputs[0] }) {
      throw SessionFailure(.inputCounts([inputs[0], other], at: span))
    }
    let counts = instances.map(\.program.q)
    if let other = counts.first(where: { $0 != counts[0] }) {
      throw SessionFailure(.outputCounts([counts[0], other], at: span))
    }
  }
}
