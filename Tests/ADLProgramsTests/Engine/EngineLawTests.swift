import ADLTestSupport
import Testing

@testable import ADLPrograms

/// The law of the engine: what a plan computes is what the reference computes, to the bit.
@Suite struct EngineLawTests {
  static let conventions =
    Profile.allCases.map { Convention($0) } + [
      Convention(.paper).overriding(Primitive(named: "relu")!, with: .slope(0.5))
        .overriding(Primitive(named: "max")!, with: .weights([0.25, 0.75]))
        .overriding(Primitive(named: "sqrt")!, with: .slope(3))
    ]

  @Test func `the reference is asked in exceptional cases only`() {
    var exceptions = 0
    var undefined = 0
    for seed in 0..<100 {
      let program = EngineSample.program(seed: UInt64(seed))
      let execution = Execution(ExecutionPlan(program))
      var random = SplitMix64(seed: UInt64(seed))
      let x = (0..<program.p).map { _ in Double.random(in: 0.5...2, using: &random) }
      let gradient = try? execution.gradient(at: x)
      if gradient.map({ $0.value.isFinite && $0.gradient.allSatisfy(\.isFinite) }) != true {
        undefined += 1
      } else {
        exceptions += execution.referenceCount
      }
    }
    #expect(undefined < 50 && exceptions < 5, "\(undefined) undefined, \(exceptions) exceptions")
  }

  @Test(arguments: 0..<100)
  func `plans of random programs agree with the reference`(seed: Int) {
    let program = EngineSample.program(seed: UInt64(seed))
    let convention = Self.conventions[seed % Self.conventions.count]
    let execution = Execution(ExecutionPlan(program, convention: convention))
    let order = SweepOrder(program, convention)
    for point in 0..<4 {
      let x = EngineSample.point(program.p, seed: UInt64(seed * 4 + point))
      expectAgreement(program, execution, order, at: x, "seed \(seed), point \(point)")
    }
  }

  @Test(arguments: 0..<60)
  func `the forward mode agrees with the reference`(seed: Int) throws {
    let convention = Self.conventions[seed % Self.conventions.count]
    let program = EngineSample.program(seed: UInt64(seed))
    let forward = try ForwardExecution(program, convention: convention)
    for point in 0..<4 {
      let x = EngineSample.point(program.p, seed: UInt64(seed * 4 + point))
      let direction = EngineSample.point(program.p, seed: UInt64(seed * 4 + point + 1)).enumerated()
        .map { $0 % 3 == 0 || !$1.isFinite ? nil : $1 }
      let reference: [Double]?
      if let evaluation = try? program.evaluate(at: x) {
        let tangents = evaluation.tangents(along: direction, under: convention)
        reference = program.outputs.map { tangents[$0] ?? 0 }
      } else {
        reference = nil
      }
      let tangents = try? forward.tangents(at: x, along: direction)
      let block = try? forward.tangents(at: x, along: [direction, x.map { $0 }, direction])
      #expect(
        block.map { [$0[0], $0[2]].map(Self.bits) } == tangents.map { [$0, $0].map(Self.bits) },
        "a block, seed \(seed), point \(point)")
      #expect((tangents == nil) == (reference == nil), "seed \(seed), point \(point)")
      for (a, b) in zip(tangents ?? [], reference ?? []) {
        #expect(a == b || a.isNaN && b.isNaN, "seed \(seed), point \(point): \(a), \(b)")
      }
    }
  }

  @Test(arguments: 0..<60)
  func `plans of derivative programs agree with the reference`(seed: Int) throws {
    let convention = Self.conventions[seed % Self.conventions.count]
    let program = try EngineSample.program(seed: UInt64(seed)).derivative(under: convention)
    let execution = Execution(ExecutionPlan(program, convention: convention))
    for point in 0..<4 {
      let x = EngineSample.point(program.p, seed: UInt64(seed * 4 + point))
      expectValues(program, execution, at: x, "seed \(seed), point \(point)")
    }
  }

  @Test(.slow, arguments: Primitive.all.filter { $0.parameterSample != nil && $0.selection != nil })
  func `derivatives of every selection agree with the reference, in strips and in rows`(
    primitive: Primitive
  ) throws {
    let (parameter, count) = primitive.parameterSample!
    for width in primitive.rule.arity.accepts(20) ? [count, 20] : [count] {
      for copies in [1, 40] {
        let builder = ProgramBuilder(inputs: copies + width)
        let results = (0..<copies).map { i in
          builder.apply(
            primitive, (0..<width).map { .node(i + $0) }, parameter: parameter, anchor: .none)
        }
        let total = builder.apply(.sum, results, anchor: .none)
        for convention in Self.conventions {
          let program = try builder.seal(outputs: [total]).derivative(under: convention)
          let execution = Execution(ExecutionPlan(program, convention: convention))
          for seed in 0..<3 {
            let x = EngineSample.point(program.p, seed: UInt64(seed))
            expectValues(program, execution, at: x, "\(primitive.name) \(width) × \(copies)")
          }
        }
      }
    }
  }

  /// The numbers as bits, signed zeros as one and all that are none as another.
  private static func bits(_ numbers: [Double]) -> [UInt64] {
    numbers.map { $0.isNaN ? 1 : ($0 + 0).bitPattern }
  }

  func expectValues(
    _ program: Program, _ execution: Execution, at x: [Double], _ comment: Comment
  ) {
    let reference = try? program.evaluate(at: x).outputs
    let outputs = try? execution.evaluate(at: x)
    #expect((reference == nil) == (outputs == nil), comment)
    for (a, b) in zip(reference ?? [], outputs ?? []) {
      #expect(a == b || a.isNaN && b.isNaN, "\(comment): \(a), \(b)")
    }
  }

  @Test(.slow, arguments: Primitive.all.filter { $0.parameterSample != nil })
  func `every primitive agrees with the reference, in strips, in rows and alone`(
    primitive: Primitive
  ) throws {
    let (parameter, count) = primitive.parameterSample!
    for width in primitive.rule.arity.accepts(20) ? [count, 20] : [count] {
      for copies in [1, 40] {
        let builder = ProgramBuilder(inputs: copies + width)
        let results = (0..<copies).map { i in
          builder.apply(
            primitive, (0..<width).map { .node(i + $0) }, parameter: parameter, anchor: .none)
        }
        let squares = results.map {
          builder.apply(.multiplication, [$0, $0], anchor: .none)
        }
        let total = builder.apply(.sum, squares, anchor: .none)
        let program = try builder.seal(outputs: [total])
        for convention in Self.conventions {
          let execution = Execution(ExecutionPlan(program, convention: convention))
          let order = SweepOrder(program, convention)
          for seed in 0..<3 {
            let x = EngineSample.point(program.p, seed: UInt64(seed))
            expectAgreement(
              program, execution, order, at: x, "\(primitive.name) \(width) × \(copies)")
          }
        }
      }
    }
  }

  func expectAgreement(
    _ program: Program, _ execution: Execution, _ order: SweepOrder, at x: [Double],
    _ comment: Comment
  ) {
    let convention = execution.plan.convention
    do {
      let expected = try program.evaluate(at: x)
      let outputs = try execution.evaluate(at: x)
      #expect(agree(outputs, expected.outputs), comment)
      for i in 0..<program.q {
        let (value, gradient) = try execution.gradient(at: x, output: i)
        #expect(agree([value], [expected.outputs[i]]), comment)
        let reference = expected.differentiateBackward(output: i, under: convention, in: order)
        #expect(agree(gradient, reference), comment)
      }
      let jacobian = try execution.jacobianBackward(at: x)
      #expect(
        agree(
          jacobian.entries,
          (0..<program.q).flatMap {
            expected.differentiateBackward(output: $0, under: convention, in: order)
          }), comment)
    } catch let violation as DomainViolation {
      #expect(self.violation { _ = try execution.evaluate(at: x) } == violation.node, comment)
      #expect(self.violation { _ = try execution.gradient(at: x) } == violation.node, comment)
    } catch {
      Issue.record("the engine failed where the reference did not: \(error)")
    }
  }

  /// Returns the node at which `body` reports that a domain was left.
  func violation(_ body: () throws -> Void) -> Int? {
    do {
      try body()
    } catch EvaluationFailure.domain(let violation) {
      return violation.node
    } catch {}
    return nil
  }
}

extension Primitive {
  /// A parameter and a number of operands that the primitive accepts; `nil` for those that programs
  /// build in ways of their own.
  var parameterSample: (Parameter, Int)? {
    switch name {
    case "if":
      return (.condition(.and([.comparison(0, .less), .comparison(1, .atMost)])), 6)
    case "selection", "derivative", "constant": return nil
    case "ipow": return (.integer(3), 1)
    case "rpow": return (.integer(-2), 1)
    case "sort", "largest": return (.integer(2), 4)
    case "dot": return (.none, 6)
    default:
      switch rule.arity {
      case .exactly(let n): return (.none, n)
      case .atLeast(let n): return (.none, max(n, 3))
      }
    }
  }
}
