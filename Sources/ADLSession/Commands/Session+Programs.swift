import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Returns the program of the function at `index` of a command: at its point, or with the sizes
  /// that the parameters fix by themselves.
  func instance(
    _ expression: ExpressionID, at point: ExpressionID?, under convention: Convention? = nil,
    in context: Context
  ) throws(SessionFailure) -> Instance {
    let span = context.tree.span(expression)
    let function = try function(expression, in: context)
    guard let place = point else {
      return try lowered(under: convention) { (lowering) throws(LoweringFailure) in
        let shapes = try lowering.argumentShapes(of: function, dimension: nil, span: span)
        return try lowering.instance(of: function, shapes: shapes, span: span)
      }
    }
    let arguments = try self.point(place, in: context)
    return try lowered(under: convention) { (lowering) throws(LoweringFailure) in
      try lowering.instance(of: function, at: arguments, span: context.tree.span(place), root: span)
    }
  }

  /// Returns the conventions that a command names, or the one in force.
  func conventions(_ names: [Word], in context: Context) throws(SessionFailure) -> [Convention] {
    var conventions: [Convention] = []
    for word in names { conventions.append(try convention(word, in: context)) }
    return conventions.isEmpty ? [state.convention] : conventions
  }

  /// Returns what Algorithm 1 leaves behind at the point of an instance.
  func evaluation<S: FloatingNumber>(
    _ instance: Instance, in numbers: S.Type
  ) throws(SessionFailure) -> Evaluation<S> {
    do {
      return try instance.program.evaluate(
        at: instance.point.map { S($0) }, domain: state.settings.domain)
    } catch {
      throw SessionFailure(.domainViolation(error, anchors: instance.anchors))
    }
  }

  // MARK: - The commands

  /// Answers `program f` and `program f plan`.
  func showProgram(_ request: ProgramRequest, in context: Context) throws(SessionFailure) {
    let instance = try instance(request.function, at: request.point, in: context)
    if request.isPlan {
      let listing = PlanListing(try plan(instance, under: convention), name: instance.name)
      guard let file = request.file else { return context.report(PlanAnswer(listing)) }
      return try deliver(listing.text.plain, to: file, in: context)
    }
    let listing = ProgramListing(
      instance.program, name: instance.name, inputNames: instance.inputs,
      cancellation: cancellation)
    try checkInterruption()
    guard let file = request.file else {
      let hint = request.isUnfolded ? nil : "`unfolded` at the end of the command shows all"
      return context.report(ProgramAnswer(listing, hint: hint))
    }
    try deliver(listing.text.plain, to: file, in: context)
  }

  /// Answers `trace f at x`, once for each convention.
  func showTrace(_ request: PointRequest, in context: Context) throws(SessionFailure) {
    for convention in try conventions(request.conventions, in: context) {
      let instance = try instance(
        request.function, at: request.point, under: convention, in: context)
      let listing = try trace(instance, in: state.settings.precision.numbers, under: convention)
      try checkInterruption()
      context.report(TraceAnswer(listing))
    }
  }

  private func trace<S: FloatingNumber>(
    _ instance: Instance, in numbers: S.Type, under convention: Convention
  ) throws(SessionFailure) -> TraceListing {
    TraceListing(
      try evaluation(instance, in: numbers), name: instance.name, inputNames: instance.inputs,
      under: convention, cancellation: cancellation, work)
  }

  /// Answers `forward f at x` and `backward f at x`.
  func showDerivative(
    _ mode: DerivativeAnswer.Mode, _ request: PointRequest, along place: ExpressionID? = nil,
    in context: Context
  ) throws(SessionFailure) {
    var direction: [Double]?
    if let place {
      direction = try point(place, in: context).flatMap { $0.entries.map(\.double) }
    }
    var values: [(convention: Convention, value: NumberAnswer)] = []
    var first: Instance?
    for convention in try conventions(request.conventions, in: context) {
      let instance = try instance(
        request.function, at: request.point, under: convention, in: context)
      first = first ?? instance
      if let direction, let place {
        guard direction.count == instance.program.p else {
          throw SessionFailure(
            .directionSize(
              direction.count, expected: instance.program.p, at: context.tree.span(place)))
        }
        let tangents =
          if let format = state.settings.rounding {
            try self.tangents(instance, in: format.numbers, along: direction, under: convention)
          } else {
            try forward(instance, under: convention) {
              (execution, x, domain) throws(EvaluationFailure) in
              try execution.tangents(at: x, along: direction, domain: domain)
            }
          }
        let outputs = try undefinedOutputs(of: instance)
        values.append(
          (
            convention,
            NumberAnswer(outputs: zip(tangents, outputs).map { $1.isNaN ? .nan : $0 })
          ))
      } else {
        var jacobian =
          if let format = state.settings.rounding {
            try self.jacobian(mode, instance, in: format.numbers, under: convention)
          } else if mode == .forward {
            try forwardJacobian(instance, under: convention)
          } else {
            try backwardJacobian(instance, under: convention)
          }
        jacobian = jacobian.undefined(where: try undefinedOutputs(of: instance))
        let answer = NumberAnswer(jacobian)
        values.append(
          (convention, instance.program.q == 1 ? answer.by(instance.parts) : answer))
      }
    }
    guard let first else { return }
    context.report(
      DerivativeAnswer(
        mode, of: first, along: direction, values, isNamed: !request.conventions.isEmpty))
  }

  /// Returns the outputs of an instance at its point where some may be none, else 0 for each.
  private func undefinedOutputs(of instance: Instance) throws(SessionFailure) -> [Double] {
    state.settings.domain == .notANumber
      ? try evaluation(instance, in: Double.self).outputs
      : [Double](repeating: 0, count: instance.program.q)
  }

  /// Returns the Jacobian by sweeps that round every operation to a format.
  private func jacobian<S: FloatingNumber>(
    _ mode: DerivativeAnswer.Mode, _ instance: Instance, in numbers: S.Type,
    under convention: Convention
  ) throws(SessionFailure) -> SelectionJacobian<Double> {
    let evaluation = try evaluation(instance, in: numbers)
    let jacobian =
      mode == .forward
      ? evaluation.differentiateForward(under: convention)
      : evaluation.differentiateBackward(under: convention)
    return SelectionJacobian(
      q: jacobian.q, p: jacobian.p, entries: jacobian.entries.map(\.double))
  }

  /// Returns the derivative of the outputs along a direction, the same way.
  private func tangents<S: FloatingNumber>(
    _ instance: Instance, in numbers: S.Type, along direction: [Double],
    under convention: Convention
  ) throws(SessionFailure) -> [Double] {
    let tangents = try evaluation(instance, in: numbers).tangents(
      along: direction.map { S(nearest: $0) }, under: convention)
    return instance.program.outputs.map { tangents[$0]?.double ?? 0 }
  }

  /// Returns the Jacobian by one forward sweep per input, on the engine.
  private func forwardJacobian(
    _ instance: Instance, under convention: Convention
  ) throws(SessionFailure) -> SelectionJacobian<Double> {
    try forward(instance, under: convention) {
      (execution, x, domain) throws(EvaluationFailure) in
      try execution.jacobian(at: x, domain: domain)
    }
  }

  /// Returns what `body` makes of the forward mode of an instance at its point.
  private func forward<Result>(
    _ instance: Instance, under convention: Convention,
    _ body: (ForwardExecution, [Double], DomainPolicy) throws(EvaluationFailure) -> Result
  ) throws(SessionFailure) -> Result {
    do {
      let execution = try ForwardExecution(
        instance.program, convention: convention, nodeLimit: state.settings.nodeLimit,
        memoryLimit: state.settings.memoryLimit, cancellation: cancellation)
      return try body(execution, instance.point.map(\.double), state.settings.domain)
    } catch {
      throw SessionFailure(.evaluationFailure(error, anchors: instance.anchors))
    }
  }

  /// Returns the Jacobian by one backward sweep per output, on the engine.
  private func backwardJacobian(
    _ instance: Instance, under convention: Convention
  ) throws(SessionFailure) -> SelectionJacobian<Double> {
    let execution = Execution(try plan(instance, under: convention))
    execution.cancellation = cancellation
    do {
      return try execution.jacobianBackward(
        at: instance.point.map(\.double), domain: state.settings.domain)
    } catch {
      throw SessionFailure(.evaluationFailure(error, anchors: instance.anchors))
    }
  }

  /// Returns the execution plan of an instance.
  func plan(
    _ instance: Instance, under convention: Convention
  ) throws(SessionFailure) -> ExecutionPlan {
    do {
      return try ExecutionPlan(
        compiling: instance.program, convention: convention,
        memoryLimit: state.settings.memoryLimit, cancellation: cancellation)
    } catch {
      throw SessionFailure(.evaluationFailure(error, anchors: instance.anchors))
    }
  }

  /// Fails if the caller has asked to stop, with what was being done if it is said.
  func checkInterruption(while activity: String? = nil) throws(SessionFailure) {
    if cancellation.isRequested { throw SessionFailure(.interrupted(while: activity)) }
  }
}
