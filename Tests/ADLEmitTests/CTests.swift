import ADLFormats
import ADLPrograms
import ADLTestSupport
import Testing

@testable import ADLEmit

@Suite struct CTests {
  private static let conventions = [Profile.paper, .tensorflow, .pytorch, .jax].map {
    Convention($0)
  }

  /// An application of each primitive that can stand alone, some of few operands and of many.
  private static let applications: [(primitive: Primitive, count: Int, parameter: Parameter)] =
    Primitive.all.flatMap { primitive -> [(Primitive, Int, Parameter)] in
      switch primitive {
      case .branch, .choice:
        let several = Condition.and([
          .comparison(0, .less),
          .or([.comparison(1, .atLeast), .not(.comparison(2, .equal)), .comparison(3, .unequal)]),
          .comparison(4, .atMost), .comparison(5, .greater),
        ])
        return Condition.Relation.allCases.map {
          (primitive, 4, .condition(.comparison(0, $0)))
        } + [(primitive, 14, .condition(several))]
      case .interp: return [3, 7].map { (primitive, $0, .none) }
      case .declaredSelection, .derivedEntry: return []
      case .integerPower: return [0, 1, 2, 3, 11].map { (primitive, 1, .integer($0)) }
      case .reciprocalPower: return [-1, -2, -5].map { (primitive, 1, .integer($0)) }
      case .sortedEntry, .largest:
        return [
          (primitive, 1, .integer(1)), (primitive, 4, .integer(2)), (primitive, 9, .integer(7)),
        ]
      case .constant: return [(primitive, 2, .none)]
      case .rule:
        let rule = StatedRule(name: "gate", arguments: [.number, .number])
        return [(primitive, 5, .stated(rule))]
      case .dot: return [2, 6, 34].map { (primitive, $0, .none) }
      case .entryAtMaximum, .entryAtMinimum: return [2, 6, 10].map { (primitive, $0, .none) }
      default:
        switch primitive.rule.arity {
        case .exactly(let n): return [(primitive, n, .none)]
        case .atLeast: return [1, 3, 5, 17].map { (primitive, $0, .none) }
        }
      }
    }

  /// Points at which the program ties, at which it does not, and that are not finite.
  private static func points(_ count: Int, _ random: inout SplitMix64) -> [[Double]] {
    var points = [[Double](repeating: 0, count: count), [Double](repeating: 1, count: count)]
    for _ in 0..<2 {
      points.append((0..<count).map { _ in Double(Int.random(in: -1...1, using: &random)) })
      points.append((0..<count).map { _ in Double(Int.random(in: -6...6, using: &random)) / 2 })
      points.append((0..<count).map { _ in Double.random(in: -3..<3, using: &random) })
      points.append((0..<count).map { _ in Double.random(in: 0..<1, using: &random) })
    }
    var special = points[2]
    for value in [Double.infinity, -.infinity, .nan, 1e300, -1e-300] {
      special[Int.random(in: 0..<count, using: &random)] = value
      points.append(special)
      special = points[3]
    }
    return points
  }

  @Test(.slow) func `every primitive has the bits of its rule`() throws {
    var random = SplitMix64(seed: 1)
    var programs = CompiledC()
    for (primitive, count, parameter) in Self.applications {
      let builder = ProgramBuilder(inputs: count)
      let operands = (0..<count).map { builder.input($0) }
      let node = builder.apply(primitive, operands, parameter: parameter, anchor: .none)
      let program = try builder.seal(outputs: [node])
      var points = Self.points(count, &random)
      if primitive == .interp {
        let knots = count / 2
        for i in points.indices {
          points[i].replaceSubrange(1...knots, with: points[i][1...knots].sorted())
        }
      }
      // Of many operands fewer conventions are enough.
      for convention in Self.conventions where count <= 5 || convention.profile != .tensorflow {
        programs.add(program, primitive.name, under: convention, at: points)
        if convention == .paper, count <= 6,
          let derivative = try? program.derivative(under: convention)
        {
          programs.add(derivative, primitive.name + "'", under: convention, at: points)
        }
      }
    }
    for line in try programs.run() {
      let isExact = programs.isExact[line.program]
      // The logarithm and the largest entry may cancel.
      let agrees =
        line.agrees(within: isExact ? 0 : 8)
        || line.text.hasPrefix("logsumexp") && abs(line.number - line.expected) < 1e-15
      #expect(agrees, "\(line.text)")
    }
  }

  @Test(.slow) func `random programs have the bits of the definitions`() throws {
    var programs = CompiledC()
    for seed in 0..<60 {
      let program = RandomPrograms.program(
        seed, inputs: 3, outputs: 1 + seed % 2, size: 25, smoothExtras: seed % 3 == 0)
      let points = (0..<4).map { RandomPrograms.tiedPoint(seed &* 31 &+ $0, program.p) }
      let convention = Self.conventions[seed % 4]
      programs.add(program, "random\(seed)", under: convention, at: points)
      if seed % 4 == 0, let derivative = try? program.derivative(under: convention) {
        programs.add(derivative, "derivative\(seed)", under: convention, at: points)
      }
    }
    for line in try programs.run() {
      let isExact = programs.isExact[line.program]
      let agrees =
        line.agrees(within: 0)
        || !isExact && abs(line.number - line.expected) <= 1e-11 * max(1, abs(line.expected))
      #expect(agrees, "\(line.text)")
    }
  }
}
