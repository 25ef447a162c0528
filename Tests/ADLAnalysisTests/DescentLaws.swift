import ADLPrograms
import ADLTestSupport
import Testing

@testable import ADLAnalysis

/// What holds of descents whatever is descended.
struct DescentLaws {
  /// max(x, y)^2 / 2 + |x - 1/3| of two variables, with steps c / k^(3/5).
  private static func problem() throws -> (DescentProblem, StepRate) {
    let builder = ProgramBuilder(inputs: 2)
    let larger = builder.apply(.maximum, builder.input(0), builder.input(1))
    let square = builder.apply(.multiplication, larger, larger)
    let third = builder.literal(Literal(double: 1.0 / 3, exact: Rational(1, 3)))
    let bend = builder.apply(.abs, builder.apply(.subtraction, builder.input(0), third))
    let half = builder.literal(Literal(0.5))
    let program = try builder.seal(
      outputs: [builder.apply(.addition, builder.apply(.multiplication, half, square), bend)])
    let rate = ProgramBuilder(inputs: 2)
    let power = rate.apply(
      .power, rate.input(0), rate.literal(Literal(double: 0.6, exact: Rational(3, 5))))
    return (
      DescentProblem(program, under: .paper),
      try StepRate(rate.seal(outputs: [rate.apply(.division, rate.input(1), power)]))
    )
  }

  private static func ends(_ numbers: Range<Int>, by length: Int) throws -> [DescentEnd] {
    let (problem, rate) = try problem()
    var options = DescentOptions()
    options.steps = 60
    options.seed = 11
    let runner = try DescentRunner(problem, rate: rate, options: options)
    let batch = try DescentBatch(
      runner, DescentBatch.SharedRates(runner), lower: [-2, -1], upper: [2, 3])
    var ends: [DescentEnd] = []
    for first in stride(from: numbers.lowerBound, to: numbers.upperBound, by: length) {
      ends += try batch.run(first..<min(first + length, numbers.upperBound))
    }
    return ends
  }

  @Test func `limits that are counted as one have the verdicts that they have one by one`() throws {
    let (problem, rate) = try Self.problem()
    let judge = DescentJudge(problem, rate, Work(Budget(steps: .max)))
    let ends = try Self.ends(0..<400, by: 100)
    var census = DescentCensus()
    census.count(ends, by: judge)
    var counts: [DescentLimit.Verdict: Int] = [:]
    for end in ends {
      let limit = judge.limit(end.end, at: end.point, end.window, derivative: end.derivative)
      counts[limit.verdict, default: 0] += 1
    }
    #expect(census.counts == counts)
    // J does not depend on y where it is less than x: these are one limit.
    let faces = census.groups.filter { $0.limit.face != nil }
    #expect(faces.count == 1 && faces[0].count > 40)
    let face = try #require(faces[0].limit.face)
    #expect(face.ranges[0] == nil)
    let range = try #require(face.ranges[1])
    #expect(range.upperBound < 1.0 / 3 && range.upperBound > 0.333 && range.lowerBound < -1e9)
    #expect(faces[0].limit.exact?[0] == Rational(1, 3))
  }

  @Test func `in blocks of any length runs have the bits that they have alone`() throws {
    let (problem, rate) = try Self.problem()
    var options = DescentOptions()
    options.steps = 60
    options.seed = 11
    let runner = try DescentRunner(problem, rate: rate, options: options)
    let together = try Self.ends(0..<300, by: 300)
    let apart = try Self.ends(0..<300, by: 7)
    #expect(together.count == 300 && apart.count == 300)
    for (a, b) in zip(together, apart) {
      let alone = try runner.run(
        from: a.start, constant: a.constant, run: a.number, watches: false)
      for end in [a.point, b.point] {
        #expect(end.map(\.bitPattern) == alone.point.map(\.bitPattern))
      }
      #expect(a.window.lower == alone.window.lower && a.window.upper == alone.window.upper)
      #expect(a.window.travelled == alone.window.travelled)
      #expect(a.derivative == alone.derivative)
    }
  }

  @Test func `the counts of all shards add up to those of the whole`() throws {
    let (problem, rate) = try Self.problem()
    func counts(_ ends: [DescentEnd]) -> [DescentLimit.Verdict: Int] {
      var census = DescentCensus()
      census.count(ends, by: DescentJudge(problem, rate, Work()))
      return census.counts
    }
    let whole = counts(try Self.ends(0..<400, by: 128))
    let shards = [0..<130, 130..<131, 131..<400].map { range in
      counts((try? Self.ends(range, by: 64)) ?? [])
    }
    #expect(whole.values.reduce(0, +) == 400)
    for verdict in DescentLimit.Verdict.allCases {
      let sum = shards.reduce(0) { $0 + ($1[verdict] ?? 0) }
      #expect(sum == whole[verdict] ?? 0, "\(verdict)")
    }
  }

  @Test(arguments: [DescentOptions().minibatch, .size(2), .full])
  func `a run that is resumed is the run`(minibatch: Minibatch) throws {
    let builder = ProgramBuilder(inputs: 3)
    let product = builder.apply(.multiplication, builder.input(0), builder.input(1))
    let error = builder.apply(.subtraction, product, builder.input(2))
    let program = try builder.seal(outputs: [builder.apply(.abs, error)])
    let problem = DescentProblem(
      program, columns: [1, 2], rows: [1, 2, 2, 4, 3, 7, -1, 0.5, 2, 3], under: .paper)
    let (_, rate) = try Self.problem()
    var options = DescentOptions()
    options.minibatch = minibatch
    options.steps = 200
    let whole = try DescentRunner(problem, rate: rate, options: options)
      .run(from: [0.1], constant: 1)
    for count in [1, 7, 77, 200] {
      let runner = try DescentRunner(problem, rate: rate, options: options)
      var progress = runner.begin(from: [0.1], constant: 1)
      while !progress.hasEnded {
        try runner.advance(&progress, by: count)
        progress = DescentProgress(progress.record(window: options.window))
      }
      let rest = runner.conclude(progress)
      #expect(rest.point.map(\.bitPattern) == whole.point.map(\.bitPattern))
      #expect(rest.stepCount == whole.stepCount && rest.tiedSteps == whole.tiedSteps)
      #expect(rest.samples.map(\.step) == whole.samples.map(\.step))
      #expect(rest.samples.map(\.value) == whole.samples.map(\.value))
      #expect(rest.window.lower == whole.window.lower && rest.window.upper == whole.window.upper)
      #expect(rest.window.travelled == whole.window.travelled)
    }
  }

  /// (x + 1)^2 / 2 + |x - 1/3|, by Swift's own arithmetic of the format.
  private static func plainRun<Number: BinaryFloatingPoint>(
    in numbers: Number.Type, from start: Double, steps: Int, rate: DescentRunner
  ) throws -> [Double] {
    var x = Number(start)
    var iterates: [Double] = []
    for k in 1...steps {
      let u = x + 1
      let bend = x - Number(1.0) / 3
      // Half of u twice, as the square is a product.
      let gradient = (bend > 0 ? 1 : bend < 0 ? -1 : 0) + (u / 2 + u / 2)
      if gradient == 0 { break }
      x = x - Number(try rate.rate(k, 1)) * gradient
      iterates.append(Double(x))
    }
    return iterates
  }

  @Test(arguments: [2, -3, 0.3333, 17.25]) func `a run in f32 and f16 has the format's own bits`(
    start: Double
  ) throws {
    let builder = ProgramBuilder(inputs: 1)
    let u = builder.apply(.addition, builder.input(0), builder.literal(Literal(1)))
    let square = builder.apply(
      .multiplication, builder.literal(Literal(0.5)), builder.apply(.multiplication, u, u))
    let third = builder.literal(Literal(double: 1.0 / 3, exact: Rational(1, 3)))
    let bend = builder.apply(.abs, builder.apply(.subtraction, builder.input(0), third))
    let problem = DescentProblem(
      try builder.seal(outputs: [builder.apply(.addition, square, bend)]), under: .paper)
    let (_, rate) = try Self.problem()
    var options = DescentOptions()
    options.steps = 300
    for format in [FloatingFormat.f32, .f16] {
      options.format = format
      let runner = try DescentRunner(problem, rate: rate, options: options)
      let run = try runner.run(from: [start], constant: 1)
      let plain =
        format == .f32
        ? try Self.plainRun(in: Float.self, from: start, steps: 300, rate: runner)
        : try Self.plainRun(in: Float16.self, from: start, steps: 300, rate: runner)
      #expect(run.point[0] == plain.last)
      for sample in run.samples where sample.step > 0 {
        #expect(sample.point[0] == plain[sample.step - 1], "\(format), step \(sample.step)")
      }
    }
  }

  @Test func `subsets are nonempty, and each row is in about half of them`() {
    let draws = DescentDraws(seed: 5)
    for count in [1, 3, 64, 65] {
      var hits = [Int](repeating: 0, count: count)
      for k in 1...2_000 {
        let rows = draws.rows(run: 0, step: k, of: count, .subset)
        #expect(!rows.isEmpty && rows == rows.sorted() && rows.allSatisfy { $0 < count })
        for row in rows { hits[row] += 1 }
      }
      // Uniform over nonempty subsets: 2^(n-1) of 2^n - 1 have the row.
      let share =
        count == 1 ? 1 : Double(1 << min(count - 1, 60)) / Double((1 << min(count, 61)) - 1)
      for hit in hits { #expect((Double(hit) / 2_000 - share).magnitude < 0.06) }
    }
  }

  @Test func `batches have their size, and every row its turn`() {
    let draws = DescentDraws(seed: 6)
    var hits = [Int](repeating: 0, count: 10)
    for k in 1...2_000 {
      let rows = draws.rows(run: 3, step: k, of: 10, .size(3))
      #expect(Set(rows).count == 3 && rows == rows.sorted())
      for row in rows { hits[row] += 1 }
    }
    for hit in hits { #expect((Double(hit) / 2_000 - 0.3).magnitude < 0.05) }
  }

  /// Quantiles of beta distributions, from scipy.stats.beta.ppf.
  @Test(arguments: [
    (0, 1_000_000, 0, 3.688872650206488e-06), (6, 2000, 0.0011017182250253471, 0.00651821860997453),
    (5, 10, 0.18708602844739855, 0.8129139715526015), (10, 10, 0.6915028921812392, 1),
  ])
  func `the interval of Clopper and Pearson`(count: Int, total: Int, lower: Double, upper: Double) {
    let interval = ClopperPearson(count, of: total)
    #expect((interval.lower - lower).magnitude <= 1e-6 * max(lower, 1e-6))
    #expect((interval.upper - upper).magnitude <= 1e-6 * upper)
  }
}
