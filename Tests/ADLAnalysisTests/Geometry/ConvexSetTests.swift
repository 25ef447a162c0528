import ADLPrograms
import ADLTestSupport
import Testing

@testable import ADLAnalysis

/// Laws of hulls, their sums and their vertices.
struct ConvexSetTests {
  @Test func `a hull needs vectors of one length, and numbers`() {
    #expect(ConvexHull([]) == nil)
    #expect(ConvexHull([[1, 2], [1]].map { $0.map { Rational($0) } }) == nil)
    #expect(ConvexHull([[.undefined]]) == nil)
  }

  @Test func `vertices of known hulls`() {
    let square = ConvexHull(
      [[0, 0], [1, 0], [2, 0], [2, 2], [1, 1], [0, 2], [0, 0], [0, 1]]
        .map { $0.map { Rational($0) } })!
    #expect(square.vertexIndices == [0, 2, 3, 5])
    let segment = ConvexHull([[3], [1], [2], [1]].map { $0.map { Rational($0) } })!
    #expect(segment.vertexIndices == [0, 1])
  }

  @Test(.slow, arguments: 1...4)
  func `vertices are the vectors outside the hull of the others`(dimension: Int) {
    var random = SplitMix64(seed: UInt64(60 + dimension))
    for _ in 0..<8 {
      var vectors = MinimumNormPointTests.vectors(9, dimension: dimension, &random)
      // Middles, duplicates and mixtures are not vertices.
      vectors.append(vectors[0].adding(vectors[1]).map { $0 / Rational(2) })
      vectors.append(vectors[2])
      let hull = ConvexHull(vectors)!
      let vertices = hull.vertexIndices
      for index in vectors.indices {
        let others = vectors.indices.filter { $0 != index && vectors[$0] != vectors[index] }
        let isVertex = !ConvexHull(others.map { vectors[$0] })!.contains(vectors[index])
        #expect(
          vertices.contains(index) == (isVertex && vectors.firstIndex(of: vectors[index]) == index))
      }
      #expect(hull == hull.reduced && hull == ConvexHull(vectors.reversed())!)
      #expect(vectors.allSatisfy { hull.reduced.contains($0) })
      let away = vectors[0].adding(vectors[0].map { _ in Rational(40) })
      let moved = hull.translated(by: away.opposite)
      #expect(!hull.contains(away) && HullCertificate(of: moved)!.squaredDistance > .one)
      #expect(hull != ConvexHull(vectors + [away])!)
    }
  }

  private static func set(_ vectors: [[Rational]]) -> GradientSet {
    .vectors(vectors.map { GradientVector($0.map { .exact($0) }) })
  }

  private static func hull(_ set: GradientSet) -> ConvexHull {
    ConvexHull(set.vectors(limit: 10_000).vectors.map(\.rational))!
  }

  @Test(arguments: 1...4)
  func `a sum that is not expanded answers like one that is`(dimension: Int) {
    var random = SplitMix64(seed: UInt64(70 + dimension))
    for center in [0, 1, 4] {
      let groups = (0..<4).map { _ in
        MinimumNormPointTests.vectors(3, dimension: dimension, center: center, &random)
      }
      let set = GradientSet.sum(groups.map(Self.set))
      let sum = GradientHull(set, dimension: dimension)!
      #expect(MinimumNormPoint(of: sum).point == MinimumNormPoint(of: Self.hull(set)).point)
      #expect(HullCertificate(of: sum)!.proves(for: sum))
      let member = groups.map { $0[1] }.reduce(groups[0][0].map { _ in .zero }) { $0.adding($1) }
      #expect(sum.contains(member))
    }
  }

  @Test func `a sum of many groups costs no product of their sizes`() {
    // Σ [-1, 1] e_i + ... : 2^60 vertices.
    var random = SplitMix64(seed: 75)
    let groups = (0..<60).map { _ in
      let g = MinimumNormPointTests.vectors(1, dimension: 3, &random)[0]
      return Self.set([g, g.opposite])
    }
    let shift = Self.set([[Rational(1000), .zero, .zero]])
    let sum = GradientHull(.sum(groups), dimension: 3)!
    #expect(HullCertificate(of: sum)!.squaredDistance.isZero)
    let moved = GradientHull(.sum(groups + [shift]), dimension: 3)!
    #expect(!HullCertificate(of: moved)!.squaredDistance.isZero)
  }

  @Test func `a block of ties is the hull of its permutations`() {
    var random = SplitMix64(seed: 76)
    for dimension in 1...3 {
      let vectors = MinimumNormPointTests.vectors(4, dimension: dimension, &random)
      let weights = MinimumNormPointTests.vectors(1, dimension: 4, &random)[0]
      let set = GradientSet.permutations(
        PermutationBlock(
          ranks: weights.indices.map { Choice(node: $0, site: 0, piece: 0) },
          alternatives: Array(vectors.indices), weights: weights.map { [.exact($0)] },
          gradients: vectors.map { $0.map { .exact($0) } }))
      let block = GradientHull(set, dimension: dimension)!
      let listed = ConvexHull(
        Self.permutations([0, 1, 2, 3]).map { order in
          Array.combination(weights, order.map { vectors[$0] })
        })!
      for _ in 0..<20 {
        let direction = MinimumNormPointTests.vectors(1, dimension: dimension, &random)[0]
        #expect(block.leastProduct(with: direction) == listed.leastProduct(with: direction))
        #expect(listed.index(of: block.extreme(in: direction)) != nil)
      }
      #expect(MinimumNormPoint(of: block).point == MinimumNormPoint(of: listed).point)
    }
  }

  private static func permutations(_ items: [Int]) -> [[Int]] {
    items.isEmpty
      ? [[]]
      : items.flatMap { first in
        permutations(items.filter { $0 != first }).map { [first] + $0 }
      }
  }
}
