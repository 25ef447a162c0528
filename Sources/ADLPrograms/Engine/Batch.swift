import CKernels

/// Many points at once: blocks of points in rows for small programs, point after point for those
/// that keep the processor busy with one; on any number of threads.
///
/// Every point has the bits that it has alone, whatever the number of threads.
public final class Batch {
  /// What is executed.
  public let plan: ExecutionPlan

  /// How many threads share the points.
  public let threadCount: Int

  /// Asked after every block; it ends the batch with `.interrupted`.
  public var cancellation = Cancellation.never

  private let workers: [BatchWorker]

  /// `true` iff points are computed in rows.
  public var isInLanes: Bool { rowCount > 0 }

  /// The number of rows; 0 where points are computed one by one.
  public let rowCount: Int

  /// Prepares batches of gradients of the output number `output`, or of values alone for `nil`.
  public convenience init(_ plan: ExecutionPlan, output: Int? = 0, threadCount: Int = 1) {
    self.init(plan, output: output, threadCount: threadCount, inLanes: plan.prefersLanes)
  }

  init(_ plan: ExecutionPlan, output: Int?, threadCount: Int, inLanes: Bool) {
    self.plan = plan
    self.threadCount = max(threadCount, 1)
    let lanes = inLanes ? LanePlan(SweepOrder(plan.program, plan.convention), output: output) : nil
    rowCount = Int(lanes?.rowCount ?? 0)
    workers = (0..<self.threadCount).map { _ in BatchWorker(plan, lanes, output: output) }
  }

  /// Returns how much memory a batch over `plan` takes on so many threads, in bytes, at most.
  ///
  /// - Complexity: O(1).
  public static func byteEstimate(for plan: ExecutionPlan, threadCount: Int = 1) -> Int {
    // In rows: a block, or the shortest block of a program of many rows; a row of values and one of
    // adjoints for each position and operand.
    let rows = 2 * (plan.addressCount + plan.nodeCount) + plan.program.operands.count
    let block = max(LaneExecution.budget, 16 * rows) * MemoryLayout<Double>.stride
    let lanes = plan.prefersLanes ? block + rows * MemoryLayout<Double>.stride : 0
    let (total, isTooMuch) = max(threadCount, 1).multipliedReportingOverflow(
      by: plan.executionByteCount + lanes)
    return isTooMuch ? .max : total
  }

  /// Writes the q outputs at every point.
  ///
  /// - Parameter points: p numbers per point, one point after the other.
  /// - Requires: `outputs.count` is q times the number of points.
  public func evaluate(
    _ points: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>
  ) throws(BatchFailure) {
    try run(points, outputs: outputs.baseAddress, gradients: nil)
  }

  /// Writes the output and its gradient at every point.
  ///
  /// - Parameter points: p numbers per point, one point after the other.
  /// - Requires: `values` has room for a number per point, `gradients` for p.
  public func differentiate(
    _ points: UnsafeBufferPointer<Double>, values: UnsafeMutableBufferPointer<Double>,
    gradients: UnsafeMutableBufferPointer<Double>
  ) throws(BatchFailure) {
    try run(points, outputs: values.baseAddress, gradients: gradients.baseAddress)
  }

  private func run(
    _ points: UnsafeBufferPointer<Double>, outputs: UnsafeMutablePointer<Double>?,
    gradients: UnsafeMutablePointer<Double>?
  ) throws(BatchFailure) {
    let count = points.count / max(plan.program.p, 1)
    guard count > 0, let points = points.baseAddress, let outputs else { return }
    // Threads take stretches of a few blocks, so that one that starts late takes fewer.
    let length = workers[0].length
    let job = BatchJob(
      points: points, outputs: outputs, gradients: gradients, count: count,
      stretch: min(8 * length, max(length, count / (4 * threadCount) / length * length)))
    let threads = workers.dropFirst().prefix((count - 1) / length).map { WorkerThread($0, job) }
    workers[0].run(job, cancellation)
    // While others work, an interruption is to be heard as well.
    for thread in threads {
      while !thread.isFinished(within: 20) {
        if !job.isStopped.isSet, cancellation.isRequested { job.isStopped.set() }
      }
      thread.join()
    }
    let failures = workers.prefix(threads.count + 1).compactMap(\.failure)
    if let failure = failures.min(by: { $0.point < $1.point }) { throw failure }
    if job.end < count { throw BatchFailure(point: job.end, reason: .interrupted) }
  }
}
