import ADLPrograms
import ADLTestSupport
import Testing

@testable import ADLAnalysis

/// Laws of the cones of the sign tree.
struct OpenConeTests {
  /// Returns the cells that `rows` cut the space into.
  private static func cells(_ rows: [[Rational]], dimension: Int) -> [OpenCone] {
    rows.reduce([OpenCone(dimension: dimension)]) { cells, row in
      cells.flatMap { cell in
        let parts = cell.split(by: row)
        return [parts.negative, parts.positive].compactMap { $0 }
      }
    }
  }

  /// Returns C(n, k).
  private static func binomial(_ n: Int, _ k: Int) -> Int {
    k == 0 ? 1 : n < k ? 0 : binomial(n - 1, k - 1) * n / k
  }

  @Test(arguments: [(1, 1), (2, 7), (3, 20), (4, 7), (6, 5)])
  func `generic planes cut the space into as many cells as Schläfli says`(
    dimension: Int, count: Int
  ) {
    var random = SplitMix64(seed: 81)
    let rows = (0..<count).map { _ in
      (0..<dimension).map { _ in Rational(Int.random(in: -1000...1000, using: &random)) }
    }
    let cells = Self.cells(rows, dimension: dimension)
    let expected = 2 * (0..<dimension).map { Self.binomial(count - 1, $0) }.reduce(0, +)
    #expect(cells.count == expected)
    #expect(cells.allSatisfy { $0.contains($0.witness) && $0.rows.count == count })
    #expect(Set(cells.map(\.rows)).count == expected)
  }

  @Test func `a plane met twice splits once, and the zero row leaves nothing`() {
    let x = [Rational(1), Rational(2)]
    let cells = Self.cells([x, x.map { $0 * Rational(3) }, x.opposite], dimension: 2)
    #expect(cells.count == 2)
    let parts = OpenCone(dimension: 2).split(by: [.zero, .zero])
    #expect(parts.negative == nil && parts.positive == nil)
    let undefined = OpenCone(dimension: 1).split(by: [.undefined])
    #expect(undefined.negative == nil && undefined.positive == nil)
  }

  @Test func `a witness on the plane is nudged off it, inside the cone`() {
    let cone = OpenCone(rows: [[Rational(1000), Rational(-1)], [Rational(-999), .one]])!
    let across = [-cone.witness[1], cone.witness[0]]
    let parts = cone.split(by: across)
    for part in [parts.negative, parts.positive] {
      #expect(part != nil && part!.contains(part!.witness))
    }
  }

  @Test func `a cone is empty exactly when 0 is in the hull of its rows`() {
    var random = SplitMix64(seed: 82)
    for dimension in 1...4 {
      for count in 1...(2 * dimension + 2) {
        let rows = MinimumNormPointTests.vectors(count, dimension: dimension, center: 2, &random)
        let cone = OpenCone(rows: rows)
        #expect((cone == nil) == HullCertificate(of: ConvexHull(rows)!)!.squaredDistance.isZero)
        #expect(cone.map { $0.contains($0.witness) } ?? true)
      }
    }
    #expect(
      OpenCone(rows: [[.one], [Rational(-1)]]) == nil && OpenCone(rows: [[.one], []]) == nil)
  }
}
