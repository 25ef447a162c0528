import ADLPrograms

/// The answer to "is 0 in this convex set?", with what proves it by substitution.
///
/// A certificate exists only once its proof has been checked in exact arithmetic.
enum HullCertificate: Hashable, Sendable {
  /// 0 is in the set: Σ λ g = 0 for these at most n + 1 vectors, λ > 0 and Σ λ = 1.
  case combination([WeightedVector])

  /// 0 is not in the set: ⟨g, direction⟩ ≥ `squaredDistance` > 0 for every g in it. The direction
  /// is the point of the set nearest to 0, so that the bound is attained.
  case separation(direction: [Rational], squaredDistance: Rational)

  /// Decides whether 0 is in `set`; `nil` where the work ends before.
  init?(of set: some ConvexSet) {
    let nearest = MinimumNormPoint(of: set)
    let certificate: HullCertificate =
      nearest.squaredNorm.isZero
      ? .combination(nearest.support)
      : .separation(direction: nearest.point, squaredDistance: nearest.squaredNorm)
    guard certificate.proves(for: set) else {
      precondition(Work.hasEnded, "the nearest point does not prove its own claim")
      return nil
    }
    self = certificate
  }

  /// The square of the distance of the set from 0.
  var squaredDistance: Rational {
    switch self {
    case .combination: .zero
    case .separation(_, let squaredDistance): squaredDistance
    }
  }

  /// `true` iff substitution confirms the claim for `set`, exactly.
  ///
  /// The vectors of a combination are taken for vectors of the set; `ConvexHull.index(of:)` finds
  /// them in one that lists its own.
  func proves(for set: some ConvexSet) -> Bool {
    switch self {
    case .combination(let terms):
      guard !terms.isEmpty && terms.count <= set.dimension + 1 else { return false }
      return terms.allSatisfy { $0.weight.sign.isCertainly(.positive) }
        && terms.map(\.weight).reduce(.zero, +) == .one
        && Array.combination(terms.map(\.weight), terms.map(\.vector)).isZeroVector
    case .separation(let direction, let squaredDistance):
      return squaredDistance.sign.isCertainly(.positive)
        && set.leastProduct(with: direction) >= squaredDistance
    }
  }
}
