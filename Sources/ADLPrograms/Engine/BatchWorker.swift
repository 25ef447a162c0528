import CKernels

/// One thread's memory, and its way through a share of the points.
///
/// Only one thread touches it at a time.
final class BatchWorker: @unchecked Sendable {
  let plan: ExecutionPlan
  private let output: Int?
  private let lanes: LaneExecution?
  private let execution: Execution

  /// The number of points in a block.
  let length: Int

  /// What ended the work before its end, if anything.
  private(set) var failure: BatchFailure?

  init(_ plan: ExecutionPlan, _ lanes: LanePlan?, output: Int?) {
    self.plan = plan
    self.output = output
    self.lanes = lanes.map { LaneExecution($0, of: plan) }
    execution = Execution(plan)
    length = self.lanes?.length ?? 16
  }

  /// Goes through stretches of points as long as the job has any.
  func run(_ job: BatchJob, _ cancellation: Cancellation = .never) {
    failure = nil
    execution.cancellation = cancellation.or { job.isStopped.isSet }
    while failure == nil, let range = job.next() { run(job, range) }
  }

  private func run(_ job: BatchJob, _ range: Range<Int>) {
    for first in stride(from: range.lowerBound, to: range.upperBound, by: length) {
      if execution.cancellation.isRequested {
        fail(job, first, .interrupted)
        return
      }
      let count = min(length, range.upperBound - first)
      prefetch(job, first + count..<min(first + count + length, range.upperBound))
      if runLanes(job, first, count) { continue }
      for i in first..<first + count {
        do throws(EvaluationFailure) {
          try runPoint(job, i)
        } catch {
          fail(job, i, error)
          return
        }
      }
    }
  }

  /// Has memory fetch what the next block reads and writes while this one is computed: a block is
  /// too short for the processor to see it coming.
  private func prefetch(_ job: BatchJob, _ next: Range<Int>) {
    guard lanes != nil, !next.isEmpty else { return }
    let p = plan.program.p
    adl_prefetch(next.count * p, job.points + next.lowerBound * p, 0)
    if let gradients = job.gradients {
      adl_prefetch(next.count, job.outputs + next.lowerBound, 1)
      adl_prefetch(next.count * p, gradients + next.lowerBound * p, 1)
    }
  }

  private func fail(_ job: BatchJob, _ point: Int, _ reason: EvaluationFailure) {
    failure = BatchFailure(point: point, reason: reason)
    job.isClosed.set()
    if case .interrupted = reason { job.isStopped.set() }
  }

  /// Computes a block in rows; `false` where its points have to be looked at one by one.
  private func runLanes(_ job: BatchJob, _ first: Int, _ count: Int) -> Bool {
    guard let lanes else { return false }
    let p = plan.program.p
    let q = plan.program.q
    guard lanes.evaluate(job.points + first * p, count: count) else { return false }
    if let gradients = job.gradients, let output {
      guard lanes.areOthersOrdered(than: output, count: count),
        lanes.copyOutput(output, count: count, to: job.outputs + first, step: 1)
      else { return false }
      lanes.sweep(count: count)
      return lanes.copyGradients(count: count, to: gradients + first * p)
    }
    for i in 0..<q
    where !lanes.copyOutput(i, count: count, to: job.outputs + first * q + i, step: q) {
      return false
    }
    return true
  }

  private func runPoint(_ job: BatchJob, _ i: Int) throws(EvaluationFailure) {
    let p = plan.program.p
    let q = plan.program.q
    let x = UnsafeBufferPointer(start: job.points + i * p, count: p)
    if let gradients = job.gradients, let output {
      job.outputs[i] = try execution.gradient(
        at: x, into: UnsafeMutableBufferPointer(start: gradients + i * p, count: p),
        output: output)
    } else {
      try execution.evaluate(
        at: x, into: UnsafeMutableBufferPointer(start: job.outputs + i * q, count: q))
    }
  }
}
