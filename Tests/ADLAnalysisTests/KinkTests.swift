import ADLTestSupport
import ADLPrograms
import Testing

@testable import ADLAnalysis

struct KinkTests {
  private func kinks(
    _ program: Program, _ lower: Rational? = Rational(-10), _ upper: Rational? = Rational(10),
    _ convention: Convention = .paper
  ) -> KinkList {
    program.kinks(from: lower, to: upper, under: convention)
  }

  private func places(_ list: KinkList) -> [Double] { list.kinks.map(\.location.double) }

  @Test func `figure 1 has one kink each, with AD's three answers`() {
    let answers: [(Program, KinkKind, Double, DerivativeVerdict)] = [
      (program { relu($0) }, .kink, 0, .inClarke),
      (Examples.relu2, .kink, 1, .inClarke),
      (Examples.relu3, .kink, 0.5, .inClarke),
      (Examples.zero, .removable, 1, .spurious(isCritical: false)),
      (
        program { t in t - (relu(-t) + t - relu(t)) }, .removable, 0, .spurious(isCritical: true)
      ),
    ]
    for (program, kind, answer, verdict) in answers {
      let list = kinks(program, nil, nil)
      #expect(list.isComplete && places(list) == [0])
      let output = list.kinks[0].outputs[0]
      #expect(output.kind == kind && output.verdict == verdict)
      #expect(output.forward.double == answer && output.backward.double == answer)
      #expect(list.kinks[0].tier == .exact)
    }
  }

  @Test func `one-sided values and derivatives are exact`() {
    // max(x², x + 2) changes at -1 and 2.
    let list = kinks(program { x in max(x.power(2), x + 2) })
    #expect(places(list) == [-1, 2] && list.isComplete)
    let first = list.kinks[0].outputs[0]
    #expect(
      first.left == OneSidedLimit(value: .rational(.one), derivative: .rational(Rational(-2))))
    #expect(first.right == OneSidedLimit(value: .rational(.one), derivative: .rational(.one)))
    #expect(list.kinks[0].guards.map(\.node) == [3])
  }

  @Test func `irrational kinks are isolated and decided exactly`() {
    // |x² - 2| has kinks at ±√2, where AD under the paper's convention returns 0.
    let list = kinks(program { x in abs(x.power(2) - 2) })
    #expect(places(list) == [-2.0.squareRoot(), 2.0.squareRoot()] && list.isComplete)
    for kink in list.kinks {
      #expect(kink.tier == .exact && kink.kind == .kink)
      #expect(kink.outputs[0].verdict == .inClarke && kink.outputs[0].backward.double == 0)
    }
    let right = list.kinks[1].outputs[0]
    #expect(abs(right.left!.derivative.double + 8.0.squareRoot()) < 1e-12)
    #expect(abs(right.right!.derivative.double - 8.0.squareRoot()) < 1e-12)
  }

  @Test func `classes are told apart`() {
    let cases: [(Program, KinkKind)] = [
      (program { x in when(x < 0, then: -1, else: x + 0) }, .jump),
      (program { x in when(x == 0, then: 1, else: x * 0) }, .jump),
      (program { x in abs(x) }, .kink),
      (program { x in when(x < 0, then: x.power(2), else: -x.power(2)) }, .joint(order: 1)),
      (program { x in relu(x) * x.power(3) }, .joint(order: 3)),
      (program { x in relu(x.power(2)) }, .removable),
      (program { x in when(x == 0, then: 0, else: x * 1) }, .removable),
      (program { x in 1 / x }, .pole),
      (program { x in x / x }, .undefined),
      (program { x in sqrt(x) }, .edge),
      (program { x in norm2([x, 2 * x]) }, .kink),
      (program { x in log(x) }, .pole),
      (program { x in relu(x) * exp(x) }, .kink),
      (program { x in relu(x.power(3)) }, .joint(order: 2)),
      (program { x in when(x > 0, then: exp(-1 / x), else: 0) }, .smoothJoint),
      (program { x in relu(x) * log(1 + abs(x)) }, .joint(order: 1)),
    ]
    for (i, (program, kind)) in cases.enumerated() {
      let list = kinks(program)
      #expect(places(list) == [0], "case \(i)")
      #expect(list.isComplete && list.kinks.first?.kind == kind, "case \(i)")
    }
  }

  @Test func `nested selections, and conditions, and equality`() {
    // Median of three as a network, with ties at 0, 1 and 2.
    let network = program { x in
      let (a, b, c) = (x, 1 - x, 2 * x - 2)
      return max(min(a, b), min(max(a, b), c))
    }
    let node = program { x in median([x, 1 - x, 2 * x - 2]) }
    #expect(places(kinks(network)) == places(kinks(node)))
    #expect(places(kinks(node)) == [0.5, 1, 2])
    let both = program { x in when(0 < x && x < 1, then: x * (1 - x), else: x * 0) }
    #expect(places(kinks(both)) == [0, 1])
    let either = program { x in when(x < -1 || x > 1, then: x.power(2), else: 1 + 0 * x) }
    #expect(places(kinks(either)) == [-1, 1])
    let isolated = program { x in when((x.power(2) - 1) * (x - 3) == 0, then: 7, else: x) }
    let list = kinks(isolated)
    #expect(places(list) == [-1, 1, 3])
    #expect(list.kinks.allSatisfy { $0.kind == .jump && $0.outputs[0].value.double == 7 })
  }

  @Test func `a branch that is not taken has no kinks and no domain`() {
    let guarded = program { x in when(x > 0, then: log(x), else: abs(x + 1) * 1) }
    let list = kinks(guarded)
    #expect(places(list) == [-1, 0])
    #expect(list.kinks[0].kind == .kink && list.isComplete)
    let hidden = program { x in when(x > 5, then: abs(x - 1), else: x * 1) }
    #expect(places(kinks(hidden)) == [5])
  }

  @Test func `kinks at the ends are met, with both sides`() {
    let list = kinks(program { x in relu(x) + relu(x - 1) }, .zero, .one)
    #expect(places(list) == [0, 1])
    #expect(list.kinks[0].outputs[0].left?.derivative == .rational(.zero))
    #expect(list.kinks[1].outputs[0].right?.derivative == .rational(Rational(2)))
  }

  @Test(.slow) func `all 255 kinks of the tent map iterated 8 times`() {
    let list = kinks(Examples.tent(8), .zero, .one)
    #expect(list.isComplete && list.kinks.count == 255)
    #expect(
      list.kinks.enumerated().allSatisfy { i, kink in
        kink.location.double == Double(i + 1) / 256 && kink.kind == .kink
      })
    #expect(list.cells.count == 256)
  }

  @Test func `a spent budget leaves the rest unresolved and says so`() {
    let list = Examples.tent(8).kinks(from: .zero, to: .one, Work(Budget(steps: 40)))
    #expect(!list.isComplete && list.stop == .exhausted && !list.unresolved.isEmpty)
    let none = Examples.tent(8).kinks(
      from: .zero, to: .one, Work(cancellation: Cancellation { true }))
    #expect(none.stop == .interrupted && none.kinks.isEmpty)
  }

  @Test func `guards that are not rational are enclosed`() {
    let list = kinks(program { x in relu(exp(x) - 2) })
    #expect(list.isComplete && list.kinks.count == 1)
    #expect(abs(places(list)[0] - 0.6931471805599453) < 1e-15)
    #expect(list.kinks[0].kind == .kink && list.kinks[0].tier == .interval)
    #expect(abs(list.kinks[0].outputs[0].right!.derivative.double - 2) < 1e-12)
    #expect(list.kinks[0].outputs[0].backward.double == 0)
    // Roots at whole numbers are met exactly: log 1 = 0, sqrt 4 = 2, exp(0) - 1 = 0.
    #expect(places(kinks(program { x in abs(log(x)) }, Rational(1, 10))) == [1])
    #expect(places(kinks(program { x in abs(sqrt(x) - 2) }, Rational(1, 10))) == [4])
    let touching = kinks(program { x in relu(exp(x) - 1 - x) })
    #expect(touching.isComplete && places(touching) == [0] && touching.kinks[0].kind == .removable)
    let waves = kinks(program { x in abs(sin(x)) }, .zero, Rational(20))
    #expect(waves.isComplete && waves.kinks.count == 7)
    #expect(zip(places(waves), 0...).allSatisfy { abs($0 - Double($1) * Double.pi) < 1e-13 })
  }

  @Test func `stable softplus has a removable tie at 0`() {
    let stable = program { x in max(x, 0) + log(1 + exp(-abs(x))) }
    let list = kinks(stable, nil, nil)
    #expect(list.isComplete && places(list) == [0])
    #expect(list.kinks[0].outputs[0].backward.double == 1)
  }
}
