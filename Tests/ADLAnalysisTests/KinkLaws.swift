@testable import ADLAnalysis
import ADLPrograms
import ADLTestSupport
import Testing

/// What the lists of kinks and the comparisons claim, held against exact evaluation at many points.
struct KinkLaws {
  private let lower = Rational(-4)
  private let upper = Rational(4)

  /// The slope of a program without AD: of the exact series to the right of `t`.
  private func slope(_ program: Program, at t: Rational, towards side: Int) -> Rational? {
    let germ = Series(at: t, along: Rational(side), order: 1)
    guard let output = try? program.evaluate(at: [germ]).outputs[0] else { return nil }
    return (output.order ?? 1) >= 1 ? output[1] * Rational(side) : nil
  }

  @Test(arguments: 0..<60)
  func `no kink of a random piecewise affine program is missed, and none is invented`(seed: Int)
    throws
  {
    let program = RandomPrograms.program(seed, inputs: 1, size: 9)
    let list = program.kinks(from: lower, to: upper)
    #expect(list.isComplete)
    let places = list.kinks.compactMap { kink -> Rational? in
      if case .point(let number) = kink.location { number.rational } else { nil }
    }
    #expect(places.count == list.kinks.count && places == places.sorted())
    // Between two kinks the slope is one number, to the left and to the right of every sample.
    let ends = [lower] + places.filter { $0 > lower && $0 < upper } + [upper]
    for (a, b) in zip(ends, ends.dropFirst()) {
      let samples = (1...7).map { a + (b - a) * Rational($0, 8) }
      let slopes = samples.flatMap { t in [-1, 1].map { slope(program, at: t, towards: $0) } }
      #expect(slopes.allSatisfy { $0 == slopes[0] }, "seed \(seed) on (\(a), \(b))")
    }
    // What a kink says of its sides is what evaluation just beside it says.
    for (kink, t) in zip(list.kinks, places) {
      let output = kink.outputs[0]
      for (side, limit) in [(-1, output.left), (1, output.right)] {
        guard let limit else { continue }
        #expect(limit.derivative == slope(program, at: t, towards: side).map { .rational($0) })
      }
      let value = try program.evaluate(at: [t]).outputs[0]
      #expect(output.value == .rational(value))
      if output.kind == .kink || output.kind == .joint(order: 1) {
        #expect(output.left?.value == output.value && output.right?.value == output.value)
      }
      #expect(
        (output.kind == .kink) == (output.left?.derivative != output.right?.derivative)
          || output.kind == .jump)
      let answer = try program.evaluate(at: [t]).differentiateBackward(output: 0, under: .paper)[0]
      #expect(output.backward == .rational(answer) && output.forward == .rational(answer))
    }
  }

  /// A random program and a rewriting of it by identities that hold for all real numbers.
  private func pair(_ seed: UInt64, _ x: Node) -> (Node, Node) {
    var random = SplitMix64(seed: seed)
    func grow(_ depth: Int) -> (Node, Node) {
      if depth == 0 {
        let number = Rational(Int.random(in: -4...4, using: &random), 2)
        return Bool.random(using: &random)
          ? (x + Node(number), Node(number) + x) : (x * Node(number), -(x * Node(-number)))
      }
      let (a, a2) = grow(depth - 1)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: return (relu(a), max(0, a2))
      case 1: return (abs(a), relu(a2) + relu(-a2))
      case 2:
        let (b, b2) = grow(depth - 1)
        return (max(a, b), b2 + relu(a2 - b2))
      case 3:
        let (b, b2) = grow(depth - 1)
        return (min(a, b), (a2 + b2 - abs(a2 - b2)) / 2)
      case 4:
        return (clip(a, -1, 2), when(a2 < -1, then: -1, else: when(a2 > 2, then: 2, else: a2)))
      case 5: return (a.power(2), abs(a2) * abs(a2))
      case 6:
        let (b, b2) = grow(depth - 1)
        return (a + b, b2 - -a2)
      default: return (a - relu(a), -relu(-a2))
      }
    }
    return grow(3)
  }

  private func pair(_ seed: UInt64, changedBy change: Rational? = nil, at point: Rational = .zero)
    -> [Subject]
  {
    let first = program { x in pair(seed, x).0 }
    let second = program { x in
      let own = pair(seed, x).1
      guard let change else { return own }
      return when(x == Node(point), then: own + Node(change), else: own)
    }
    return [Subject(first), Subject(second)]
  }

  @Test(arguments: 0..<30)
  func `rewritings of random programs are proved equal`(seed: UInt64) {
    let result = Comparison.of(pair(seed), from: lower, to: upper)
    guard case .proved = result.equality else {
      Issue.record("seed \(seed): \(result.equality)")
      return
    }
    // The sides are those of one function at every kink of either.
    for row in result.rows {
      let (f, g) = (row.answers[0].outputs[0], row.answers[1].outputs[0])
      #expect(f.value == g.value && f.left == g.left && f.right == g.right)
    }
  }

  @Test(arguments: 0..<20)
  func `a change at one point is found wherever it is`(seed: UInt64) {
    let point = Rational(Int(seed) - 10, 7)
    let result = Comparison.of(
      pair(seed, changedBy: Rational(1, 1000), at: point), from: lower, to: upper)
    guard case .refuted(let example) = result.equality else {
      Issue.record("seed \(seed): \(result.equality)")
      return
    }
    #expect(example.point == [.rational(point)] && example.isIsolated && example.tier == .exact)
  }

  @Test(.slow, arguments: 0..<24)
  func `random piecewise affine programs of two variables equal themselves, and no others`(
    seed: Int
  )
    throws
  {
    let program = RandomPrograms.program(seed, inputs: 2, size: 6)
    let other = RandomPrograms.program(seed &+ 1000, inputs: 2, size: 6)
    let box = Box(Rational(-2), Rational(2), count: 2)
    // The same function behind another last node.
    let builder = ProgramBuilder(inputs: 2)
    let inner = builder.inline(program, arguments: [builder.input(0), builder.input(1)])[0]
    let doubled = builder.apply(.addition, [inner, inner], anchor: .none)
    let half = builder.apply(
      .multiplication, [builder.literal(Literal(double: 0.5, exact: Rational(1, 2))), doubled],
      anchor: .none)
    let same = Comparison.of(
      [Subject(program), Subject(try builder.seal(outputs: [half]))], on: box)
    guard case .proved = same.equality else {
      Issue.record("seed \(seed): \(same.equality)")
      return
    }
    let apart = Comparison.of([Subject(program), Subject(other)], on: box)
    switch apart.equality {
    case .refuted(let example):
      let x = example.point.map { number -> Rational in
        if case .rational(let value) = number { value } else { .undefined }
      }
      let values = try [program, other].map { try $0.evaluate(at: x).outputs[0] }
      #expect(values[0] != values[1])
      #expect([example.values.0, example.values.1] == values.map { .rational($0) })
    case .proved:
      var random = SplitMix64(seed: UInt64(seed))
      for _ in 0..<50 {
        let x = (0..<2).map { _ in Rational(Int.random(in: -16...16, using: &random), 8) }
        #expect(try program.evaluate(at: x).outputs[0] == other.evaluate(at: x).outputs[0])
      }
    default: Issue.record("seed \(seed): \(apart.equality)")
    }
  }
}
