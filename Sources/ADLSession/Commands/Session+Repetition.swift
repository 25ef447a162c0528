import ADLAnalysis
import ADLEmit
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// The convention and the framework of a comparison whose finding becomes a file of Python: JAX
  /// where none is named and the convention in force is no framework's.
  func repeatedConvention(
    _ request: ComparisonRequest, in context: Context
  ) throws(SessionFailure) -> (convention: Convention, framework: PythonFramework) {
    let conventions = try conventions(request.conventions, in: context)
    if conventions.count > 1 {
      throw SessionFailure(
        .oneConvention(conventions.count, at: context.file.span(request.conventions[1].range)))
    }
    if let convention = conventions.first, convention.userProfile == nil,
      let framework = PythonFramework(convention.profile)
    {
      return (convention, framework)
    }
    if let word = request.conventions.first {
      throw SessionFailure(.noFramework(word.text, at: context.file.span(word.range)))
    }
    return (Convention(.jax), .jax)
  }

  /// Reports a comparison, and writes a file that repeats its first finding in a framework: where
  /// nothing differs there is none.
  func deliver(
    _ answer: ComparisonAnswer, of subjects: ComparedInstances, under convention: Convention,
    in framework: PythonFramework, to file: FileName, in context: Context
  ) throws(SessionFailure) {
    if !file.isStandardOutput { context.report(answer) }
    let span = context.file.span(file.range)
    guard let point = findings(of: answer, subjects, under: convention) else {
      return context.report(UnwrittenFileAnswer(.nothingToRepeat(file.path, at: span)))
    }
    var programs: [EmittedProgram] = []
    for instance in subjects.instances {
      programs.append(
        try emittedProgram(instance, under: convention, at: [point], domain: .formula))
    }
    let form = EmissionForm(rawValue: framework.rawValue) ?? .jax
    let text: String
    do throws(EmissionFailure) {
      text = try PythonFile(programs, in: framework).text()
    } catch {
      let instance = subjects.instances.first { instance in
        (try? emittedProgram(instance, under: convention, at: [], domain: .formula))
          .map { (try? PythonFile([$0], in: framework).text()) == nil } ?? false
      }
      throw SessionFailure(
        .unwritableProgram(
          error, of: instance ?? subjects.instances[0], as: form, at: span))
    }
    try checkInterruption()
    try deliver(text, contents: form.words, to: file, in: context)
  }

  /// Returns the point of the first finding that doubles show too, or else of the first; `nil`
  /// where nothing differs.
  private func findings(
    of answer: ComparisonAnswer, _ subjects: ComparedInstances, under convention: Convention
  ) -> [Double]? {
    var points: [[KnownNumber]] = []
    if case .refuted(let example) = answer.comparison.equality { points.append(example.point) }
    points += answer.rows.filter(\.kind.isDifference).map(\.point)
    if let region = answer.comparison.differingRegion { points.append(region) }
    if points.isEmpty, answer.comparison.hasDifferences {
      points = answer.rows.map(\.point)
    }
    let doubles = points.map { $0.map(\.double) }
    return doubles.first { differ(subjects, at: $0, under: convention) } ?? doubles.first
  }

  /// `true` iff values or derivatives of the instances differ in doubles.
  private func differ(
    _ subjects: ComparedInstances, at point: [Double], under convention: Convention
  ) -> Bool {
    let answers = subjects.instances.map { instance -> [Double] in
      guard
        let evaluation = try? instance.program.evaluate(at: point, domain: .formula)
      else { return [] }
      return evaluation.outputs + evaluation.differentiateBackward(under: convention).entries
    }
    return answers.dropFirst().contains { other in
      zip(other, answers[0]).contains { x, y in
        !(x == y || x.isNaN && y.isNaN || abs(x - y) <= 1e-9 * max(1, abs(x), abs(y)))
      }
    }
  }
}

extension FileName {
  /// `true` iff it is called as programs in Python are.
  var isPython: Bool { path.hasSuffix(".py") }
}

extension Diagnostic {
  static func noFramework(_ convention: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(convention)` is the convention of no framework that a file can run in", at: span,
      hint: "name `jax`, `pytorch` or `tensorflow`")
  }

  static func nothingToRepeat(_ file: String, at span: SourceSpan) -> Diagnostic {
    .warning("`\(file)` was not written: nothing differs", at: span)
  }
}
