import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers `field f at x`.
  func showField(
    _ request: PointRequest, isLiteral: Bool, in context: Context
  ) throws(SessionFailure) {
    let conventions = try conventions(request.conventions, in: context)
    let subject = try subject(request, under: conventions[0], in: context)
    let field = subject.analysis.field(work)
    if isLiteral {
      let literal = subject.analysis.literalField(work)
      return context.report(LiteralClosureAnswer(subject, literal, field))
    }
    context.report(
      NodeClosureAnswer(
        subject, field, conventions.map { ConventionalDerivative(subject, field, under: $0) }))
  }

  /// Answers `clarke f at x`.
  func showClarke(_ request: PointRequest, in context: Context) throws(SessionFailure) {
    let conventions = try conventions(request.conventions, in: context)
    let subject = try subject(request, under: conventions[0], in: context)
    let clarke = subject.analysis.clarke(work)
    context.report(
      LimitingGradientsAnswer(
        subject, clarke, conventions.map { ConventionalDerivative(subject, clarke, under: $0) }))
  }

  /// Answers `classify f at x`, once for each convention.
  func showClassification(_ request: PointRequest, in context: Context) throws(SessionFailure) {
    for convention in try conventions(request.conventions, in: context) {
      let subject = try subject(request, under: convention, in: context)
      let classification = subject.analysis.classify(under: convention, work)
      var jump: DerivativeJump?
      let function = try function(request.function, in: context)
      if case .derivative = function, subject.program.p == 1, subject.program.q == 1,
        classification.stop == nil
      {
        jump = DerivativeJump(subject.analysis, classification.sides, under: convention, work)
      }
      context.report(ClassificationAnswer(subject, classification, jump: jump))
    }
  }

  /// Answers `selection f at x`, once for each convention.
  func showSelection(_ request: PointRequest, in context: Context) throws(SessionFailure) {
    for convention in try conventions(request.conventions, in: context) {
      let subject = try subject(request, under: convention, in: context)
      try refuseStatedDerivatives(
        subject.program, subject.anchors, of: subject.name, "Theorem 2 does",
        at: context.tree.span(request.function))
      do {
        context.report(IndexAnswer(subject, try subject.analysis.selection(under: convention)))
      } catch {
        throw failure(error, request, subject.anchors, subject.name, in: context)
      }
    }
  }

  /// Answers `direction f at x along d`.
  func showDirection(
    _ request: PointRequest, along place: ExpressionID, in context: Context
  ) throws(SessionFailure) {
    let subject = try subject(request, in: context)
    let direction = try point(place, in: context).flatMap(\.entries)
    guard direction.allSatisfy(\.double.isFinite) else {
      throw SessionFailure(.infinitePoint(at: context.tree.span(place)))
    }
    guard direction.count == subject.program.p else {
      throw SessionFailure(
        .directionSize(
          direction.count, expected: subject.program.p, at: context.tree.span(place)))
    }
    do {
      let answer = try subject.analysis.direction(along: direction.map(\.number), work)
      context.report(DirectionAnswer(subject, answer))
    } catch let stop as Stop {
      throw failure(stop)
    } catch let failure as PointFailure {
      throw self.failure(failure, request, subject.anchors, subject.name, in: context)
    } catch {
      throw SessionFailure(Diagnostic(.error, "\(error)"))
    }
  }

  // MARK: - What the commands share

  /// Returns the function of a command as seen from its point.
  func subject(
    _ request: PointRequest, under convention: Convention? = nil, in context: Context
  ) throws(SessionFailure) -> PointSubject {
    let instance = try instance(
      request.function, at: request.point, under: convention, in: context)
    guard instance.point.allSatisfy(\.double.isFinite) else {
      throw SessionFailure(.infinitePoint(at: context.tree.span(request.point)))
    }
    let (needed, limit) = (PointAnalysis.memory(of: instance.program), state.settings.memoryLimit)
    if needed > limit {
      throw SessionFailure(
        .tooMuchMemoryForAnalysis(
          needed: needed, limit: limit, at: context.tree.span(request.function)))
    }
    let steps = PointAnalysis.steps(of: instance.program)
    if steps > work.remaining {
      throw SessionFailure(
        .tooMuchWork(
          steps, budget: state.settings.budget.steps, at: context.tree.span(request.function)))
    }
    let analysis: PointAnalysis
    do {
      analysis = try PointAnalysis(
        instance.program, at: instance.point.map(\.number),
        tolerance: state.settings.tieTolerance, cancellation: cancellation)
    } catch {
      try checkInterruption(while: "evaluating `\(instance.name)` at the point")
      throw failure(error, request, instance.anchors, instance.name, in: context)
    }
    try checkInterruption(while: "evaluating `\(instance.name)` at the point")
    return PointSubject(analysis, instance)
  }

  /// Returns why an analysis at the point of a command failed.
  func failure(
    _ failure: PointFailure, _ request: PointRequest, _ anchors: AnchorMap, _ name: String,
    in context: Context
  ) -> SessionFailure {
    let span = context.tree.span(request.point)
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
        .severalOutputs(request.word.text, of: name, count: count, at: span))
    case .stopped: return self.failure(work.stop ?? .exhausted)
    case .build(let failure):
      return SessionFailure(Diagnostic.error("the piece cannot be written: \(failure)", at: span))
    }
  }

  /// Returns why an analysis that has nothing to show for its work ended.
  func failure(_ stop: Stop) -> SessionFailure {
    switch stop {
    case .interrupted: SessionFailure(.interrupted())
    case .exhausted: SessionFailure(.budgetSpent(state.settings.budget.steps))
    case .outOfMemory: SessionFailure(.memorySpent(state.settings.memoryLimit))
    }
  }
}
