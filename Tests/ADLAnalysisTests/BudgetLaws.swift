@testable import ADLAnalysis
import ADLPrograms
import ADLTestSupport
import Synchronization
import Testing

/// Every analysis on programs that it cannot get through within the budgets.
@Suite struct BudgetLaws {
  /// An analysis, and what it says of its end.
  struct Analysis: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let run: @Sendable (Work) -> Stop?
  }

  private static var numbers: [Node] { [1, 2, 3, 4, 5, 6, 7, 8, 9] }

  private static let ties: Program = program(inputs: 3) { (x: [Node]) -> [Node] in
    var sum: Node = norm1(x)
    for i in numbers {
      let second: Node = i * x[1]
      let third: Node = i * (i * x[2])
      let side: Node = x[0] + second - third
      sum = sum + relu(side) * i
    }
    return [sum]
  }

  private static let waves: Program = program { (t: Node) -> Node in
    var x: Node = t
    for i in numbers.prefix(4) {
      let wave: Node = sin(7 * x)
      x = abs(9 * wave - i)
    }
    return x
  }

  private static func atPoint(
    _ name: String, _ body: @escaping @Sendable (PointAnalysis, Work) -> Stop?
  ) -> Analysis {
    Analysis(testDescription: name) { work in
      body(try! PointAnalysis(ties, [0, 0, 0]), work)
    }
  }

  private static func box(_ count: Int) -> Box { Box(Rational(-1), Rational(1), count: count) }

  static let all: [Analysis] = [
    atPoint("field") { $0.field($1).stop },
    atPoint("field literal") { $0.literalField($1).stop },
    atPoint("clarke") { $0.clarke($1).stop },
    atPoint("classify") { $0.classify($1).stop },
    Analysis(testDescription: "kinks") { waves.kinks(from: .zero, to: Rational(9), $0).stop },
    Analysis(testDescription: "tents") {
      Examples.tent(10).kinks(from: .zero, to: .one, $0).stop
    },
    Analysis(testDescription: "check") { waves.checkClass(on: box(1), $0).stop },
    Analysis(testDescription: "check in several variables") {
      ties.checkClass(on: box(3), $0).stop
    },
    Analysis(testDescription: "verify") { waves.verify(on: box(1), $0).stop },
    Analysis(testDescription: "verify in several variables") {
      ties.verify(on: box(3), $0).stop
    },
    Analysis(testDescription: "integral") {
      waves.integral(along: .identity, from: .zero, to: Rational(9), $0).stop
    },
    Analysis(testDescription: "index") { waves.index(on: box(1), $0).stop },
    Analysis(testDescription: "index in several variables") { ties.index(on: box(3), $0).stop },
    atPoint("selection literal") { $0.essentialIndices($1).stop },
    Analysis(testDescription: "cells") { waves.cells(on: box(1), $0).stop },
    Analysis(testDescription: "cells in several variables") { ties.cells(on: box(3), $0).stop },
    atPoint("field near") { $0.nearField(along: [1, 1, 1], $1).stop },
    atPoint("matrices") { analysis, work in
      let found = try? analysis.matrices(work)
      return found == nil ? work.stop ?? .exhausted : work.stop
    },
    Analysis(testDescription: "diff") {
      let subjects = [Subject(waves, under: .paper), Subject(Examples.tent(6), under: .paper)]
      return Comparison.of(subjects, on: box(1), $0).stop
    },
    Analysis(testDescription: "diff in several variables") {
      let subjects = [Subject(ties, under: .paper), Subject(ties, under: Convention(.jax))]
      return Comparison.of(subjects, on: box(3), $0).stop
    },
  ]

  /// The most that one operation, or one evaluation of these programs, is charged.
  private static let slack = 1 << 20

  @Test func `an analysis that is told of no budget has that of the work around it`() throws {
    let program = Examples.tent(8)
    let work = Work(Budget(steps: 40))
    let list = work.perform { program.kinks(from: .zero, to: .one) }
    #expect(work.stop == .exhausted)
    #expect(list.kinks.count < 255)
    // Where there is no work around it, it has one of its own.
    #expect(Work.inherited !== Work.inherited)
    work.perform { #expect(Work.inherited === work) }
  }

  @Test(arguments: all) func `no more than twice the budget is charged`(analysis: Analysis) {
    for steps in [1, 100, 1000] {
      let work = Work(Budget(steps: steps))
      _ = analysis.run(work)
      #expect(work.charged <= 2 * steps << 13 + Self.slack)
    }
  }

  @Test(arguments: all) func `a spent budget is said`(analysis: Analysis) {
    #expect(analysis.run(Work(Budget(steps: 1))) == .exhausted)
  }

  @Test(arguments: all) func `the caller is asked often enough`(analysis: Analysis) {
    let asked = Mutex((last: 0, longest: 0))
    nonisolated(unsafe) weak var work: Work?
    let own = Work(
      Budget(steps: 1000),
      cancellation: Cancellation {
        asked.withLock { asked in
          let charged = work?.charged ?? 0
          asked = (charged, max(asked.longest, charged - asked.last))
          return false
        }
      })
    work = own
    _ = analysis.run(own)
    #expect(asked.withLock(\.longest) <= Work.interval + Self.slack)
  }

  @Test(arguments: all) func `an interruption ends the work`(analysis: Analysis) {
    let work = Work(Budget(steps: 1_000_000), cancellation: Cancellation { true })
    #expect(analysis.run(work) == .interrupted)
    #expect(work.charged <= 2 * Work.interval + Self.slack)
  }
}
