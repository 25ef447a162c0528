import ADLAnalysis
import ADLPrograms
import ADLTestSupport
import Testing

/// The node closure and its certificates, on programs whose sets are known by hand.
struct FieldTests {
  static func zero(_ t: Sketch) -> Sketch { ((-t).relu + t) - t.relu }

  @Test func `zero has the closure of a sum of two ties`() throws {
    let program = Sketch.program(1) { Self.zero($0[0]) }
    let field = try PointAnalysis(program, [0]).field()
    #expect(field.set.listed == rows([[-1], [0], [1]]))
    #expect(field.isComplete && field.tier == .exact)
    #expect(field.origin?.position == .inside)
  }

  @Test func `x - zero(x) has the closure 0, 1, 2`() throws {
    let program = Sketch.program(1) { $0[0] - Self.zero($0[0]) }
    let field = try PointAnalysis(program, [0]).field()
    #expect(field.set.listed == rows([[0], [1], [2]]))
    #expect(field.origin?.position == .inside)
  }

  @Test func `an if whose arms differ in value is evaluated anew`() throws {
    // let s = if x < 0 then -1 else 1 in s * x
    let program = Sketch.program(1) {
      $0[0].when(.less, 0, $0[0].literal(-1), else: $0[0].literal(1)) * $0[0]
    }
    #expect(try PointAnalysis(program, [0]).field().set.listed == rows([[-1], [1]]))
  }

  @Test func `minimum-norm point with weights one third each`() throws {
    let program = Sketch.program(2) { x in x[0].min(-x[1]).max(x[1] - x[0]) }
    let field = try PointAnalysis(program, [0, 0]).field()
    #expect(field.set.listed == rows([[1, 0], [0, -1], [-1, 1]]))
    let origin = try #require(field.origin)
    #expect(origin.position == .inside && origin.tier == .exact)
    #expect(Set(origin.support.map(\.weight)) == [Rational(1, 3)])
  }

  @Test func `forty independent ties stay a sum`() throws {
    let program = Sketch.program(40) { Sketch.sum($0.map(\.relu)) }
    let field = try PointAnalysis(program, [Int](repeating: 0, count: 40)).field()
    #expect(field.set.count == Rational.power(Rational(2), 40))
    #expect(field.isComplete)
    #expect(field.origin?.position == .inside)
  }

  @Test func `a tie on top of forty is a union of two cases`() throws {
    let program = Sketch.program(40) { Sketch.sum($0.map(\.relu)).relu + $0[0] }
    let field = try PointAnalysis(program, [Int](repeating: 0, count: 40)).field()
    #expect(field.set.count == Rational.power(Rational(2), 40) + .one)
    #expect(field.origin?.position == .outside)
    #expect(field.origin?.squaredDistance == .one)
  }

  @Test func `thirty equal entries of a sort are a block`() throws {
    let program = Sketch.program(30) { x in
      Sketch.sum(Sketch.sort(x).enumerated().map { ($0 + 1) * $1 })
    }
    let field = try PointAnalysis(program, [Int](repeating: 2, count: 30)).field()
    #expect(field.isComplete)
    #expect(field.set.count == (1...30).reduce(Rational.one) { $0 * Rational($1) })
    // The nearest point is the mean in every entry.
    #expect(field.origin?.nearest == [Rational](repeating: Rational(31, 2), count: 30))
  }

  @Test(arguments: 0..<24)
  func `the number of different vectors is counted without listing them`(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let n = Int.random(in: 2...5, using: &random)
    let weights = (0..<n).map { _ in Int.random(in: -1...1, using: &random) }
    let program = Sketch.program(n) { x in
      Sketch.sum(zip(weights, Sketch.sort(x)).map { $0 * $1 })
    }
    let set = try PointAnalysis(program, [Int](repeating: 1, count: n)).field().set
    let listed = set.vectors(limit: 200)
    #expect(listed.isComplete)
    if let distinct = set.distinctCount {
      #expect(distinct == Rational(listed.vectors.count), "\(weights)")
    }
    #expect(set.distinctCount != nil || weights.allSatisfy { $0 == 0 })
  }

  @Test func `the median of two equal entries is their mean`() throws {
    let program = Sketch.program(2) { $0[0].call(.median, [$0[1]]) }
    let field = try PointAnalysis(program, [1, 1]).field()
    #expect(field.set.listed == [[Rational(1, 2), Rational(1, 2)]])
  }

  @Test func `a Jacobian of a sort has the permutation matrices`() throws {
    let program = Sketch.several(3) { Sketch.sort($0) }
    let field = try PointAnalysis(program, [0, 0, 0]).field()
    #expect(field.set.listed.count == 6)
    #expect(field.set.listed.contains([1, 0, 0, 0, 1, 0, 0, 0, 1].map { Rational($0) }))
  }

  @Test func `an exact tie that doubles miss is named`() throws {
    // 0.1 + 0.2 - 0.3 is 0 at the real numbers, not at the doubles.
    let program = Sketch.program(2) { ($0[0] + $0[1] - $0[0].literal(Rational(3, 10))).relu }
    let analysis = try PointAnalysis(program, [Rational(1, 10), Rational(1, 5)])
    #expect(analysis.tiedNodes.map(\.isTiedInDoubles) == [false])
    #expect(analysis.divergences.map(\.kind) == [.missedTie])
  }

  @Test func `a tolerance is asked for and reported`() throws {
    let program = Sketch.program(1) { $0[0].relu }
    let x = [Certified.exact(Rational(1, 1_000_000_000_000))]
    #expect(try PointAnalysis(program, at: x).tiedNodes.isEmpty)
    let tolerant = try PointAnalysis(program, at: x, tolerance: 1e-9)
    #expect(tolerant.tiedNodes.map(\.tier) == [.tolerance])
    #expect(tolerant.field().set.listed == rows([[0], [1]]))
  }
}
