import ADLPrograms

/// A vector of a convex set with its weight in a convex combination.
public struct WeightedVector: Hashable, Sendable {
  public let vector: [Rational]

  /// The weight λ, positive.
  public let weight: Rational

  /// Creates the term λ `vector`.
  public init(_ vector: [Rational], weight: Rational) {
    self.vector = vector
    self.weight = weight
  }
}
