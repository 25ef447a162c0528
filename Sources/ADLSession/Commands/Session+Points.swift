import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `field f at x`.
  func showField(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    let conventions = try conventions(command, of: script)
    let subject = try subject(command, of: script, under: conventions[0], report: report)
    let field = subject.analysis.field(work)
    if command.words.contains(where: { $0.text == "literal" }) {
      let literal = subject.analysis.literalField(work)
      return report(LiteralClosureAnswer(subject, literal, field))
    }
    report(
      NodeClosureAnswer(
        subject, field, conventions.map { ConventionalDerivative(subject, field, under: $0) }))
  }

  /// Answers `clarke f at x`.
  func showClarke(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    let conventions = try conventions(command, of: script)
    let subject = try subject(command, of: script, under: conventions[0], report: report)
    let clarke = subject.analysis.clarke(work)
    report(
      LimitingGradientsAnswer(
        subject, clarke, conventions.map { ConventionalDerivative(subject, clarke, under: $0) }))
  }

  /// Answers `classify f at x`, once for each convention.
  func showClassification(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    for convention in try conventions(command, of: script) {
      let subject = try subject(command, of: script, under: convention, report: report)
      report(
        ClassificationAnswer(subject, subject.analysis.classify(under: convention, work)))
    }
  }

  /// Answers `selection f at x`, once for each convention.
  func showSelection(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    for convention in try conventions(command, of: script) {
      let subject = try subject(command, of: script, under: convention, report: report)
      do {
        report(IndexAnswer(subject, try subject.analysis.selection(under: convention)))
      } catch {
        throw failure(error, command, subject.anchors, subject.name, of: script)
      }
    }
  }

  /// Answers `direction f at x along d`.
  func showDirection(
    _ command: Command, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    let subject = try subject(command, of: script, report: report)
    guard let place = command.direction else { return }
    let direction = try point(place, of: script, report: report).flatMap(\.entries)
    guard direction.allSatisfy(\.double.isFinite) else {
      throw SessionFailure(.infinitePoint(at: script.tree.span(place)))
    }
    guard direction.count == subject.program.p else {
      throw SessionFailure(
        .directionSize(
          direction.count, expected: subject.program.p, at: script.tree.span(place)))
    }
    do {
      let answer = try subject.analysis.direction(along: direction.map(\.number), work)
      report(DirectionAnswer(subject, answer))
    } catch let stop as Stop {
      throw failure(stop)
    } catch let failure as PointFailure {
      throw self.failure(failure, command, subject.anchors, subject.name, of: script)
    } catch {
      throw SessionFailure(Diagnostic(.error, "\(error)"))
    }
  }

  // MARK: - What the commands share

  /// Returns the function of a command as seen from its point.
  func subject(
    _ command: Command, of script: Script, under convention: Convention? = nil,
    report: (any AnswerContent) -> Void
  ) throws(SessionFailure) -> PointSubject {
    let instance = try instance(command, of: script, under: convention, report: report)
    guard instance.point.allSatisfy(\.double.isFinite) else {
      let place = command.point ?? command.functions[0]
      throw SessionFailure(.infinitePoint(at: script.tree.span(place)))
    }
    do {
      let analysis = try PointAnalysis(
        instance.program, at: instance.point.map(\.number),
        tolerance: state.settings.tieTolerance)
      return PointSubject(analysis, instance)
    } catch {
      throw failure(error, command, instance.anchors, instance.name, of: script)
    }
  }

  /// Returns why an analysis at the point of a command failed.
  func failure(
    _ failure: PointFailure, _ command: Command, _ anchors: AnchorMap, _ name: String,
    of script: Script
  ) -> SessionFailure {
    let span = script.tree.span(command.point ?? command.functions[0])
    switch failure {
    case .dimension(let expected, let given):
      return SessionFailure(.directionSize(given, expected: expected, at: span))
    case .domain(let violation):
      var diagnostic = Diagnostic.domainViolation(violation, anchors: anchors)
      // What is not a number has no derivative to analyse.
      diagnostic.hint = nil
      return SessionFailure(diagnostic)
    case .undefined: return SessionFailure(.undefinedOutput(of: name, at: span))
    case .severalOutputs(let count):
      return SessionFailure(
        .severalOutputs(command.form.word, of: name, count: count, at: span))
    case .build(let failure):
      return SessionFailure(Diagnostic.error("the piece cannot be written: \(failure)", at: span))
    }
  }

  /// Returns why an analysis that has nothing to show for its work ended.
  func failure(_ stop: Stop) -> SessionFailure {
    switch stop {
    case .interrupted: SessionFailure(.interrupted())
    case .exhausted: SessionFailure(.budgetSpent(state.settings.budget.steps))
    }
  }
}
