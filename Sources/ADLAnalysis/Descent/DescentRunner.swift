import ADLPrograms

/// Runs the recursion (8) of the paper, x_{k+1} = x_k - γ_k (1/|I|) Σ_{i in I} AD f_i(x_k), in
/// doubles or a narrower format, one run at a time.
///
/// Contributions of rows are added in the order of the rows, and the sum is divided by |I|. In a
/// narrower format every operation of that is rounded, those of AD after every node; γ_k is
/// computed in doubles and rounded once, as the schedule of a framework is.
public final class DescentRunner {
  /// What is descended, with which steps, and how.
  public let problem: DescentProblem
  public let rate: StepRate
  public let options: DescentOptions

  /// Asked in every step.
  public var cancellation = Cancellation.never {
    didSet {
      batch.cancellation = cancellation
      execution.cancellation = cancellation
      rounded?.cancellation = cancellation
    }
  }

  private let draws: DescentDraws
  let execution: Execution
  let batch: Batch
  let values: Batch
  private let sharedRate: Execution
  private let ownRate: Execution

  /// The sweeps in a format narrower than doubles, and the rows of data in that of the run.
  var rounded: RoundedSweep?
  let rows: [Double]

  // The points of a step with data, and what comes of them.
  var points: [Double] = []
  var outputs: [Double] = []
  var gradients: [Double] = []

  /// The box that a bounded run does not leave.
  public static let bound = 0x1p40

  /// How many nodes are looked at for ties in one run.
  static let tieBudget = 20_000_000

  /// The number of iterates that are kept along the way, at the most.
  static let sampleLimit = 512

  /// Prepares runs.
  public init(
    _ problem: DescentProblem, rate: StepRate, options: DescentOptions, memoryLimit: Int = .max
  ) throws(DescentFailure) {
    self.problem = problem
    self.rate = rate
    self.options = options
    draws = DescentDraws(seed: options.seed)
    rows = problem.rows.map(options.format.rounded)
    if options.format != .f64 {
      rounded = RoundedSweep(
        program: problem.program, convention: problem.convention, format: options.format)
    }
    do {
      let plan = try ExecutionPlan(
        compiling: problem.program, convention: problem.convention, memoryLimit: memoryLimit)
      execution = Execution(plan)
      batch = Batch(plan)
      values = Batch(plan, output: nil)
      sharedRate = Execution(try ExecutionPlan(compiling: rate.shared, convention: .paper))
      ownRate = Execution(try ExecutionPlan(compiling: rate.own, convention: .paper))
    } catch {
      throw .plan(error)
    }
  }

  /// Runs from `start` with the constant `c`.
  ///
  /// - Parameter run: the number of the run, which its draws depend on.
  /// - Parameter watches: whether iterates are kept and ties looked for.
  public func run(
    from start: [Double], constant c: Double, run number: Int = 0, watches: Bool = true
  ) throws(DescentFailure) -> DescentRun {
    var progress = begin(from: start, constant: c)
    try advance(&progress, run: number, watches: watches)
    return conclude(progress, watches: watches)
  }

  /// Returns the progress of a run that is to start at `start`, rounded to the format.
  public func begin(from start: [Double], constant c: Double) -> DescentProgress {
    let x = start.map(round)
    return DescentProgress(from: x, constant: c, window: window([x]))
  }

  /// Returns the progress that a record is of: that of this run, or of the same run when it was to
  /// take fewer steps. What it has is what this run had after as many.
  /// - Requires: the record is sound.
  public func resume(_ record: DescentProgress.Record) -> DescentProgress {
    var progress = DescentProgress(record)
    if record.end == .steps { progress.hasEnded = record.steps >= options.steps }
    progress.run.samples.removeAll { !isRegular($0.step) && $0.step != options.steps }
    return progress
  }

  /// Takes the next steps of a run, at the most `count`, unless it ends before.
  ///
  /// A step that is interrupted is not taken: nothing of it is seen in the progress.
  public func advance(
    _ progress: inout DescentProgress, by count: Int = .max, run number: Int = 0,
    watches: Bool = true
  ) throws(DescentFailure) {
    guard !progress.hasEnded else { return }
    var x = progress.run.point
    var gradient = [Double](repeating: 0, count: x.count)
    let first = progress.run.stepCount
    let last = count >= options.steps - first ? options.steps : first + count
    progress.run.end = .steps
    if watches, progress.run.samples.isEmpty {
      let start = sample(0, x, nil)
      if cancellation.isRequested { return interrupt(&progress) }
      progress.run.samples.append(start)
    }
    for k in Swift.stride(from: first + 1, through: max(last, first), by: 1) {
      if cancellation.isRequested { return interrupt(&progress) }
      let step = round(try rate(k, progress.run.constant))
      let rows = rows(number, k)
      do throws(EvaluationFailure) {
        try differentiate(at: x, rows: rows, into: &gradient)
      } catch {
        if case .interrupted = error { return interrupt(&progress) }
        return end(&progress, .failed(error))
      }
      let isWatched = watches && progress.visits < Self.tieBudget
      let tied = isWatched ? tiedNodes(at: x, rows: rows) : []
      let isStill = gradient.allSatisfy { $0 == 0 }
      let isFixed = takesAll && isStill
      var (next, movement) = (x, 0.0)
      for i in x.indices where !isFixed {
        next[i] = round(x[i] - round(step * gradient[i]))
        movement = max(movement, (next[i] - x[i]).magnitude)
      }
      let isKept = watches && !isFixed && isShown(k, next, movement)
      let kept = isKept ? sample(k, next, movement) : nil
      // What was looked at when the caller asked to stop may lack something.
      if isWatched || isKept, cancellation.isRequested { return interrupt(&progress) }
      if isWatched { note(tied, at: k, visiting: rows.count, &progress) }
      if isFixed {
        progress.recent = [x]
        return end(&progress, .fixed)
      }
      x = next
      take(x, movement, isStill: isStill, &progress)
      if leavesBox(x) { return end(&progress, .leftBox) }
      if settles(movement) { return end(&progress, .settled) }
      if let kept { progress.run.samples.append(kept) }
    }
    progress.hasEnded = last == options.steps
  }

  /// `true` iff the iterate that step `k` leads to is kept, the run going on.
  private func isShown(_ k: Int, _ x: [Double], _ movement: Double) -> Bool {
    (isRegular(k) || k == options.steps) && !leavesBox(x) && !settles(movement)
  }

  /// `true` iff the iterate that step `k` leads to is kept whatever comes after it: of a run with
  /// more steps some of those that are kept of one with fewer.
  private func isRegular(_ k: Int) -> Bool {
    var stride = 1
    while stride < options.steps / Self.sampleLimit { stride *= 2 }
    return k <= 8 || k % stride == 0
  }

  private func settles(_ movement: Double) -> Bool {
    options.until.map { movement <= $0 } ?? false
  }

  private func interrupt(_ progress: inout DescentProgress) { progress.run.end = .interrupted }

  /// Records a step that led to `x`.
  private func take(
    _ x: [Double], _ movement: Double, isStill: Bool, _ progress: inout DescentProgress
  ) {
    progress.run.stepCount += 1
    progress.run.point = x
    progress.run.largest = max(progress.run.largest, x.map(\.magnitude).max() ?? 0)
    if movement != 0 {
      progress.run.stillSteps = 0
    } else if !isStill {
      progress.run.stillSteps += 1
    }
    progress.recent.append(x)
    if progress.recent.count >= 2 * options.window {
      progress.recent.removeFirst(progress.recent.count - options.window)
    }
  }

  private func end(_ progress: inout DescentProgress, _ end: DescentRun.End) {
    progress.run.end = end
    progress.hasEnded = true
  }

  /// Returns the run, with what is said of its last iterates.
  public func conclude(_ progress: DescentProgress, watches: Bool = true) -> DescentRun {
    var run = progress.run
    if watches, run.samples.last?.step != run.stepCount {
      run.samples.append(sample(run.stepCount, run.point, nil))
    }
    run.window = window(Array(progress.recent.suffix(options.window)))
    run.derivative = derivative(at: run.point)
    run.ties = progress.ties.values.sorted { $0.node < $1.node }
    return run
  }

  private func window(_ points: [[Double]]) -> DescentWindow {
    DescentWindow(points, in: options.format)
  }

  @inline(__always)
  func round(_ x: Double) -> Double { options.format.rounded(x) }

  /// `true` iff every step takes all rows.
  private var takesAll: Bool {
    switch options.minibatch {
    case .full: true
    case .size(let size): size >= problem.rowCount
    case .subset: problem.rowCount <= 1
    }
  }

  private func leavesBox(_ x: [Double]) -> Bool {
    if let box = options.box, zip(x, box).contains(where: { !$1.contains($0) }) { return true }
    return x.contains { !($0.magnitude <= Self.bound) }
  }

  /// Returns γ_k for the constant `c`: a positive number.
  public func rate(_ k: Int, _ c: Double) throws(DescentFailure) -> Double {
    let value: Double
    do {
      let shared = try sharedRate.evaluate(at: [Double(k)])
      value = try ownRate.evaluate(at: [c] + shared)[0]
    } catch {
      throw .noRate(step: k, error)
    }
    guard value >= 0, value.isFinite else { throw .rate(step: k, value: value) }
    return value
  }

  private func rows(_ run: Int, _ k: Int) -> [Int] {
    problem.hasData
      ? draws.rows(run: run, step: k, of: problem.rowCount, options.minibatch) : []
  }

  private func sample(_ step: Int, _ x: [Double], _ movement: Double?) -> DescentRun.Sample {
    DescentRun.Sample(step: step, point: x, value: value(at: x), movement: movement)
  }
}
