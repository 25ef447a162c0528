import ADLPrograms

extension Workload {
  /// Measures the workload at `points` (one after the other), or at one of its own.
  ///
  /// - Throws: why the program could not be built, or that the points do not fit it.
  func measure(size: Int? = nil, points: [Double]? = nil, rounds: Int = 7)
    throws(WorkloadFailure) -> Measurement
  {
    let n = isSized ? size ?? defaultSize : defaultSize
    var (program, built) = try timed { () throws(WorkloadFailure) in try self.program(n) }
    let (needed, limit) = (ExecutionPlan.byteEstimate(for: program), Clock.physicalMemory / 4 * 3)
    guard needed <= limit else {
      throw WorkloadFailure(
        "a plan of \(program.m) nodes may take \(needed >> 20) MB, and \(limit >> 20) are allowed")
    }
    var (plan, planned) = timed { ExecutionPlan(program) }
    // What takes long is done once, the rest as often as it is measured otherwise.
    if built + planned < 1e8 {
      var times = [(built, planned)]
      for _ in 1..<rounds {
        (program, built) = try timed { () throws(WorkloadFailure) in try self.program(n) }
        (plan, planned) = timed { ExecutionPlan(program) }
        times.append((built, planned))
      }
      built = times.map(\.0).sorted()[rounds / 2]
      planned = times.map(\.1).sorted()[rounds / 2]
    }
    let p = program.p
    let points = points ?? Self.points(1, p, in: range)
    guard points.count >= p, points.count % p == 0 else {
      throw WorkloadFailure("the points of `\(name)` have \(p) numbers each")
    }
    let execution = Execution(plan)
    var results: [(value: Double, sum: Double, norm: Double)] = []
    var gradient: [Double] = []
    for first in stride(from: 0, to: points.count, by: p).reversed() {
      guard let answer = try? execution.gradient(at: Array(points[first..<first + p])) else {
        throw WorkloadFailure("a point of `\(name)` is outside its domain")
      }
      gradient = answer.gradient
      let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
      results.append((answer.value, gradient.reduce(0, +), norm))
    }
    results.reverse()
    let times = medians(execution, Array(points.prefix(p)), n, rounds)
    var difference: Double?
    if let inC {
      var other = [Double](repeating: 0, count: p)
      _ = inC(points, n, &other)
      difference = zip(gradient, other).map { abs($0 - $1) / max(1, abs($1)) }.max()
    }
    return Measurement(
      name: name, p: p, m: program.m, nodes: program.scalarNodeCount, build: built,
      plan: planned, evaluation: times[0], gradient: times[1],
      evaluationInC: inC == nil ? nil : times[3], gradientInC: inC == nil ? nil : times[4],
      gradientInTurn: times[2], gradientInTurnInC: inC == nil ? nil : times[5],
      counts: program.operationCounts,
      programBytes: program.byteCount, planBytes: plan.byteCount,
      executionBytes: plan.executionByteCount, peakMemory: Clock.peakMemory, results: results,
      difference: difference)
  }

  /// The number of points that come in turn.
  private static let turnCount = 32

  /// The most numbers that they are to have.
  private static let turnLimit = 1 << 22

  /// The medians of an evaluation, a gradient, and one of points in turn; then of the same in C
  /// where there is C.
  private func medians(_ execution: Execution, _ x: [Double], _ n: Int, _ rounds: Int) -> [Double] {
    let x = UnsafeMutableBufferPointer<Double>.allocate(copying: x)
    let target = UnsafeMutableBufferPointer<Double>.allocate(copying: [Double](x))
    let output = UnsafeMutableBufferPointer<Double>.allocate(
      copying: [Double](repeating: 0, count: execution.plan.program.q))
    defer {
      x.deallocate()
      target.deallocate()
      output.deallocate()
    }
    let point = UnsafeBufferPointer(x)
    let count = max(1, min(Self.turnCount, Self.turnLimit / max(x.count, 1)))
    let many = UnsafeMutableBufferPointer<Double>.allocate(
      copying: count == 1 ? [Double](x) : Self.points(count, x.count, in: range))
    defer { many.deallocate() }
    func turns(_ body: @escaping (UnsafeBufferPointer<Double>) -> Void) -> () -> Void {
      var turn = 0
      return {
        body(UnsafeBufferPointer(rebasing: many[turn * x.count..<(turn + 1) * x.count]))
        turn = turn + 1 < count ? turn + 1 : 0
      }
    }
    var bodies: [() -> Void] = [
      { try? execution.evaluate(at: point, into: output) },
      { _ = try? execution.gradient(at: point, into: target) },
      turns { _ = try? execution.gradient(at: $0, into: target) },
    ]
    if let inC {
      bodies.append { output[0] = inC(point.baseAddress!, n, nil) }
      bodies.append { output[0] = inC(point.baseAddress!, n, target.baseAddress) }
      bodies.append(turns { output[0] = inC($0.baseAddress!, n, target.baseAddress) })
    }
    return Clock.thread.medians(rounds: rounds, bodies)
  }
}

/// What `body` returns, and the CPU time that it takes.
private func timed<Result, Failure: Error>(_ body: () throws(Failure) -> Result) throws(Failure)
  -> (Result, Double)
{
  let start = Clock.thread.now
  let result = try body()
  return (result, Clock.thread.now - start)
}

extension UnsafeMutableBufferPointer<Double> {
  static func allocate(copying numbers: [Double]) -> Self {
    let buffer = Self.allocate(capacity: numbers.count)
    _ = buffer.initialize(from: numbers)
    return buffer
  }
}
