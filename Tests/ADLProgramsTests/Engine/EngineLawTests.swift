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
    for width in primitive.rule.arity.accepts(20) ? [count, count % 2 + 20] : [count] {
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

  /// A product with a matrix that is written out, numbers of which occur again: its rows are
  /// tables, and the products one run.
  @Test func `rows of literals lie together`() throws {
    let (rows, columns) = (20, 12)
    let builder = ProgramBuilder(inputs: columns)
    let products = (0..<rows).map { i in
      let row = (0..<columns).map { j in
        let entry: Int = (i * 7 + j * 3) % 5 - 2
        return builder.literal(Literal(entry))
      }
      return builder.apply(.dot, row + (0..<columns).map { builder.input($0) })
    }
    let program = try builder.seal(outputs: [builder.apply(.logSumExp, products)])
    let plan = ExecutionPlan(program)
    #expect(plan.rows.count == 2 && plan.rows[0].count == rows && plan.rows[0].isDirect)
    #expect(plan.rows[0].isLiteralA && !plan.rows[0].isLiteralB)
    let order = SweepOrder(program, .paper)
    for seed in 0..<3 {
      let x = EngineSample.point(program.p, seed: UInt64(seed))
      expectAgreement(program, Execution(plan), order, at: x, "seed \(seed)")
    }
  }

  /// The entries of a sorted vector, all of them tied or none, share one order.
  @Test(arguments: ["sort", "largest"])
  func `order statistics of one vector agree with the reference`(name: String) throws {
    let n = 30
    let builder = ProgramBuilder(inputs: n)
    let primitive = Primitive(named: name)!
    let first = builder.apply(
      primitive, (0..<n).map { builder.input($0) }, parameter: .integer(1))
    let entries =
      [first]
      + (2...n).map { builder.apply(primitive, sharingOperandsOf: first, parameter: .integer($0)) }
    let weighted = entries.enumerated().map {
      builder.apply(.multiplication, builder.literal(Literal($0 + 1)), $1)
    }
    let program = try builder.seal(outputs: [builder.apply(.sum, weighted)])
    for rule in [TieRule.first, .last, .even] {
      let convention = Convention(.paper).overriding(primitive, with: rule)
      let execution = Execution(ExecutionPlan(program, convention: convention))
      let order = SweepOrder(program, convention)
      for levels in [30, 4, 1] {
        let x = (0..<n).map { i in Double(i * 7 % levels) }
        expectAgreement(program, execution, order, at: x, "\(rule)")
      }
      #expect(execution.referenceCount == 0)
    }
  }

  /// Many small choices, all of which every point makes.
  private static let selections: Program = {
    let builder = ProgramBuilder(inputs: 40)
    var sum = builder.input(0)
    for i in 0..<40 {
      let x = builder.input(i)
      let square = builder.apply(.multiplication, x, x)
      let choice = builder.apply(
        .branch, [x, builder.literal(Literal(0)), square, builder.apply(.negation, x)],
        parameter: .condition(.comparison(0, .greater)))
      sum = builder.apply(.addition, sum, choice)
    }
    return try! builder.seal(outputs: [sum])
  }()

  /// Decision trees: a point needs one path, and gets what the reference gets.
  @Test(arguments: 0..<12)
  func `programs on demand agree with the reference`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let p = 5
    let builder = ProgramBuilder(inputs: p)
    func input() -> Operand { builder.input(Int.random(in: 0..<p, using: &random)) }
    func number() -> Operand {
      builder.literal(Literal(Double(Int.random(in: -2...2, using: &random))))
    }
    func tree(_ depth: Int) -> Operand {
      if depth == 0 {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: return number()
        case 1: return input()
        case 2: return builder.apply(.multiplication, input(), input())
        default: return builder.apply(.log, builder.apply(.addition, input(), number()))
        }
      }
      let relation = Condition.Relation.allCases.randomElement(using: &random)!
      let sides = [input(), number()]
      let (a, b) = (tree(depth - 1), tree(depth - 1))
      if Int.random(in: 0..<4, using: &random) == 0 {
        let more = [builder.apply(.negation, input()), number()]
        return builder.apply(
          .branch, sides + more + [a, b],
          parameter: .condition(.or([.comparison(0, relation), .comparison(1, .less)])))
      }
      return builder.apply(
        .branch, sides + [a, b], parameter: .condition(.comparison(0, relation)))
    }
    let root = tree(8)
    let outputs = [builder.apply(.addition, root, builder.apply(.relu, input())), tree(7)]
    let program = try builder.seal(outputs: outputs)
    let convention = Self.conventions[seed % Self.conventions.count]
    let plan = ExecutionPlan(program, convention: convention)
    #expect(plan.isOnDemand)
    // What is shared or needed anyway is computed as ever.
    #expect(!ExecutionPlan(Self.selections).isOnDemand)
    let execution = Execution(plan)
    let order = SweepOrder(program, convention)
    for point in 0..<12 {
      let x = EngineSample.point(program.p, seed: UInt64(seed * 12 + point))
      expectAgreement(program, execution, order, at: x, "seed \(seed), point \(point)")
    }
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
    for width in primitive.rule.arity.accepts(20) ? [count, count % 2 + 20] : [count] {
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
    case "interp": return (.none, 7)
    case "argmax", "argmin": return (.none, 6)
    case "if", "where":
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
