import ADLAnalysis
import ADLLanguage
import ADLPrograms
import ADLText

/// What all descents need.
extension Session {
  func runner(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, in context: Context
  ) throws(SessionFailure) -> DescentRunner {
    let limit = state.settings.memoryLimit
    let runner = try preparing(request, subject, in: context) { () throws(DescentFailure) in
      try DescentRunner(subject.problem, rate: rate, options: options, memoryLimit: limit)
    }
    runner.cancellation = cancellation
    return runner
  }

  /// Returns what `body` returns.
  func preparing<Result>(
    _ request: DescentRequest, _ subject: DescentSubject, in context: Context,
    _ body: () throws(DescentFailure) -> Result
  ) throws(SessionFailure) -> Result {
    do throws(DescentFailure) {
      return try body()
    } catch {
      throw failure(error, request, subject, in: context)
    }
  }

  func failure(
    _ failure: DescentFailure, _ request: DescentRequest, _ subject: DescentSubject,
    in context: Context
  ) -> SessionFailure {
    let span =
      request.rate.map { context.tree.span($0.expression) }
      ?? context.file.span(request.word.range)
    switch failure {
    case .rate(let step, let value): return SessionFailure(.badRate(step, value, at: span))
    case .noRate(let step, _): return SessionFailure(.badRate(step, .nan, at: span))
    case .plan(let failure):
      return SessionFailure(.evaluationFailure(failure, anchors: subject.anchors))
    }
  }

  /// Returns the steps: a formula in k and c, or c/√k.
  func rate(
    _ request: DescentRequest.Rate?, in context: Context
  ) throws(SessionFailure) -> StepRate {
    let builder = ProgramBuilder(inputs: 2)
    let output: Operand
    if let request, request.names.isEmpty {
      let value = try value(request.expression, in: context)
      guard value.shape == .scalar, let literal = value.entries.first else {
        throw SessionFailure(.rateIsNoNumber(at: context.tree.span(request.expression)))
      }
      output = builder.literal(literal)
    } else if let request {
      let function = try function(request.expression, in: context)
      let span = context.tree.span(request.expression)
      let shapes = [Shape](repeating: .scalar, count: request.names.count)
      let instance = try lowered { (lowering) throws(LoweringFailure) in
        try lowering.instance(of: function, shapes: shapes, span: span)
      }
      guard instance.program.q == 1 else { throw SessionFailure(.rateIsNoNumber(at: span)) }
      output =
        builder.inline(
          instance.program, arguments: request.names.map { builder.input($0 == .k ? 0 : 1) })[0]
    } else {
      output = builder.apply(.division, builder.input(1), builder.apply(.sqrt, builder.input(0)))
    }
    do {
      return try StepRate(builder.seal(outputs: [output]))
    } catch {
      throw SessionFailure(Diagnostic(.error, "the rate cannot be made a program: \(error)"))
    }
  }

  /// Returns the whole number that an expression is; `nil` where there is none.
  func count(
    _ expression: ExpressionID?, _ range: ClosedRange<Int>, in context: Context
  ) throws(SessionFailure) -> Int? {
    guard let expression else { return nil }
    let value = try value(expression, in: context)
    guard value.shape == .scalar, let number = value.entries.first?.exact?.int,
      range.contains(number)
    else { throw SessionFailure(.notACount(range, at: context.tree.span(expression))) }
    return number
  }

  func number(
    _ expression: ExpressionID?, in context: Context
  ) throws(SessionFailure) -> Double? {
    guard let expression else { return nil }
    let value = try value(expression, in: context)
    guard value.shape == .scalar, let number = value.entries.first?.double, number >= 0 else {
      throw SessionFailure(.notAMovement(at: context.tree.span(expression)))
    }
    return number
  }
}
