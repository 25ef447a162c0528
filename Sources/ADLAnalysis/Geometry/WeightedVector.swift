import ADLPrograms

/// A vector of a convex set with its weight in a convex combination.
struct WeightedVector: Hashable, Sendable {
  let vector: [Rational]

  /// The weight λ, positive.
  let weight: Rational

  /// Creates the term λ `vector`.
  init(_ vector: [Rational], weight: Rational) {
    self.vector = vector
    self.weight = weight
  }
}
