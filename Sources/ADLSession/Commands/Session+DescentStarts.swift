import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import Dispatch

extension Session {
  /// Answers `descend f starts M on box`: the runs with these numbers.
  func showStarts(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, _ numbers: Range<Int>, of total: Int, on sides: [Box.Side],
    in context: Context
  ) throws(SessionFailure) {
    guard sides.allSatisfy(\.isBounded) else {
      guard case .box(let region, _) = request.start else { return }
      throw SessionFailure(.boundlessStarts(at: context.file.span(region.range)))
    }
    let keeper = try keeper(
      request, subject, rate, options,
      place: [
        DescentState.Part(name: "starts", text: "\(total)"),
        DescentState.Part(name: "skip", text: "\(numbers.lowerBound)"),
        DescentState.Part(name: "take", text: "\(numbers.count)"),
        DescentState.Part(name: "box", text: sides.text),
        // What is found out about the limits depends on it.
        DescentState.Part(name: "budget", text: "\(state.settings.budget.steps)"),
      ], in: context)
    let judge = DescentJudge(subject.problem, rate, work)
    let workers = try workers(request, subject, rate, options, numbers, on: sides, in: context)
    let census = try census(
      of: numbers, workers, by: judge, keeper, request, subject, in: context)
    context.report(
      DescentStartsAnswer(
        subject, rate, request.rate.map { context.tree.text($0.expression) }, options, census,
        boundedness(subject, rate, options), numbers, of: total, on: sides,
        isKept: request.state != nil))
  }

  private func workers(
    _ request: DescentRequest, _ subject: DescentSubject, _ rate: StepRate,
    _ options: DescentOptions, _ numbers: Range<Int>, on sides: [Box.Side], in context: Context
  ) throws(SessionFailure) -> [DescentWorker] {
    let lower = sides.map { $0.lower?.double ?? 0 }
    let upper = sides.map { $0.upper?.double ?? 0 }
    let first = try runner(request, subject, rate, options, in: context)
    let shared = try preparing(request, subject, in: context) {
      () throws(DescentFailure) in try DescentBatch.SharedRates(first)
    }
    var workers: [DescentWorker] = []
    // Two for each thread: one is counted while the next one runs.
    for _ in 0..<max(min(2 * PointMapOptions.processorCount, numbers.count), 1) {
      let runner = try runner(request, subject, rate, options, in: context)
      workers.append(
        DescentWorker(
          try preparing(request, subject, in: context) { () throws(DescentFailure) in
            try DescentBatch(runner, shared, lower: lower, upper: upper)
          }))
    }
    return workers
  }

  /// Runs and counts, in the order of the runs whatever thread had them.
  private func census(
    of numbers: Range<Int>, _ workers: [DescentWorker], by judge: DescentJudge,
    _ keeper: DescentKeeper?, _ request: DescentRequest, _ subject: DescentSubject,
    in context: Context
  ) throws(SessionFailure) -> DescentCensus {
    var census = DescentCensus()
    if case .runs(let record) = keeper?.found {
      guard record.isSound(from: numbers.lowerBound, atMost: numbers.count) else {
        throw SessionFailure(.unsoundState(request, in: context))
      }
      guard let known = restored(record, workers[0], by: judge) else {
        // Nothing was found out beyond what the file has.
        return census
      }
      census = known
    }
    try keeper?.keep(.runs(census.record))
    var next = numbers.lowerBound + census.count
    var done: [DescentWorker.Block] = []
    while true {
      let group = DispatchGroup()
      var running: [DescentWorker] = []
      for worker in workers where next < numbers.upperBound && !cancellation.isRequested {
        let block = next..<min(next + worker.blockLength, numbers.upperBound)
        DispatchQueue.global().async(group: group) { worker.run(block) }
        running.append(worker)
        next = block.upperBound
      }
      // Those before are counted meanwhile.
      let isCounted = done.allSatisfy { census.count($0.ends, by: judge) }
      group.wait()
      done = []
      if !isCounted { break }
      for worker in running {
        if let failure = worker.failure {
          throw self.failure(failure, request, subject, in: context)
        }
        done.append(worker.block)
        if worker.block.isCutShort { break }
      }
      if running.isEmpty || done.contains(where: \.isCutShort) { break }
      try keeper?.keepNowAndThen { .runs(census.record) }
    }
    _ = done.allSatisfy { census.count($0.ends, by: judge) }
    try keeper?.keep(.runs(census.record))
    return census
  }

  /// Returns the census that a file has; `nil` where that was interrupted.
  private func restored(
    _ record: DescentCensus.Record, _ worker: DescentWorker, by judge: DescentJudge
  ) -> DescentCensus? {
    DescentCensus(record, by: judge) { number in
      worker.run(number..<number + 1)
      return worker.block.ends.first
    }
  }
}

/// What runs some of many runs; one thread at a time touches it.
private final class DescentWorker: @unchecked Sendable {
  /// How the runs of a block ended.
  struct Block {
    var ends: [DescentEnd] = []

    /// `true` iff not all of its runs were run.
    var isCutShort = false
  }

  private let batch: DescentBatch
  private(set) var block = Block()
  private(set) var failure: DescentFailure?

  var blockLength: Int { batch.blockLength }

  init(_ batch: DescentBatch) { self.batch = batch }

  func run(_ numbers: Range<Int>) {
    do throws(DescentFailure) {
      let ends = try batch.run(numbers)
      block = Block(ends: ends, isCutShort: ends.count < numbers.count)
    } catch {
      failure = error
    }
  }
}
