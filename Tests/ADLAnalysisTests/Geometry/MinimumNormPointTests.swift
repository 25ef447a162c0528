import ADLPrograms
import ADLTestSupport
import Testing

@testable import ADLAnalysis

/// Laws of the nearest point of a hull, and of the certificates that rest on it.
struct MinimumNormPointTests {
  /// Returns `count` vectors of small fractions around `center`.
  static func vectors(
    _ count: Int, dimension: Int, center: Int = 0, _ random: inout SplitMix64
  ) -> [[Rational]] {
    (0..<count).map { _ in
      (0..<dimension).map { axis in
        let offset = axis == 0 ? center : 0
        return Rational(
          Int.random(in: -9...9, using: &random), Int.random(in: 1...4, using: &random))
          + Rational(offset)
      }
    }
  }

  private static func hull(_ rows: [[Int]]) -> ConvexHull {
    ConvexHull(rows.map { $0.map { Rational($0) } })!
  }

  @Test func `known nearest points`() {
    let cases: [(rows: [[Int]], point: [Int], divisor: Int)] = [
      ([[3]], [3], 1), ([[-2], [5]], [0], 1), ([[2], [5], [4]], [2], 1),
      ([[1, 0], [0, 1]], [1, 1], 2),
      ([[2, 1], [1, 2], [3, 3], [0, 4]], [3, 3], 2),
      ([[1, 1], [-1, 1], [0, -1]], [0, 0], 1),
      ([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [1, 1, 1], 3),
      ([[1, 2], [1, 2], [1, 2]], [1, 2], 1),
      ([[0, 0], [1, 1]], [0, 0], 1),
    ]
    for (rows, point, divisor) in cases {
      let nearest = MinimumNormPoint(of: Self.hull(rows))
      #expect(nearest.point == point.map { Rational($0, divisor) })
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8], [0, 3, 9])
  func `the nearest point is optimal and in the hull`(dimension: Int, center: Int) {
    var random = SplitMix64(seed: UInt64(100 * dimension + center))
    for count in [1, 2, dimension + 1, 3 * dimension, 20] {
      let vectors = Self.vectors(count, dimension: dimension, center: center, &random)
      let hull = ConvexHull(vectors)!
      let nearest = MinimumNormPoint(of: hull)
      #expect(nearest.support.count <= dimension + 1)
      #expect(nearest.support.allSatisfy { $0.weight.sign.isCertainly(.positive) })
      #expect(nearest.support.map(\.weight).reduce(.zero, +) == .one)
      #expect(nearest.support.allSatisfy { hull.index(of: $0.vector) != nil })
      #expect(
        Array.combination(nearest.support.map(\.weight), nearest.support.map(\.vector))
          == nearest.point)
      #expect(vectors.allSatisfy { $0.dot(nearest.point) >= nearest.squaredNorm })
      let separator = MinimumNormPoint.separator(of: hull)
      #expect((separator == nil) == nearest.point.isZeroVector)
      if let separator {
        #expect(vectors.allSatisfy { $0.dot(separator).sign.isCertainly(.positive) })
      }
    }
  }

  @Test func `the exact answer does not depend on what doubles can tell apart`() {
    let tiny = Rational(decimal: "1e-30")!
    let huge = Rational(decimal: "1e400")!
    // Doubles see a segment through 0, and infinities.
    let above = ConvexHull([[Rational(1), tiny], [Rational(-1), tiny]])!
    #expect(MinimumNormPoint(of: above).point == [.zero, tiny])
    #expect(MinimumNormPoint.separator(of: above) != nil)
    let below = ConvexHull([[Rational(1), tiny], [Rational(-1), -tiny]])!
    #expect(HullCertificate(of: below)!.squaredDistance.isZero)
    let far = ConvexHull([[huge, huge], [huge, -huge], [huge + .one, .zero]])!
    #expect(MinimumNormPoint(of: far).point == [huge, .zero])
    let close = ConvexHull([[Rational(1), .one], [Rational(1) + tiny, .one], [.one, -tiny]])!
    #expect(MinimumNormPoint(of: close).squaredNorm == .one)
  }

  @Test func `a certificate can be checked, and a wrong one is caught`() {
    var random = SplitMix64(seed: 51)
    for center in [0, 2, 8] {
      for dimension in 1...4 {
        let hull = ConvexHull(Self.vectors(12, dimension: dimension, center: center, &random))!
        let certificate = HullCertificate(of: hull)!
        #expect(certificate.proves(for: hull))
        #expect(certificate.squaredDistance.isZero == (certificate.squaredDistance == .zero))
        switch certificate {
        case .combination(let terms):
          let scaled = terms.map { WeightedVector($0.vector, weight: $0.weight * Rational(2)) }
          #expect(!HullCertificate.combination(scaled).proves(for: hull))
          #expect(!HullCertificate.combination(Array(terms.dropLast())).proves(for: hull))
        case .separation(let direction, let squaredDistance):
          let more = squaredDistance * Rational(1001, 1000)
          #expect(
            !HullCertificate.separation(direction: direction, squaredDistance: more)
              .proves(for: hull))
          #expect(
            !HullCertificate.separation(
              direction: direction.opposite, squaredDistance: squaredDistance
            ).proves(for: hull))
        }
      }
    }
  }

  @Test(arguments: 1...5)
  func `the quick proof for simplices is never wrong, and rarely silent`(dimension: Int) {
    var random = SplitMix64(seed: UInt64(90 + dimension))
    var inside = 0
    var proved = 0
    for _ in 0..<200 {
      let vectors = Self.vectors(dimension + 1, dimension: dimension, &random)
      let support = MinimumNormPoint(of: ConvexHull(vectors)!)
      let isInside = support.point.isZeroVector && support.support.count == dimension + 1
      let isProved = IntervalSimplex(vectors)!.provesZeroInside()
      #expect(isInside || !isProved)
      inside += isInside ? 1 : 0
      proved += isProved ? 1 : 0
    }
    #expect(inside > 0 && proved == inside)
    // 0 on a face, and a flat simplex.
    let corner = (0...dimension).map { i in
      (0..<dimension).map { Rational(i == $0 + 1 ? 1 : 0) }
    }
    #expect(!IntervalSimplex(corner)!.provesZeroInside())
    #expect(!IntervalSimplex(corner.map { _ in corner[0] })!.provesZeroInside())
    #expect(IntervalSimplex(Array(corner.dropLast())) == nil)
  }

  @Test(.slow) func `many inputs are no trouble`() {
    var random = SplitMix64(seed: 52)
    let hull = ConvexHull(Self.vectors(12, dimension: 200, center: 1, &random))!
    #expect(HullCertificate(of: hull)!.proves(for: hull))
  }
}
