import ADLPrograms
import ADLTestSupport
import Testing

/// Laws over random programs: Lemma 1, A(P), and validation.
@Suite struct ProgramLaws {
  @Test(arguments: 0..<300)
  func `both modes agree`(seed: Int) throws {
    let program = RandomPrograms.program(seed, outputs: 2, smoothExtras: seed % 2 == 0)
    let x = RandomPrograms.tiedPoint(seed, program.p)
    for profile in Profile.allCases {
      let convention = Convention(profile)
      let backward = try program.differentiateBackward(at: x, under: convention)
      let forward = try program.differentiateForward(at: x, under: convention)
      for (b, f) in zip(backward.entries, forward.entries) {
        #expect(abs(b - f) <= 1e-12 * max(1, abs(b)), "\(program) at \(x) under \(profile)")
      }
    }
  }

  @Test(arguments: 0..<300)
  func `the derivative program has the derivative as its value`(seed: Int) throws {
    let program = RandomPrograms.program(
      seed, outputs: 1 + seed % 4, smoothExtras: seed % 2 == 0)
    let x = RandomPrograms.tiedPoint(seed, program.p)
    for profile in Profile.allCases {
      let convention = Convention(profile)
      let derivative = try program.derivative(under: convention)
      try derivative.validate()
      let values = try derivative.evaluate(at: x).outputs
      let expected = try program.differentiateBackward(at: x, under: convention)
      for (value, entry) in zip(values, expected.entries) {
        #expect(abs(value - entry) <= 1e-12 * max(1, abs(entry)), "under \(profile) at \(x)")
      }
    }
  }

  @Test(arguments: 0..<60)
  func `second derivatives agree with differences of first ones where smooth`(seed: Int) throws {
    let program = RandomPrograms.program(seed, size: 8, smoothExtras: true)
    var random = SplitMix64(seed: UInt64(seed))
    let x = (0..<program.p).map { _ in Double.random(in: -1...1, using: &random) }
    let h = 1e-5
    let derivative = try program.derivative()
    let second = try derivative.differentiateBackward(at: x)
    for j in 0..<program.p {
      var right = x
      var left = x
      right[j] += h
      left[j] -= h
      // A kink between the two points would make the difference meaningless.
      let pieces = try program.evaluate(at: left).active
      guard try program.evaluate(at: right).active == pieces else { continue }
      let a = try derivative.evaluate(at: right).outputs
      let b = try derivative.evaluate(at: left).outputs
      for i in 0..<program.p {
        let slope = (a[i] - b[i]) / (2 * h)
        #expect(abs(second[i, j] - slope) <= 1e-4 * max(1, abs(slope)))
      }
    }
  }

  @Test func `a program that is none says which node`() {
    let literal = [Literal(1)]
    func fails(_ applications: [(Primitive, [Operand], Parameter, Anchor)]) -> ProgramViolation? {
      do {
        _ = try Program(p: 1, q: 1, applications: applications, literals: literal)
        return nil
      } catch { return error }
    }
    #expect(fails([]) == .tooFewNodes(p: 1, q: 1, m: 1))
    #expect(
      fails([(.addition, [.node(0), .node(1)], .none, .none)]) == .notBefore(node: 1, operand: 1))
    #expect(
      fails([(.addition, [.node(0)], .none, .none)])
        == .arity(node: 1, primitive: "add", count: 1))
    #expect(
      fails([(.sortedEntry, [.node(0)], .integer(2), .none)])
        == .parameter(node: 1, primitive: "sort"))
  }

  @Test func `nothing of an untaken branch is computed or reaches a derivative`() throws {
    // if x > 0 then log(x) else 2 x, and its derivative program, at 0 and below.
    let builder = ProgramBuilder(inputs: 1)
    let x = builder.input(0)
    let zero = builder.literal(Literal(0))
    let log = builder.apply(Primitive(named: "log")!, [x], anchor: .none)
    let twice = builder.apply(
      .multiplication, [builder.literal(Literal(2)), x], anchor: .none)
    let branch = builder.apply(
      .branch, [x, zero, log, twice], parameter: .condition(.comparison(0, .greater)),
      anchor: .none)
    let program = try builder.seal(outputs: [branch])
    for t in [0.0, -1.0] {
      #expect(try program.evaluate(at: [t]).outputs == [2 * t])
      #expect(try program.differentiateBackward(at: [t]).entries == [2])
      #expect(try program.differentiateForward(at: [t]).entries == [2])
      let derivative = try program.derivative()
      #expect(try derivative.evaluate(at: [t]).outputs == [2])
      #expect(try derivative.derivative().evaluate(at: [t]).outputs == [0])
    }
    #expect(try program.derivative().evaluate(at: [4.0]).outputs == [0.25])
    #expect(try program.derivative().derivative().evaluate(at: [4.0]).outputs == [-0.0625])
  }

  @Test(arguments: [
    ("sqrt", 0.0, Double.infinity), ("asin", 1, .infinity), ("acos", 1, -.infinity),
  ])
  func `on a domain edge A(P) has the infinity of AD`(name: String, x: Double, slope: Double) throws
  {
    let builder = ProgramBuilder(inputs: 1)
    let node = builder.apply(Primitive(named: name)!, [builder.input(0)], anchor: .none)
    let program = try builder.seal(outputs: [node])
    #expect(try program.differentiateBackward(at: [x]).entries == [slope])
    #expect(try program.derivative().evaluate(at: [x]).outputs == [slope])
    // Outside, the user's own node still says so.
    #expect(throws: DomainViolation.self) { try program.derivative().evaluate(at: [-2.0]) }
  }
}
