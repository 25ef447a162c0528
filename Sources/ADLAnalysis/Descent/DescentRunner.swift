import ADLPrograms

/// Runs the recursion (8) of the paper, x_{k+1} = x_k - γ_k (1/|I|) Σ_{i in I} AD f_i(x_k), in
/// doubles, one run at a time.
///
/// Contributions of rows are added in the order of the rows, and the sum is divided by |I|.
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
    }
  }

  private let draws: DescentDraws
  private let execution: Execution
  private let batch: Batch
  private let values: Batch
  private let sharedRate: Execution
  private let ownRate: Execution

  // The points of a step with data, and what comes of them.
  private var points: [Double] = []
  private var outputs: [Double] = []
  private var gradients: [Double] = []

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
  /// - Parameter first: how many steps were taken before, by a run that is resumed.
  /// - Parameter run: the number of the run, which its draws depend on.
  /// - Parameter watches: whether iterates are kept and ties looked for.
  public func run(
    from start: [Double], constant c: Double, after first: Int = 0, run number: Int = 0,
    watches: Bool = true
  ) throws(DescentFailure) -> DescentRun {
    var x = start
    var recent = [x]
    var run = DescentRun(
      stepCount: first, constant: c, point: x, window: DescentWindow(recent))
    run.largest = x.map(\.magnitude).max() ?? 0
    var ties: [Int: DescentRun.Ties] = [:]
    var visits = 0
    let stride = max((options.steps - first) / Self.sampleLimit, 1)
    var gradient = [Double](repeating: 0, count: x.count)
    if watches { run.samples.append(sample(first, x, nil)) }
    loop: for k in Swift.stride(from: first + 1, through: options.steps, by: 1) {
      if cancellation.isRequested {
        run.end = .interrupted
        break
      }
      let step = try rate(k, c)
      let rows = rows(number, k)
      do throws(EvaluationFailure) {
        try differentiate(at: x, rows: rows, into: &gradient)
      } catch {
        if case .interrupted = error { run.end = .interrupted } else { run.end = .failed(error) }
        break
      }
      if watches, visits < Self.tieBudget {
        visits += problem.program.m * max(rows.count, 1)
        run.stepsWatched = k
        if note(&ties, k, x, rows) { run.tiedSteps += 1 }
      }
      if takesAll, gradient.allSatisfy({ $0 == 0 }) {
        run.end = .fixed
        recent = [x]
        break
      }
      var movement = 0.0
      for i in x.indices {
        let next = x[i] - step * gradient[i]
        movement = max(movement, (next - x[i]).magnitude)
        x[i] = next
      }
      run.stepCount = k
      run.largest = max(run.largest, x.map(\.magnitude).max() ?? 0)
      recent.append(x)
      if recent.count >= 2 * options.window { recent.removeFirst(recent.count - options.window) }
      if leavesBox(x) {
        run.end = .leftBox
        break
      }
      if let until = options.until, movement <= until {
        run.end = .settled
        break
      }
      let isEarly = k - first <= 8
      if watches, isEarly || (k - first) % stride == 0 || k == options.steps {
        run.samples.append(sample(k, x, movement))
      }
    }
    run.point = x
    if watches, run.samples.last?.step != run.stepCount {
      run.samples.append(sample(run.stepCount, x, nil))
    }
    run.window = DescentWindow(Array(recent.suffix(options.window)))
    run.derivative = derivative(at: x)
    run.ties = ties.values.sorted { $0.node < $1.node }
    return run
  }

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

  /// Returns AD of J at `x` in doubles; empty where it has no value.
  private func derivative(at x: [Double]) -> [Double] {
    var gradient = [Double](repeating: 0, count: x.count)
    do {
      try differentiate(at: x, rows: Array(0..<problem.rowCount), into: &gradient)
    } catch {
      return []
    }
    return gradient
  }

  private func rows(_ run: Int, _ k: Int) -> [Int] {
    problem.hasData
      ? draws.rows(run: run, step: k, of: problem.rowCount, options.minibatch) : []
  }

  /// Writes (1/|I|) Σ AD f_i at `x` over `rows`.
  private func differentiate(
    at x: [Double], rows: [Int], into gradient: inout [Double]
  ) throws(EvaluationFailure) {
    guard problem.hasData else {
      gradient = try execution.gradient(at: x).gradient
      return
    }
    let p = problem.program.p
    fill(at: x, rows: rows)
    gradients = [Double](repeating: 0, count: points.count)
    do throws(BatchFailure) {
      try points.withUnsafeBufferPointer { (points) throws(BatchFailure) in
        try outputs.withUnsafeMutableBufferPointer { (outputs) throws(BatchFailure) in
          try gradients.withUnsafeMutableBufferPointer { (gradients) throws(BatchFailure) in
            try batch.differentiate(points, values: outputs, gradients: gradients)
          }
        }
      }
    } catch {
      throw error.reason
    }
    for (i, input) in problem.parameters.enumerated() {
      var sum = 0.0
      for row in rows.indices { sum += gradients[row * p + input] }
      gradient[i] = sum / Double(rows.count)
    }
  }

  /// Puts the points of `rows` at the parameters `x` into `points`.
  private func fill(at x: [Double], rows: [Int]) {
    let (p, width) = (problem.program.p, problem.columns.count)
    points = [Double](repeating: 0, count: rows.count * p)
    outputs = [Double](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() {
      for (i, input) in problem.parameters.enumerated() { points[place * p + input] = x[i] }
      for (i, input) in problem.columns.enumerated() {
        points[place * p + input] = problem.rows[row * width + i]
      }
    }
  }

  /// Returns J at `x` in doubles; not a number where it has no value.
  public func value(at x: [Double]) -> Double {
    guard problem.hasData else { return (try? execution.evaluate(at: x)[0]) ?? .nan }
    fill(at: x, rows: Array(0..<problem.rowCount))
    let hasValues = points.withUnsafeBufferPointer { points in
      outputs.withUnsafeMutableBufferPointer { outputs in
        (try? values.evaluate(points, into: outputs)) != nil
      }
    }
    return hasValues ? outputs.reduce(0, +) / Double(outputs.count) : .nan
  }

  private func sample(_ step: Int, _ x: [Double], _ movement: Double?) -> DescentRun.Sample {
    DescentRun.Sample(step: step, point: x, value: value(at: x), movement: movement)
  }

  /// Records which nodes tie at `x`; returns whether any does.
  private func note(
    _ ties: inout [Int: DescentRun.Ties], _ k: Int, _ x: [Double], _ rows: [Int]
  ) -> Bool {
    var tied: Set<Int> = []
    if problem.hasData {
      let p = problem.program.p
      for place in rows.indices {
        tied.formUnion(tiedNodes(at: Array(points[place * p..<(place + 1) * p])))
      }
    } else {
      tied = Set(tiedNodes(at: x))
    }
    for node in tied {
      if var known = ties[node] {
        known.count += 1
        known.steps = known.steps.lowerBound...k
        ties[node] = known
      } else {
        ties[node] = DescentRun.Ties(node: node, count: 1, steps: k...k)
      }
    }
    return !tied.isEmpty
  }

  private func tiedNodes(at x: [Double]) -> [Int] {
    return (try? problem.program.evaluate(at: x, domain: .notANumber, frozen: [:]).tiedNodes) ?? []
  }
}
