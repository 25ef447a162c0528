import ADLAnalysis
import ADLPrograms
import CWorkloads

/// What many descents of a function of two variables took, on one thread.
struct DescentMeasurement: Sendable {
  let runs: Int
  let steps: Int

  /// Nanoseconds of CPU time: of the runs, of counting their limits, and of the runs in C.
  let running: Double
  let counting: Double
  let inC: Double

  /// How many runs end elsewhere than in C, or in another box.
  let differing: Int

  /// All of it by the time that C takes for the runs alone.
  var toC: Double { (running + counting) / inC }

  /// The measurement in JSON.
  struct Payload: Encodable {
    let workload: String
    let runs: Int
    let steps: Int
    let running: Double
    let counting: Double
    let inC: Double
    let differing: Int
  }

  var payload: Payload {
    Payload(
      workload: "tent", runs: runs, steps: steps, running: running, counting: counting, inC: inC,
      differing: differing)
  }

  /// Runs max(x, y)^2 / 2 + |x - 1/3| from starts in [-2, 2]^2 with steps c / k^(3/5).
  static func measure(
    runs: Int, steps: Int = 100, rounds: Int
  ) throws(WorkloadFailure) -> DescentMeasurement {
    var options = DescentOptions()
    options.steps = steps
    let batch: DescentBatch
    let judge: DescentJudge
    let rates: [Double]
    do {
      let (problem, rate) = try tent()
      let runner = try DescentRunner(problem, rate: rate, options: options)
      batch = try DescentBatch(
        runner, DescentBatch.SharedRates(runner), lower: [-2, -2], upper: [2, 2])
      judge = DescentJudge(problem, rate, Work(Budget(steps: .max)))
      // 1 / γ_k would be rounded once more: C has the powers themselves.
      let powers = Execution(try ExecutionPlan(compiling: power(), convention: .paper))
      var found: [Double] = []
      for k in 1...steps { found += try powers.evaluate(at: [Double(k)]) }
      rates = found
    } catch {
      throw WorkloadFailure("\(error)")
    }
    var points = [Double](repeating: 0, count: 8 * runs)
    var (running, counting, inC): ([Double], [Double], [Double]) = ([], [], [])
    var differing = 0
    for round in 0..<rounds {
      var (run, count) = (0.0, 0.0)
      var census = DescentCensus()
      let start = Clock.thread.now
      cTentDescents(options.seed, runs, rates, steps, options.window, &points)
      inC.append(Clock.thread.now - start)
      for first in stride(from: 0, to: runs, by: batch.blockLength) {
        let begin = Clock.thread.now
        let ends = (try? batch.run(first..<min(first + batch.blockLength, runs))) ?? []
        let middle = Clock.thread.now
        census.count(ends, by: judge)
        run += middle - begin
        count += Clock.thread.now - middle
        if round == 0 { differing += ends.count { $0.differs(from: points) } }
      }
      running.append(run)
      counting.append(count)
    }
    func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }
    return DescentMeasurement(
      runs: runs, steps: steps, running: median(running), counting: median(counting),
      inC: median(inC), differing: differing)
  }

  private static func tent() throws -> (DescentProblem, StepRate) {
    let builder = ProgramBuilder(inputs: 2)
    let larger = builder.apply(.maximum, builder.input(0), builder.input(1))
    let square = builder.apply(.multiplication, larger, larger)
    let third = builder.literal(Literal(double: 1.0 / 3, exact: Rational(1, 3)))
    let bend = builder.apply(.abs, builder.apply(.subtraction, builder.input(0), third))
    let half = builder.apply(.multiplication, builder.literal(Literal(0.5)), square)
    let program = try builder.seal(outputs: [builder.apply(.addition, half, bend)])
    let rate = ProgramBuilder(inputs: 2)
    let step = rate.apply(
      .division, rate.input(1), rate.inline(try power(), arguments: [rate.input(0)])[0])
    return (DescentProblem(program, under: .paper), try StepRate(rate.seal(outputs: [step])))
  }

  /// k^(3/5).
  private static func power() throws -> Program {
    let builder = ProgramBuilder(inputs: 1)
    let exponent = builder.literal(Literal(double: 0.6, exact: Rational(3, 5)))
    return try builder.seal(outputs: [builder.apply(.power, builder.input(0), exponent)])
  }
}

extension DescentEnd {
  /// `true` iff the run ended elsewhere than C has it, or in another box: eight numbers a run.
  fileprivate func differs(from points: [Double]) -> Bool {
    let own = points[8 * number..<8 * number + 8]
    if point != Array(own.prefix(2)) { return true }
    // A run that came to rest is boxed by one point.
    if case .fixed = end { return false }
    return window.lower + window.upper != Array(own.dropFirst(2).prefix(4))
  }
}
