import ADLAnalysis
import ADLEmit
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `diff f, g, …` at a point or on a box, for several functions, several conventions, or
  /// both.
  func showDiff(_ request: ComparisonRequest, in context: Context) throws(SessionFailure) {
    var conventions = try conventions(request.conventions, in: context)
    var repetition: (file: FileName, framework: PythonFramework)?
    if let file = request.file, file.isPython {
      let (convention, framework) = try repeatedConvention(request, in: context)
      conventions = [convention]
      repetition = (file, framework)
    }
    let subjects: ComparedInstances
    let place: ComparisonPlace
    switch request.place {
    case .region(let region):
      let sides = try sides(region, of: request.functions[0], in: context)
      subjects = try self.subjects(request, under: conventions) {
        (function, convention) throws(SessionFailure) in
        try instance(function, dimension: sides.count, under: convention, in: context)
      }
      place = .box(sides)
    case .point(let point):
      subjects = try self.subjects(request, under: conventions) {
        (function, convention) throws(SessionFailure) in
        try instance(function, at: point, under: convention, in: context)
      }
      place = .point(try exactPoint(subjects.instances[0], at: context.tree.span(point)))
    }
    let span = context.file.span(request.word.range)
    let answer = try subjects.comparison(in: place, at: span, work)
    guard let repetition else { return try deliver([answer], to: request.file, in: context) }
    try deliver(
      answer, of: subjects, under: conventions[0], in: repetition.framework, to: repetition.file,
      in: context)
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
    _ request: ComparisonRequest, under conventions: [Convention],
    instance: (ExpressionID, Convention) throws(SessionFailure) -> Instance
  ) throws(SessionFailure) -> ComparedInstances {
    let isOneFunction = request.functions.count == 1 && conventions.count > 1
    var subjects = ComparedInstances()
    for function in request.functions {
      for convention in conventions {
        let instance = try instance(function, convention)
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
