@testable import ADLAnalysis
import ADLPrograms
import ADLTestSupport
import Testing

struct VerificationTests {
  private func verify(_ program: Program, _ convention: Convention = .paper) -> VerificationReport {
    program.verify(on: Box(Rational(-3), Rational(3), count: program.p), under: convention)
  }

  @Test(.slow, arguments: 0..<12)
  func `the paper's identities hold for random programs, exactly`(seed: Int) {
    let program = RandomPrograms.program(seed, inputs: 2, size: 8)
    for profile in [Profile.paper, .jax] {
      let report = verify(program, Convention(profile))
      let jumps = report.segments.failure != nil || report.choices.failure != nil
      // Random programs have `if`s, which may jump; nothing else may fail.
      for failure in [report.segments.failure, report.choices.failure].compactMap(\.self) {
        if case .derivative = failure.reason { Issue.record("derivative: \(failure)") }
      }
      #expect(report.modes.disagreement == nil && report.gradients.failure == nil)
      #expect(report.modes.exactPoints > 0 && report.segments.isExact && report.choices.isExact)
      #expect(report.holds || jumps)
    }
  }

  @Test(.slow) func `smooth and mixed programs hold to rounding`() {
    let report = verify(
      program(inputs: 2) { x in [softplus(x[0]) * tanh(x[1]) + relu(exp(x[0]) - 2) + sin(x[1])] })
    #expect(report.holds && report.segments.largestDefect < 1e-12)
    #expect(report.gradients.points > 50 && report.gradients.largestDifference < 1e-12)
    #expect(report.gradients.largestFiniteDifference < 1e-6)
    #expect(report.modes.largestUlps < 64)
  }

  @Test func `every choice at a tie on a set with interior integrates to the function`() {
    let report = verify(
      program(inputs: 2) { x in [max(x[0], x[1]) + abs(x[0] - x[1]) - relu(x[0] - x[0])] })
    #expect(report.holds && report.choices.choices > report.choices.cells)
  }

  @Test func `a selection with a wrong branch is caught`() throws {
    // Huber's loss with a linear branch that does not meet the parabola.
    func piece(_ body: (Node) -> Node) -> Program { program { body($0) } }
    let sides = program(inputs: 1) { t in [abs(t[0]), 1] }
    for (offset, isRight) in [(Rational(1, 2), true), (Rational(1, 4), false)] {
      // The sides have a selection of their own, so the guard is written as t² < 1.
      _ = sides
      let definition = SelectionDefinition(
        name: "huber",
        pieces: [
          piece { t in t.power(2) / 2 }, piece { t in t - Node(offset) },
          piece { t in -t - Node(offset) },
        ],
        sides: program(inputs: 1) { t in [t[0].power(2), 1, t[0], 0] },
        conditions: [.comparison(0, .less), .comparison(1, .greater)])
      let huber = program { t in .apply(.declaredSelection, [t], .selection(definition)) }
      let report = verify(huber)
      #expect(report.holds == isRight)
      if !isRight {
        let failure = try #require(report.segments.failure ?? report.choices.failure)
        #expect(failure.guards.map(\.node) == [1])
        guard case .jump = failure.reason else {
          Issue.record("the failure is a jump")
          continue
        }
        #expect(abs(failure.point[0].double) == 1)
      }
    }
  }

  @Test func `answers at kinks are counted by what they are worth`() {
    let relus = verify(program { relu($0) })
    #expect(relus.kinks.inClarke > 0 && relus.kinks.spurious == 0)
    let artefact = verify(Examples.zero)
    #expect(artefact.holds && artefact.kinks.spurious > 0 && artefact.kinks.examples.count == 1)
    let outside = verify(
      program { relu($0) },
      Convention(.paper).overriding(Primitive(named: "relu")!, with: .slope(2)))
    #expect(outside.kinks.outsideClarke > 0 && outside.holds)
  }
}
