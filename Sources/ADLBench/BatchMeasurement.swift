import ADLFormats
import ADLPrograms

/// What the gradients of one program at many points took.
struct BatchMeasurement: Sendable {
  let name: String
  let p: Int
  let count: Int

  /// `true` iff blocks of points were computed in rows.
  let isInLanes: Bool

  /// Million points a second on one thread, by CPU time; of C, compiled beside.
  let rate: Double
  let rateInC: Double

  /// How many times faster two threads are, by the time that passes.
  let speedup: Double

  /// The largest difference of an entry from C's, relative to 1 and the entry.
  let difference: Double

  /// The measurement in JSON.
  struct Payload: Encodable {
    let workload: String
    let p: Int
    let count: Int
    let inRows: Bool
    let pointsPerMicrosecond: Double
    let pointsPerMicrosecondInC: Double
    let speedupOfTwoThreads: Double
    let difference: Double
  }

  var payload: Payload {
    Payload(
      workload: name, p: p, count: count, inRows: isInLanes, pointsPerMicrosecond: rate,
      pointsPerMicrosecondInC: rateInC, speedupOfTwoThreads: speedup, difference: difference)
  }
}

extension Workload {
  /// Measures a batch of gradients at a million points, or as many as have six million numbers.
  ///
  /// - Throws: why the program could not be built, or that there is no C to compare with.
  func measureBatch(size: Int, rounds: Int = 7)
    throws(WorkloadFailure) -> BatchMeasurement
  {
    guard let batchInC else { throw WorkloadFailure("`\(name)` has no batch in C") }
    let program = try program(isSized ? size : defaultSize)
    let p = program.p
    let count = min(1_000_000, max(6_000_000 / p, 1000))
    let plan = ExecutionPlan(program)
    let one = Batch(plan)
    let two = Batch(plan, threadCount: 2)
    let points = UnsafeMutableBufferPointer<Double>.allocate(copying: Self.points(count, p))
    let zeros = [Double](repeating: 0, count: count * p)
    let values = UnsafeMutableBufferPointer<Double>.allocate(copying: Array(zeros.prefix(count)))
    let gradients = UnsafeMutableBufferPointer<Double>.allocate(copying: zeros)
    let others = UnsafeMutableBufferPointer<Double>.allocate(copying: zeros)
    defer { for buffer in [points, values, gradients, others] { buffer.deallocate() } }
    func run(_ batch: Batch) {
      try? batch.differentiate(UnsafeBufferPointer(points), values: values, gradients: gradients)
    }
    let times = Clock.thread.medians(
      rounds: rounds,
      [
        { run(one) },
        {
          batchInC(
            points.baseAddress!, count, p, values.baseAddress!, others.baseAddress!)
        },
      ])
    let passed = Clock.wall.medians(rounds: rounds, [{ run(one) }, { run(two) }])
    let difference = zip(gradients, others).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    return BatchMeasurement(
      name: name, p: p, count: count, isInLanes: one.isInLanes,
      rate: Double(count) / times[0] * 1000, rateInC: Double(count) / times[1] * 1000,
      speedup: passed[0] / passed[1], difference: difference)
  }
}
