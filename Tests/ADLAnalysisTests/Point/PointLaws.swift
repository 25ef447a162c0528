import ADLAnalysis
import ADLPrograms
import ADLTestSupport
import Synchronization
import Testing

/// Laws of the sets at a point, over programs drawn at random and tied at small integers.
struct PointLaws {
  static func tied(_ seed: Int, _ p: Int) -> [Rational] {
    RandomPrograms.tiedPoint(seed, p).map { Rational($0) }
  }

  /// The gradient at a point without ties; `nil` where pieces meet.
  static func gradient(_ program: Program, _ x: [Rational]) throws -> [Rational]? {
    let evaluation = try program.evaluate(at: x)
    guard evaluation.tiedNodes.isEmpty else { return nil }
    return evaluation.differentiateBackward(output: 0, under: .paper)
  }

  @Test(arguments: 0..<120) func `AD lies in the hull of the node closure`(seed: Int) throws {
    let program = RandomPrograms.program(seed, inputs: 3, size: 10, smoothExtras: seed % 3 == 0)
    let x = Self.tied(seed, 3)
    let analysis = try PointAnalysis(program, x)
    let field = analysis.field()
    guard field.isComplete, let origin = field.origin else { return }
    _ = origin
    for profile in Profile.allCases {
      let gradient = analysis.derivative(under: Convention(profile)).backward
      #expect(
        analysis.contains(gradient.rational, field.set) == true, "\(profile.rawValue), \(seed)")
    }
  }

  @Test(.slow, arguments: 0..<150) func `cells of piecewise affine programs are what lies around`(
    seed: Int
  ) throws {
    let program = RandomPrograms.program(seed, inputs: 2 + seed % 2, size: 12)
    let x = Self.tied(seed, 2 + seed % 2)
    let analysis = try PointAnalysis(program, x)
    let answer = analysis.clarke()
    // Whether such a program is continuous around the point is always decided.
    #expect(answer.openContinuity.isEmpty, "\(seed)")
    guard answer.jumps.isEmpty, answer.breaks.isEmpty else { return }
    let inner = try #require(answer.inner)
    let listed = inner.listed
    // Affine pieces: everything is exact, and every sample has a gradient of the set.
    #expect(answer.isExact, "\(seed)")
    var random = SplitMix64(seed: UInt64(seed))
    let step = Rational(1, 1_000_000)
    var met = Set<[Rational]>()
    for _ in 0..<40 {
      let y = x.map { $0 + step * Rational(Int.random(in: -997...997, using: &random), 991) }
      if let gradient = try Self.gradient(program, y) { met.insert(gradient) }
    }
    #expect(met.isSubset(of: listed), "\(seed): \(met) in \(listed)")
    // And every gradient found lies behind its direction, where one group has them all.
    if answer.cells.count == 1, answer.cellCount == Rational(answer.cells[0].count) {
      for cell in answer.cells[0] {
        let y = zip(x, cell.direction).map { $0 + step * $1 }
        let gradient = try Self.gradient(program, y)
        #expect(gradient.map { listed.contains($0) } ?? true, "\(seed)")
      }
    }
    // Limiting gradients lie in the hull of the node closure.
    let field = analysis.field()
    if field.isComplete {
      for vector in listed {
        #expect(analysis.contains(vector, field.set) == true, "\(seed): \(vector)")
      }
    }
  }

  @Test(.slow, arguments: 0..<150) func `random directions lead into the sets`(seed: Int) throws {
    let p = 2 + seed % 2
    let program = RandomPrograms.program(seed, inputs: p, size: 12, smoothExtras: true)
    let analysis = try PointAnalysis(program, Self.tied(seed, p))
    let answer = analysis.clarke()
    guard !answer.hasNoSet else { return }
    let outer = try #require(answer.isExact ? answer.inner : answer.outer)
    var random = SplitMix64(seed: UInt64(seed))
    for _ in 0..<8 {
      let d = (0..<p).map { _ in
        Certified.exact(Rational(Int.random(in: -99_991...99_991, using: &random)))
      }
      guard let side = try analysis.direction(along: d).ahead, side.undecided.isEmpty,
        let gradient = side.gradient
      else { continue }
      #expect(analysis.contains(gradient.rational, outer) == true, "\(seed) along \(d)")
    }
  }

  @Test func `hidden units with irrational weights are a product`() throws {
    let program = Sketch.program(14) { x in
      Sketch.sum((0..<12).map { i in (x[i].exp + x[12] - x[13]).relu })
    }
    let x = [Rational](repeating: 0, count: 12) + [1, 2]
    let answer = try PointAnalysis(program, x).clarke()
    #expect(answer.isExact && answer.cellCount == 4096)
    func shifted(_ e: Certified) throws -> ClarkeAnswer {
      let x = [Certified](repeating: .exact(1), count: 12) + [.exact(0), e]
      return try PointAnalysis(program, at: x).clarke()
    }
    let e = Certified.exp(.exact(1))
    #expect(try shifted(e).cellCount == 4096)
    // Whether exp(1) - e is 0 is not known of a number in an interval: every case is in the outer
    // set.
    let open = try shifted(Certified(e.interval))
    #expect(!open.isExact && open.inner == nil && open.outer?.count == 4096)
  }

  @Test(arguments: 0..<80) func `in one variable the two sides are all`(seed: Int) throws {
    let program = RandomPrograms.program(seed, inputs: 1, size: 14, smoothExtras: seed % 2 == 0)
    let analysis = try PointAnalysis(program, Self.tied(seed, 1))
    let answer = analysis.clarke()
    let sides = try analysis.direction(along: [.exact(.one)])
    guard !answer.hasNoSet, sides.ahead?.undecided == [], sides.behind?.undecided == [],
      let ahead = sides.ahead?.gradient,
      let behind = sides.behind?.gradient
    else { return }
    let inner = try #require(answer.inner)
    let vectors = Set(inner.vectors(limit: 4).vectors.map { $0.entries.map(\.double) })
    #expect(vectors == Set([ahead, behind].map { $0.entries.map(\.double) }), "\(seed)")
  }

  @Test(.slow) func `twenty planes through a point of space have 382 cells`() throws {
    var random = SplitMix64(seed: 3)
    let program = Sketch.program(3) { x in
      Sketch.sum(
        (0..<20).map { _ in
          (Int.random(in: -99...99, using: &random) * x[0]
            + Int.random(in: -99...99, using: &random) * x[1]
            + Int.random(in: -99...99, using: &random) * x[2]).relu
        })
    }
    let answer = try PointAnalysis(program, [0, 0, 0]).clarke()
    #expect(answer.isExact)
    #expect(answer.cellCount == 382)
  }

  @Test func `forty independent ties are answered as a product`() throws {
    let program = Sketch.program(40) { Sketch.sum($0.map(\.relu)) }
    let answer = try PointAnalysis(program, [Int](repeating: 0, count: 40)).clarke()
    #expect(answer.isExact && answer.isCritical == true)
    #expect(answer.cellCount == Rational.power(Rational(2), 40))
  }

  @Test func `hidden units at zero are a product though their guards are curved`() throws {
    let ones = [Rational](repeating: 1, count: 8)
    let biases = [Rational](repeating: -3, count: 4)
    let x: [Rational] = ones + biases + [2, 3, 4, 5] + [1, 2]
    let matrix = "[z[1], z[2]; z[3], z[4]; z[5], z[6]; z[7], z[8]]"
    let text = """
      net(W: R^(4,2), b: R^4, v: R^4, x: R^2) = dot(v, relu(W @ x + b))
      f(z: R^18) = net(\(matrix), z[9..12], z[13..16], z[17..18])
      """
    let program = try Written.program(text, at: x, isVector: true)
    let analysis = try PointAnalysis(program, x)
    #expect(analysis.tiedNodes.count == 4)
    let answer = analysis.clarke()
    #expect(answer.isExact && answer.cellCount == 16)
  }

  @Test func `a spent budget says so and keeps what it found`() throws {
    let program = Sketch.program(3) { x in
      Sketch.sum((1..<12).map { (x[0] + $0 * x[1] + ($0 * $0) * x[2]).abs })
    }
    let answer = try PointAnalysis(program, [0, 0, 0]).clarke(Work(Budget(steps: 1_000)))
    #expect(answer.stop == .exhausted && !answer.isExact)
    #expect(answer.inner != nil)
    #expect(answer.open.contains { $0.reason == .budget })
  }

  @Test func `thirty equal entries of a sort are answered at once`() throws {
    let sorted = Sketch.program(30) { x in
      Sketch.sum(Sketch.sort(x).enumerated().map { ($0 + 1) * $1 })
    }
    let x = [Int](repeating: 2, count: 30)
    let answer = try PointAnalysis(sorted, x).clarke()
    #expect(answer.isExact && answer.isCritical == false)
    #expect(answer.cellCount == (1...30).reduce(Rational.one) { $0 * Rational($1) })
    let names = (1...30).map { "z[\($0)]" }.joined(separator: ", ")
    for call in ["largest(4, [\(names)])", "median([\(names)])"] {
      let other = try Written.analysis(
        "f(z: R^30) = \(call)", at: [Rational](repeating: 2, count: 30), isVector: true)
      #expect(other.clarke().isExact && other.field().isComplete)
    }
  }

  @Test func `an interrupted search keeps what it found`() throws {
    let program = Sketch.program(3) { x in
      Sketch.sum((1..<12).map { (x[0] + $0 * x[1] + ($0 * $0) * x[2]).abs })
    }
    let asked = Mutex(0)
    let work = Work(
      cancellation: Cancellation {
        asked.withLock {
          $0 += 1
          return $0 > 40
        }
      })
    let answer = try PointAnalysis(program, [0, 0, 0]).clarke(work)
    #expect(answer.stop == .interrupted && answer.inner != nil && !answer.isExact)
    // Even a search that may not begin knows one limiting gradient.
    let none = try PointAnalysis(program, [0, 0, 0]).clarke(
      Work(cancellation: Cancellation { true }))
    #expect(none.inner?.count == .one)
  }
}
