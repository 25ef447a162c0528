import ADLPrograms
import Testing

@testable import ADLAnalysis

struct ComparisonTests {
  private func compare(
    _ programs: [Program], _ lower: Rational? = Rational(-8), _ upper: Rational? = Rational(8)
  ) -> Comparison {
    Comparison.of(programs.map { Subject($0) }, from: lower, to: upper)
  }

  private func isProved(_ comparison: Comparison) -> Bool {
    if case .proved = comparison.equality { true } else { false }
  }

  private func refuted(_ comparison: Comparison) -> Counterexample? {
    if case .refuted(let example) = comparison.equality { example } else { nil }
  }

  @Test func `relu, relu2 and relu3 are one function with three derivatives at 0`() {
    let result = compare([program { relu($0) }, Examples.relu2, Examples.relu3], nil, nil)
    #expect(isProved(result) && result.isComplete && result.hasDifferences)
    #expect(result.rows.count == 1 && result.rows[0].kind == .inClarke)
    #expect(
      result.rows[0].answers.map { $0.outputs[0].backward } == [
        [.rational(.zero)], [.rational(.one)], [.rational(Rational(1, 2))],
      ])
    #expect(result.rows[0].divergences.map(\.subject) == [0, 1, 2])
  }

  @Test func `an artificial critical point is named`() {
    let identity = program { t in t + 0 }
    let shifted = program { t in t - (relu(-t) + t - relu(t)) }
    let result = compare([identity, shifted], nil, nil)
    #expect(isProved(result) && result.rows.map(\.kind) == [.artificialCritical([1])])
  }

  @Test func `six ways to write |x| are one function`() {
    let ways = [
      program { x in abs(x) },
      program { x in max(x, -x) },
      program { x in relu(x) + relu(-x) },
      program { x in when(x < 0, then: -x, else: x) },
      program { x in 2 * relu(x) - x },
      program { x in x * when(x > 0, then: 1, else: -1) },
    ]
    let result = compare(ways, nil, nil)
    #expect(isProved(result) && result.isComplete && result.rows.count == 1)
    // The root of a square is rational on each side of its zeros.
    let root = compare([ways[0], program { x in sqrt(x.power(2)) }])
    #expect(isProved(root) && root.rows.map(\.kind) == [.notFinite([1])])
    #expect(refuted(compare([ways[0], program { x in sqrt(x.power(4)) }])) != nil)
  }

  @Test func `where several planes meet, sweeps part that agree on each`() {
    let left = program(inputs: 3) { x in [max(max(x[0], x[1]), x[2])] }
    let right = program(inputs: 3) { x in [max(x[0], max(x[1], x[2]))] }
    let halves = Convention(.pytorch)
    let result = Comparison.of(
      [Subject(left, under: halves), Subject(right, under: halves)],
      on: Box(Rational(-1), Rational(1), count: 3))
    #expect(isProved(result) && result.coverage.corners > 0)
    let differing = result.rows.filter { $0.kind != .same }
    #expect(!differing.isEmpty && differing.allSatisfy { $0.kind == .inClarke })
    for row in differing { #expect(row.point[0] == row.point[1] && row.point[1] == row.point[2]) }
  }

  @Test func `clip written four ways, and median of three`() {
    let clips = [
      program { t in clip(t, -1, 1) },
      program { t in min(max(t, -1), 1) },
      program { t in max(min(t, 1), -1) },
      program { t in when(t < -1, then: -1, else: when(t > 1, then: 1, else: t)) },
      program { t in relu(t + 1) - relu(t - 1) - 1 },
    ]
    let result = compare(clips, nil, nil)
    #expect(isProved(result) && result.rows.map { $0.location!.double } == [-1, 1])
    let medians = [
      program { x in median([x, 1 - x, 2 * x - 2]) },
      program { x in sorted([x, 1 - x, 2 * x - 2], 2) },
      program { x in
        let (a, b, c) = (x, 1 - x, 2 * x - 2)
        return max(min(a, b), min(max(a, b), c))
      },
      program { x in
        let (a, b, c) = (x, 1 - x, 2 * x - 2)
        return when(
          a < b, then: when(b < c, then: b, else: when(a < c, then: c, else: a)),
          else: when(a < c, then: a, else: when(b < c, then: c, else: b)))
      },
    ]
    let result2 = compare(medians, nil, nil)
    #expect(isProved(result2) && result2.isComplete)
  }

  @Test func `a difference at one point only is refuted exactly`() {
    let result = compare([
      program { x in x * 1 }, program { x in when(x == Node(Rational(1, 3)), then: 5, else: x) },
    ])
    let example = refuted(result)
    #expect(example?.point == [.rational(Rational(1, 3))] && example?.isIsolated == true)
    #expect(example?.values.1 == .rational(Rational(5)) && example?.tier == .exact)
    let irrational = compare([
      program { x in x * 1 },
      program { x in when(x.power(2) == 2, then: 0, else: x) },
    ])
    #expect(abs(abs(refuted(irrational)!.point[0].double) - 2.0.squareRoot()) < 1e-15)
  }

  @Test func `a difference on an interval is refuted at a point of it`() {
    let result = compare([program { x in relu(x - 3) }, program { x in 0 * x }])
    let example = refuted(result)!
    #expect(!example.isIsolated && example.values.0 != example.values.1)
    let domains = compare([program { x in x / x }, program { x in 0 * x + 1 }])
    #expect(refuted(domains)?.point == [.rational(.zero)])
    #expect(refuted(domains)?.values.0 == .undefined)
  }

  @Test func `what is equal and not provably so is bounded or tested`() {
    // Normal forms do not know the double of an angle.
    let plain = program { x in log(1 + exp(x)) + sin(2 * x) }
    let stable = program { x in
      max(x, 0) + log(1 + exp(-abs(x))) + 2 * sin(x) * cos(x)
    }
    let result = compare([plain, stable])
    if case .bounded(let bound, _) = result.equality {
      #expect(bound < 1e-9)
    } else {
      Issue.record("not bounded: \(result.equality)")
    }
    #expect(result.rows.map(\.kind) == [.outsideClarke([1])])
    let open = compare([plain, stable], nil, nil)
    if case .tested(_, let largest, _) = open.equality {
      #expect(largest < 1e-9)
    } else {
      Issue.record("not tested: \(open.equality)")
    }
    // Pieces that one normal form shows to be the same are proved.
    let products = compare([
      program { x in exp(x) * relu(x) }, program { x in when(x > 0, then: x * exp(x), else: 0) },
    ])
    #expect(isProved(products))
    let near = compare([program { x in exp(x) }, program { x in exp(x) + 1e-9 }])
    #expect(refuted(near)?.tier == .interval)
  }

  @Test func `one program under several conventions parts at the node that decides`() {
    let hinge = program { x in max(0, 1 - x) + abs(x) }
    let result = Comparison.of(
      [.tensorflow, .pytorch, .jax].map { Subject(hinge, under: Convention($0)) }, from: nil,
      to: nil)
    #expect(isProved(result) && result.rows.map { $0.location!.double } == [0, 1])
    #expect(result.rows.map(\.kind) == [.inClarke, .inClarke])
    #expect(result.rows[1].answers.map { $0.outputs[0].backward[0].double } == [1, 0.5, 0.5])
    #expect(result.rows[1].divergences.map(\.node) == [2, 2, 2])
    let upgrade = Comparison.of(
      [.pytorch113, .pytorch].map { Subject(program { clip($0, -1, 1) }, under: Convention($0)) },
      from: nil, to: nil)
    #expect(upgrade.hasDifferences)
    let unchanged = Comparison.of(
      [.pytorch113, .pytorch].map { Subject(hinge, under: Convention($0)) }, from: nil, to: nil)
    #expect(!unchanged.hasDifferences && unchanged.rows.count == 2)
  }
}

struct BoxComparisonTests {
  private let box = Box(Rational(-2), Rational(2), count: 2)

  private func compare(_ programs: [Program], _ box: Box? = nil) -> Comparison {
    Comparison.of(programs.map { Subject($0) }, on: box ?? self.box)
  }

  private func isProved(_ comparison: Comparison) -> Bool {
    if case .proved = comparison.equality { true } else { false }
  }

  private func refuted(_ comparison: Comparison) -> Counterexample? {
    if case .refuted(let example) = comparison.equality { example } else { nil }
  }

  @Test func `piecewise affine programs of several variables are proved equal`() {
    let cube = Box(Rational(-2), Rational(2), count: 3)
    let nestedLeft = program(inputs: 3) { [max(max($0[0], $0[1]), $0[2])] }
    let nestedRight = program(inputs: 3) { [max($0[0], max($0[1], $0[2]))] }
    let single = program(inputs: 3) { [maximum([$0[0], $0[1], $0[2]])] }
    let result = compare([nestedLeft, nestedRight, single], cube)
    #expect(isProved(result) && result.coverage.planes == 3 && result.coverage.lines == 0)
    #expect(!result.isComplete && result.rows.allSatisfy { $0.kind == .same })
    let median3 = program(inputs: 3) { [median([$0[0], $0[1], $0[2]])] }
    let network = program(inputs: 3) { x in
      [max(min(x[0], x[1]), min(max(x[0], x[1]), x[2]))]
    }
    #expect(isProved(compare([median3, network], cube)))
    let branches = program(inputs: 3) { x in
      let (a, b, c) = (x[0], x[1], x[2])
      return [
        when(
          a < b, then: when(b < c, then: b, else: when(a < c, then: c, else: a)),
          else: when(a < c, then: a, else: when(b < c, then: c, else: b)))
      ]
    }
    #expect(isProved(compare([median3, branches], cube)))
  }

  @Test func `polynomials are proved by their normal form, and rows say where derivatives differ`()
  {
    let square = program(inputs: 2) { [($0[0] + $0[1]).power(2)] }
    let expanded = program(inputs: 2) { x in
      [x[0].power(2) + 2 * x[0] * x[1] + x[1].power(2)]
    }
    #expect(isProved(compare([square, expanded])))
    let first = program(inputs: 2) { [abs($0[0] - $0[1])] }
    let second = program(inputs: 2) { x in [max(x[0] - x[1], x[1] - x[0])] }
    let result = compare([first, second])
    #expect(isProved(result) && result.rows.map(\.kind) == [.inClarke])
    #expect(result.rows[0].answers[0].outputs[0].backward == [.rational(.zero), .rational(.zero)])
    #expect(result.rows[0].answers[1].outputs[0].backward == [.rational(.one), .rational(-.one)])
  }

  @Test func `differences on a face and in a cell are refuted exactly`() {
    let whole = program(inputs: 2) { [$0[0] + $0[1]] }
    let face = program(inputs: 2) { x in [when(x[0] == x[1], then: 0, else: x[0] + x[1])] }
    let result = refuted(compare([whole, face]))
    #expect(result?.isIsolated == true && result?.tier == .exact)
    #expect(result?.point[0] == result?.point[1])
    // Two branches that agree but on the boundary where a continuous selection changes its piece.
    let before = program(inputs: 2) { x in [when(max(x[0], 0) == 0, then: 1, else: 2)] }
    let after = program(inputs: 2) { x in
      [when(abs(x[0]) - x[0] > 0, then: 1, else: when(x[0] > 0, then: 2, else: 3))]
    }
    #expect(refuted(compare([before, after]))?.isIsolated == true)
    let corner = program(inputs: 2) { x in
      [x[0] + x[1] + relu(x[0] + x[1] - Node(Rational(39, 10)))]
    }
    #expect(refuted(compare([whole, corner]))?.isIsolated == false)
  }

  @Test func `guards that are products of affine ones are cut at their factors`() {
    let norm = program(inputs: 3) { x in [norm1([x[0] * x[1], x[0] * (x[1] - x[2])])] }
    let product = program(inputs: 3) { x in [abs(x[0]) * (abs(x[1]) + abs(x[1] - x[2]))] }
    let result = compare([norm, product], Box(Rational(-2), Rational(2), count: 3))
    #expect(isProved(result) && result.coverage.planes == 3)
    let other = program(inputs: 3) { x in [x[0] * (abs(x[1]) + abs(x[1] - x[2]))] }
    #expect(refuted(compare([norm, other], Box(Rational(-2), Rational(2), count: 3))) != nil)
  }

  @Test func `curved guards are tested, along lines and at points`() {
    let norm = program(inputs: 3) { x in [norm1([x[0] * x[1] - x[2], x[0] * x[2]])] }
    let product = program(inputs: 3) { x in
      [max(x[0] * x[1] - x[2], x[2] - x[0] * x[1]) + abs(x[0]) * abs(x[2])]
    }
    let result = compare([norm, product], Box(Rational(-2), Rational(2), count: 3))
    if case .tested(let points, let largest, let isExact) = result.equality {
      #expect(points >= 64 && largest == 0 && isExact)
    } else {
      Issue.record("not tested: \(result.equality)")
    }
    #expect(result.coverage.lines == 12 && !result.rows.isEmpty)
  }
}

struct PointComparisonTests {
  @Test func `at a point the closures and the Clarke set stand beside the answers`() {
    let subjects = [program { relu($0) }, Examples.relu2, Examples.relu3].map { Subject($0) }
    let result = Comparison.of(subjects, at: [.zero])
    #expect(result.rows.count == 1 && result.rows[0].kind == .inClarke)
    #expect(result.rows[0].answers.map { $0.outputs[0].backward[0].double } == [0, 1, 0.5])
    #expect(result.rows[0].answers.allSatisfy { $0.kind == .kink && $0.outputs[0].clarke!.isExact })
    let apart = Comparison.of(subjects, at: [.one])
    #expect(apart.rows[0].kind == .same && !apart.hasDifferences)
  }

  @Test func `in several variables the verdict is that of the Clarke set`() {
    // max(x, 0) + max(y, 0) - max(x + y, 0) at 0; and the identity written with an artefact.
    let zero = { (t: Node) in relu(-t) + t - relu(t) }
    let plain = Subject(program(inputs: 2) { x in [x[0] + 0 * x[1]] })
    let artefact = Subject(program(inputs: 2) { x in [x[0] - zero(x[0]) + 0 * x[1]] })
    let result = Comparison.of([plain, artefact], at: [.zero, .zero])
    #expect(result.rows[0].kind == .artificialCritical([1]))
    #expect(result.rows[0].answers[0].outputs[0].verdict == .derivative)
    #expect(result.rows[0].answers[1].outputs[0].verdict == .spurious(isCritical: true))
    #expect(result.rows[0].divergences.map(\.subject) == [1])
    let maxes = [Profile.tensorflow, .pytorch].map { profile in
      Subject(program(inputs: 2) { [max($0[0], $0[1])] }, under: Convention(profile))
    }
    #expect(Comparison.of(maxes, at: [.one, .one]).rows[0].kind == .inClarke)
    #expect(Comparison.of(maxes, at: [.one, .zero]).rows[0].kind == .same)
  }

  @Test func `outside the domain AD's answer is not finite, and values that differ are refuted`() {
    let root = Subject(program { sqrt($0) })
    let result = Comparison.of([root, Subject(program { x in x * 0 })], at: [.zero])
    #expect(result.rows[0].kind == .notFinite([0]))
    #expect(result.rows[0].answers[0].outputs[0].backward[0].double == .infinity)
    let outside = Comparison.of([root, Subject(program { x in x * 0 })], at: [Rational(-1)])
    if case .refuted(let example) = outside.equality {
      #expect(example.values.0 == .undefined && example.values.1 == .rational(.zero))
    } else {
      Issue.record("the root of -1 does not exist")
    }
  }
}
