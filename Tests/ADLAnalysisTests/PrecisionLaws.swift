import ADLPrograms
import ADLTestSupport
import Testing

@testable import ADLAnalysis

/// The counts of `precision`, and the sources of what is not finite, held to plain loops that share
/// nothing with them.
struct PrecisionLaws {
  /// relu(a t + b) - relu(c t + d) at a number of Swift's own f16: how AD comes out with 0 and with
  /// 1 at ties, whether something ties exactly, and AD with the pieces of exact numbers.
  private static func plain(
    _ t: Float16, _ numbers: [Rational]
  ) -> (first: Float16, second: Float16, exact: Float16, ties: Bool) {
    let own = numbers.map { Float16($0.double) }
    let sums = [own[0] * t + 0, own[2] * t + 0]
    let arguments = [sums[0] + own[1], sums[1] + own[3]]
    let exact = [0, 2].map { numbers[$0] * Rational(Double(t)) + numbers[$0 + 1] }
    func derivative(_ isOn: (Int) -> Bool) -> Float16 {
      (isOn(0) ? own[0] : 0) + (isOn(1) ? -own[2] : 0)
    }
    return (
      derivative { arguments[$0] > 0 }, derivative { arguments[$0] >= 0 },
      derivative { exact[$0] > .zero }, exact.contains { $0.isZero }
    )
  }

  @Test(arguments: 0..<12) func `zones of f16 are those of a plain count`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let numbers = (0..<4).map { i in
      i % 2 == 0
        ? Rational([1, 1, -1, 2][Int.random(in: 0..<4, using: &random)])
        : Rational(Int.random(in: -12...12, using: &random), 100)
    }
    let builder = ProgramBuilder(inputs: 1)
    func literal(_ x: Rational) -> Operand {
      builder.literal(Literal(double: x.double, exact: x))
    }
    let terms = [0, 2].map { i in
      builder.apply(
        Primitive(named: "relu")!,
        [
          builder.apply(
            .addition,
            builder.apply(.multiplication, literal(numbers[i]), builder.input(0)),
            literal(numbers[i + 1]))
        ])
    }
    let program = try builder.seal(
      outputs: [builder.apply(.subtraction, terms[0], terms[1])])
    let paper = Convention.paper
    let question = PrecisionQuestion(
      paper.takingEverywhere(.first, in: program), paper.takingEverywhere(.last, in: program),
      on: [Box.Side(Rational(-1, 8), Rational(1, 8))])
    let report = program.precision(question, in: .f16, Work(Budget(steps: .max)))
    var (points, bifurcations, compensations, ties) = (0, 0, 0, 0)
    var t = -Float16(0.125)
    while t <= 0.125 {
      let found = Self.plain(t, numbers)
      points += 1
      if found.ties { ties += 1 }
      if found.first != found.second { bifurcations += 1 }
      if !found.ties, found.first != found.exact || found.second != found.exact {
        compensations += 1
      }
      // 0 has one sign here.
      t = t == 0 ? .leastNonzeroMagnitude : t.nextUp
      if t == 0 { t = 0 }
    }
    #expect(report.points == points && report.total == points)
    #expect(report.exactTies == ties, "\(numbers)")
    #expect(report.bifurcations == bifurcations, "\(numbers)")
    #expect(report.compensations == compensations, "\(numbers)")
  }

  /// Programs with roots, powers, quotients and norms, which are not finite at 0.
  private static func program(_ seed: Int) throws -> Program {
    var random = SplitMix64(seed: UInt64(seed) &* 77)
    let builder = ProgramBuilder(inputs: 2)
    var pool = [builder.input(0), builder.input(1)]
    for _ in 0..<7 {
      let a = pool[Int.random(in: 0..<pool.count, using: &random)]
      let b = pool[Int.random(in: 0..<pool.count, using: &random)]
      switch Int.random(in: 0..<8, using: &random) {
      case 0: pool.append(builder.apply(.sqrt, builder.apply(.multiplication, a, a)))
      case 1: pool.append(builder.apply(.multiplication, a, b))
      case 2: pool.append(builder.apply(.division, a, b))
      case 3: pool.append(builder.apply(.addition, a, b))
      case 4: pool.append(builder.apply(.maximum, a, b))
      case 5: pool.append(builder.apply(.log, a))
      case 6: pool.append(builder.apply(.euclideanNorm, [a, b]))
      default: pool.append(builder.apply(.subtraction, a, b))
      }
    }
    return try builder.seal(outputs: [pool[pool.count - 1]])
  }

  @Test(arguments: 0..<400) func `the first node that is not finite is that of a plain pass`(
    seed: Int
  ) throws {
    let program = try Self.program(seed)
    let x = RandomPrograms.tiedPoint(seed, 2)
    for profile in [Profile.paper, .jax, .pytorch] {
      let convention = Convention(profile)
      let evaluation = try program.evaluate(at: x, domain: .notANumber)
      let sweep = evaluation.adjoints(output: 0, under: convention)
      let report = NonfiniteReport(
        evaluation, tangents: [], adjoints: [sweep], under: convention)
      let values = (0..<program.m).map { evaluation.values[$0] }
      // Values: the first NaN in program order whose operands hold none, or else the first
      // infinity.
      let source = report.sources.first { $0.pass == .evaluation }
      #expect(source?.node == Self.first(in: values, of: program), "\(seed)")
      // Adjoints: going back, the first node that hands on what it was not handed.
      let back = report.sources.first { $0.pass == .backward(output: 0) }
      #expect((back != nil) == sweep.contains { $0.map { !$0.isFinite } ?? false })
      guard let back else { continue }
      // Everything that was handed to it, and to all after it, is fine; something it hands on is
      // not.
      let isBad = { (x: Double?) in x.map { back.isNaN ? $0.isNaN : $0.isInfinite } ?? false }
      let later = (back.node + 1..<program.m).filter { isBad(sweep[$0]) }
      #expect(later.isEmpty, "\(seed), \(profile)")
      if case .sum = back.cause {
        #expect(isBad(sweep[back.node]))
      } else {
        #expect(!isBad(sweep[back.node]))
        let operands = program.application(back.node).operands.compactMap(\.node)
        #expect(operands.contains { isBad(sweep[$0]) }, "\(seed), \(profile)")
      }
      #expect(back.reached == (0..<program.p).filter { isBad(sweep[$0]) })
    }
  }

  /// The first node with a NaN and none among its operands; without NaN the same of infinities.
  private static func first(in values: [Double?], of program: Program) -> Int? {
    for isBad in [{ (x: Double) in x.isNaN }, { (x: Double) in x.isInfinite }] {
      guard values.contains(where: { $0.map(isBad) ?? false }) else { continue }
      for k in program.p..<program.m {
        guard let value = values[k], isBad(value) else { continue }
        let operands = program.application(k).operands.compactMap(\.node)
        if !operands.contains(where: { values[$0].map(isBad) ?? false }) { return k }
      }
    }
    return nil
  }
}
