import ADLPrograms

/// The hull of { Σ_j w_σ(j) g_j : σ a permutation }, as a block of tied entries of a sort has it.
///
/// The g_j are the gradients of the tied entries, the w the adjoints of the places that they take.
/// A greatest sum pairs the largest weight with the largest product (rearrangement inequality), so
/// that none of the r! permutations is listed.
public struct PermutationHull: ConvexSet {
  /// The weights w in increasing order.
  private let weights: [Rational]
  public let vectors: [[Rational]]
  public let dimension: Int

  /// Creates the hull; `nil` where there are no vectors or not as many weights, where lengths differ,
  /// and where an entry is undefined.
  public init?(weights: [Rational], vectors: [[Rational]]) {
    guard let hull = ConvexHull(vectors), weights.count == vectors.count,
      weights.allSatisfy(\.isDefined)
    else { return nil }
    self.weights = weights.sorted()
    self.vectors = hull.vectors
    dimension = hull.dimension
  }

  public func extreme(in direction: [Rational]) -> [Rational] {
    let products = vectors.map { $0.dot(direction) }
    // Ties by position, so that equal directions get equal answers.
    let order = vectors.indices.sorted { (products[$0], $0) < (products[$1], $1) }
    return Array.combination(weights, order.map { vectors[$0] })
  }
}
