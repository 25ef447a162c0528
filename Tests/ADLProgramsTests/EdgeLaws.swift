import ADLTestSupport
import Testing

@testable import ADLPrograms

/// One rule for 0 times infinity: programs with domain edges, on them, have one derivative by both
/// sweeps, by A(P), by plans and by batches.
struct EdgeLaws {
  /// A random program whose roots, norms and powers often stand on their edges: operands come from
  /// small integers, and pieces, branches and comparisons leave some of them out.
  private func program(_ seed: Int, outputs q: Int) -> Program {
    var random = SplitMix64(seed: UInt64(seed))
    let builder = ProgramBuilder(inputs: 2)
    var pool = (0..<2).map { builder.input($0) }
    func node() -> Operand { pool.suffix(6).randomElement(using: &random)! }
    func literal() -> Operand {
      builder.literal(Literal(Int.random(in: -1...2, using: &random)))
    }
    func operand() -> Operand { Int.random(in: 0..<4, using: &random) == 0 ? literal() : node() }
    func apply(_ primitive: Primitive, _ operands: [Operand], _ parameter: Parameter = .none)
      -> Operand
    {
      builder.apply(primitive, operands, parameter: parameter, anchor: .none)
    }
    for _ in 0..<9 {
      let next: Operand
      switch Int.random(in: 0..<17, using: &random) {
      case 0: next = apply(.addition, [operand(), node()])
      case 1: next = apply(.subtraction, [operand(), node()])
      case 2: next = apply(.multiplication, [operand(), node()])
      case 3: next = apply(.relu, [node()])
      case 4: next = apply(.abs, [node()])
      case 5: next = apply(.maximum, [operand(), node()])
      case 6: next = apply(.minimum, [node(), operand()])
      case 7: next = apply(.maximumOfMany, [node(), operand(), node()])
      case 8: next = apply(.clip, [node(), literal(), literal()])
      case 9: next = apply(.oneNorm, [node(), node()])
      case 10: next = apply(.euclideanNorm, [node(), node()])
      case 11, 12: next = apply(.sqrt, [apply(.abs, [node()])])
      case 13: next = apply(.sqrt, [apply(.relu, [node()])])
      case 14: next = apply(.leakyRelu, [node(), operand()])
      case 15: next = apply(.sortedEntry, [node(), operand(), node()], .integer(2))
      default:
        let relation = Condition.Relation.allCases.randomElement(using: &random)!
        next = apply(
          .branch, [node(), operand(), operand(), node()],
          .condition(.comparison(0, relation)))
      }
      pool.append(next)
    }
    return try! builder.seal(outputs: Array(pool.suffix(q)))
  }

  private func point(_ seed: Int) -> [Double] {
    var random = SplitMix64(seed: UInt64(seed &+ 99))
    return (0..<2).map { _ in Double(Int.random(in: -1...1, using: &random)) }
  }

  private func same(_ a: Double, _ b: Double) -> Bool {
    a == b || a.isNaN && b.isNaN || abs(a - b) <= 1e-12 * max(1, abs(a))
  }

  private func differentiate(
    _ batch: Batch, _ points: [Double], _ values: inout [Double], _ gradients: inout [Double]
  ) throws {
    try points.withUnsafeBufferPointer { points in
      try values.withUnsafeMutableBufferPointer { values in
        try gradients.withUnsafeMutableBufferPointer { gradients in
          try batch.differentiate(points, values: values, gradients: gradients)
        }
      }
    }
  }

  @Test(arguments: 0..<800)
  func `the derivative program, plans and batches have the sweeps' infinities`(seed: Int) throws {
    let q = 1 + seed % 3
    let program = program(seed, outputs: q)
    let x = point(seed)
    for profile in Profile.allCases {
      let convention = Convention(profile)
      let place: Comment = "seed \(seed) at \(x) under \(profile.rawValue)"
      let backward = try program.differentiateBackward(at: x, under: convention)
      let forward = try program.differentiateForward(at: x, under: convention)
      let derivative = try program.derivative(under: convention)
      try derivative.validate()
      let written = try derivative.evaluate(at: x).outputs
      let isForward = 2 < q || 2 == q && profile == .paper
      #expect(zip(written, isForward ? forward.entries : backward.entries).allSatisfy(same), place)
      let execution = Execution(try ExecutionPlan(compiling: program, convention: convention))
      #expect(
        zip(try execution.jacobianBackward(at: x).entries, backward.entries).allSatisfy(same), place
      )
      #expect(
        zip(
          try ForwardExecution(program, convention: convention).jacobian(at: x).entries,
          forward.entries
        ).allSatisfy(same), place)
      for inLanes in [false, true] {
        let plan = try ExecutionPlan(compiling: program, convention: convention)
        let batch = Batch(plan, output: 0, threadCount: 1, inLanes: inLanes)
        var values = [Double](repeating: 7, count: 3)
        var gradients = [Double](repeating: 7, count: 6)
        try differentiate(batch, x + [2, 3] + x, &values, &gradients)
        let row = backward.entries.prefix(2)
        #expect(zip(gradients.prefix(2), row).allSatisfy(same), place)
        #expect(zip(gradients.suffix(2), row).allSatisfy(same), place)
      }
      let ofDerivative = Execution(
        try ExecutionPlan(compiling: derivative, convention: convention))
      #expect(zip(try ofDerivative.evaluate(at: x), written).allSatisfy(same), place)
      guard profile == .paper else { continue }
      // Infinities of opposite signs may meet in one sweep where the other adds their factors
      // first.
      for (b, f) in zip(backward.entries, forward.entries) {
        #expect(b.isFinite ? same(b, f) : !f.isFinite, place)
      }
    }
  }
}
