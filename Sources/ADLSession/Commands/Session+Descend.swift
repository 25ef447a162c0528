import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText
import Dispatch

extension Session {
  /// The maximum number of runs of one command, and of steps of a run.
  static let runLimit = 1_000_000_000
  static let stepLimit = 1_000_000_000

  /// Answers `descend f from x`, and `descend f starts M on box`, once for each convention.
  func showDescent(_ request: DescentRequest, in context: Context) throws(SessionFailure) {
    let rate = try rate(request.rate, in: context)
    var options = DescentOptions()
    options.steps = try count(request.steps, 1...Self.stepLimit, in: context) ?? options.steps
    options.seed = UInt64(
      try count(request.seed, 0...Int.max, in: context) ?? Int(options.seed))
    options.until = try number(request.until, in: context)
    if let size = try count(request.batch, 1...Self.runLimit, in: context) {
      options.minibatch = .size(size)
    }
    for convention in try conventions(request.conventions, in: context) {
      let subject = try descentSubject(request, under: convention, in: context)
      if let batch = request.batch, !subject.problem.hasData {
        throw SessionFailure(.batchWithoutData(at: context.tree.span(batch)))
      }
      switch request.start {
      case .point(_, let region):
        if let clause = request.skip ?? request.take {
          throw SessionFailure(.partOfOneRun(at: context.tree.span(clause)))
        }
        if let region {
          options.box = try sides(region, in: context).map { side in
            (side.lower?.double ?? -.infinity)...(side.upper?.double ?? .infinity)
          }
          guard options.box?.count == subject.start.count else {
            throw SessionFailure(
              .boxOfStart(
                subject.start.count, options.box?.count ?? 0, at: context.file.span(region.range)))
          }
        }
        try showRun(request, subject, rate, options, in: context)
      case .box(let region, let count):
        let total = try self.count(count, 1...Self.runLimit, in: context) ?? 1
        let first = min(try self.count(request.skip, 0...Self.runLimit, in: context) ?? 0, total)
        let taken = try self.count(request.take, 0...Self.runLimit, in: context) ?? total
        let numbers = first..<min(first + taken, total)
        let sides = try sides(region, in: context)
        try showStarts(request, subject, rate, options, numbers, of: total, on: sides, in: context)
      case .adversary(let region):
        try showAdversary(request, subject, rate, options, on: region, in: context)
      }
    }
  }

  // MARK: - One run

  private func showRun(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, in context: Context
  ) throws(SessionFailure) {
    let runner = try runner(request, subject, rate, options, in: context)
    let start = subject.start.map(\.double)
    let run = try descending(request, subject, in: context) {
      () throws(DescentFailure) in try runner.run(from: start, constant: 1)
    }
    let judge = DescentJudge(subject.problem, rate, work)
    let answer = DescentAnswer(
      subject, rate, request.rate.map { context.tree.text($0.expression) }, options, run,
      judge.limit(run.end, at: run.point, run.window, derivative: run.derivative),
      Boundedness(subject.problem, rate, work), width: min(columns, AnswerWords.width))
    context.report(answer)
    guard let file = request.file else { return }
    // The data are known now.
    try permit(file, of: .descend(request), in: context)
    try deliver(picture(subject, answer).svg, to: file, in: context)
  }

  /// Returns the way over the cells of a function of two variables, or J along the way.
  private func picture(_ subject: DescentSubject, _ answer: DescentAnswer) -> Figure {
    let way = answer.run.samples.map(\.point)
    guard subject.start.count == 2, let mean = subject.problem.mean() else { return answer.figure }
    func range(_ i: Int) -> ClosedRange<Double> {
      let (low, high) = (way.map { $0[i] }.min() ?? 0, way.map { $0[i] }.max() ?? 0)
      let margin = max((high - low) * 0.15, 1e-3 * max(abs(low), abs(high)), 1e-6)
      return low - margin...high + margin
    }
    let map = mean.cellMap(x: range(0), y: range(1), columns: 128, rows: 128, work)
    return Figure(
      map, name: AnswerWords.cut(subject.name, to: 60),
      way: way.map { Figure.Point($0[0], $0[1]) })
  }

  // MARK: - Many runs

  private func showStarts(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, _ numbers: Range<Int>, of total: Int, on sides: [Box.Side],
    in context: Context
  ) throws(SessionFailure) {
    guard sides.allSatisfy(\.isBounded) else {
      guard case .box(let region, _) = request.start else { return }
      throw SessionFailure(.boundlessStarts(at: context.file.span(region.range)))
    }
    let lower = sides.map { $0.lower?.double ?? 0 }
    let upper = sides.map { $0.upper?.double ?? 0 }
    let first = try runner(request, subject, rate, options, in: context)
    let shared = try descending(request, subject, in: context) {
      () throws(DescentFailure) in try DescentBatch.SharedRates(first)
    }
    var threads: [DescentThread] = []
    for _ in 0..<max(min(PointMapOptions.processorCount, numbers.count), 1) {
      let runner = try runner(request, subject, rate, options, in: context)
      threads.append(
        DescentThread(
          try descending(request, subject, in: context) { () throws(DescentFailure) in
            try DescentBatch(runner, shared, lower: lower, upper: upper)
          }))
    }
    var census = DescentCensus()
    let judge = DescentJudge(subject.problem, rate, work)
    var next = numbers.lowerBound
    while next < numbers.upperBound, !cancellation.isRequested {
      var blocks: [Range<Int>] = []
      for _ in threads where next < numbers.upperBound {
        let end = min(next + DescentBatch.blockLength, numbers.upperBound)
        blocks.append(next..<end)
        next = end
      }
      let (ranges, workers) = (blocks, threads)
      DispatchQueue.concurrentPerform(iterations: blocks.count) { workers[$0].run(ranges[$0]) }
      // In the order of the runs, whatever thread had them.
      for thread in threads.prefix(blocks.count) {
        if let failure = thread.failure {
          throw self.failure(failure, request, subject, in: context)
        }
        census.count(thread.ends, by: judge)
        if thread.isCutShort { break }
      }
      if threads.prefix(blocks.count).contains(where: \.isCutShort) { break }
    }
    context.report(
      DescentStartsAnswer(
        subject, rate, request.rate.map { context.tree.text($0.expression) }, options, census,
        Boundedness(subject.problem, rate, work), numbers, of: total, on: sides))
  }

  // MARK: - Adversarial starts

  /// How many steps back are looked at where nothing is said, and at the most.
  private static let depths = (usual: 3, limit: 12)

  private func showAdversary(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, on region: Region, in context: Context
  ) throws(SessionFailure) {
    let span = context.file.span(region.range)
    let sides = try sides(region, in: context)
    guard subject.problem.program.p == 1, !subject.problem.hasData, sides.count == 1 else {
      throw SessionFailure(.adversaryOfSeveralVariables(at: span))
    }
    guard let lower = sides[0].lower, let upper = sides[0].upper else {
      throw SessionFailure(.boundlessStarts(at: span))
    }
    let depth = try count(request.steps, 1...Self.depths.limit, in: context) ?? Self.depths.usual
    let search = AdversarialSearch(
      subject.problem.program, rate: rate, from: lower, to: upper, steps: depth,
      under: subject.problem.convention, work)
    // The same starts, moved: they are to end elsewhere.
    var usual = options
    usual.steps = DescentOptions().steps
    let runner = try runner(request, subject, rate, usual, in: context)
    let judge = DescentJudge(subject.problem, rate, work)
    var moved: [DescentLimit?] = []
    for target in search.targets {
      guard let start = target.path?[0].double, let constant = target.constant?.double else {
        moved.append(nil)
        continue
      }
      let run = try descending(request, subject, in: context) { () throws(DescentFailure) in
        try runner.run(from: [start + 0x1p-40], constant: constant, watches: false)
      }
      moved.append(
        judge.limit(run.end, at: run.point, run.window, derivative: run.derivative))
    }
    context.report(
      AdversarialAnswer(
        subject, rate, request.rate.map { context.tree.text($0.expression) }, search, moved: moved,
        on: sides[0]))
  }

  // MARK: - What both need

  private func runner(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, in context: Context
  ) throws(SessionFailure) -> DescentRunner {
    let limit = state.settings.memoryLimit
    let runner = try descending(request, subject, in: context) { () throws(DescentFailure) in
      try DescentRunner(subject.problem, rate: rate, options: options, memoryLimit: limit)
    }
    runner.cancellation = cancellation
    return runner
  }

  private func descending<Result>(
    _ request: DescentRequest, _ subject: DescentSubject, in context: Context,
    _ body: () throws(DescentFailure) -> Result
  ) throws(SessionFailure) -> Result {
    do throws(DescentFailure) {
      return try body()
    } catch {
      throw failure(error, request, subject, in: context)
    }
  }

  private func failure(
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
  private func rate(
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

  private func number(
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

/// A thread's share of many runs; one thread at a time touches it.
private final class DescentThread: @unchecked Sendable {
  private let batch: DescentBatch
  private(set) var ends: [DescentEnd] = []
  private(set) var failure: DescentFailure?

  /// `true` iff not all runs of the last block were run.
  private(set) var isCutShort = false

  init(_ batch: DescentBatch) { self.batch = batch }

  func run(_ numbers: Range<Int>) {
    do throws(DescentFailure) {
      ends = try batch.run(numbers)
      isCutShort = ends.count < numbers.count
    } catch {
      failure = error
    }
  }
}
