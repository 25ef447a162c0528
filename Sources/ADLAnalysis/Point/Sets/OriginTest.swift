import ADLPrograms

/// Whether 0 lies in the hull of a gradient set, and how far from it: with what proves it by
/// substitution (semantics, section 6).
public struct OriginTest: Hashable, Sendable {
  /// Where 0 is relative to a hull.
  public enum Position: Hashable, Sendable {
    /// 0 is in the hull.
    case inside

    /// 0 is not in the hull.
    case outside

    /// 0 is within what the enclosures of the vectors allow, and may be outside.
    case notKnown
  }

  /// Where 0 is.
  public let position: Position

  /// The point of the hull nearest to 0.
  public let nearest: [Rational]

  /// The square of the distance of 0 from the hull.
  public let squaredDistance: Rational

  /// Vectors of the set with positive weights that sum to 1, whose combination is `nearest`; with
  /// the choices that give them.
  public let support: [WeightedGradient]

  /// A direction v and δ > 0 with ⟨g, v⟩ ≥ δ for every g in the set; `nil` unless 0 is outside.
  public let separation: Separation?

  /// How the position is known: exactly; by intervals, where the claim holds for all that the
  /// enclosures allow; by doubles, where it is not known.
  public let tier: Tier

  /// A vector of a combination.
  public struct WeightedGradient: Hashable, Sendable {
    /// The weight, which is positive.
    public let weight: Rational

    /// The vector, with the choices that give it.
    public let vector: GradientVector
  }

  /// A direction with a positive product with every vector of a set.
  public struct Separation: Hashable, Sendable {
    /// The direction v.
    public let direction: [Rational]

    /// The positive δ that no product of v with a vector of the set is below.
    public let bound: Rational
  }

  /// Tests the hull of `set`; `nil` where an entry of the set does not exist, or the test is
  /// stopped.
  ///
  /// The certificate is checked by substitution before it is returned.
  public init?(_ set: GradientSet, dimension: Int, cancellation: Cancellation = .never) {
    guard set.isFinite else {
      guard let search = RoundSearch(set, dimension: dimension, cancellation: cancellation) else {
        return nil
      }
      (position, support, separation) = (search.position, search.support, search.separation)
      nearest = search.nearest
      squaredDistance = nearest.dot(nearest)
      tier =
        switch position {
        case .inside: set.isExact ? .exact : .interval
        case .outside: .interval
        case .notKnown: .double
        }
      return
    }
    guard let hull = GradientHull(set, dimension: dimension),
      let minimum = MinimumNormPoint(of: hull, cancellation: cancellation)
    else { return nil }
    nearest = minimum.point
    squaredDistance = minimum.squaredNorm
    support = minimum.support.map { term in
      WeightedGradient(weight: term.weight, vector: hull.gradient(equalTo: term.vector))
    }
    // What was found since the work ended says nothing.
    if Work.hasEnded { return nil }
    let isExact = set.isExact
    if isExact, !HullCertificate(of: minimum).proves(for: hull) {
      precondition(Work.hasEnded, "the nearest point does not prove its own claim")
      return nil
    }
    // The bound holds for whatever the enclosures contain, so a positive one is a proof.
    let bound =
      squaredDistance.isZero ? .zero : hull.leastProductBound(with: minimum.point)
    if Work.hasEnded { return nil }
    if bound.sign.isCertainly(.positive) {
      position = .outside
      separation = Separation(direction: minimum.point, bound: bound)
      tier = isExact ? .exact : .interval
    } else {
      separation = nil
      // An exact combination proves itself; of one that is enclosed, 0 must lie in the interior.
      let isCertain = squaredDistance.isZero && support.allSatisfy(\.vector.isExact)
      let simplex = isCertain ? nil : IntervalSimplex(around: support.map(\.vector.entries).inRange)
      let isInside =
        isCertain || simplex?.provesZeroInside() == true
        || !isExact && CertifiedSimplex(support.map(\.vector.entries)).provesZeroInside()
      position = isInside ? .inside : .notKnown
      tier = isCertain ? .exact : isInside ? .interval : .double
    }
  }
}

extension [[Certified]] {
  /// The vectors, all multiplied by one power of 2 where doubles do not express their size.
  fileprivate var inRange: [[Certified]] {
    let largest = lazy.joined().map(\.middle.magnitude).filter(\.isDefined).max() ?? .zero
    let isOrdinary = Rational.powerOfTwo(-900) < largest && largest < Rational.powerOfTwo(900)
    guard !isOrdinary, let size = ScaledNumber(largest) else { return self }
    let factor = Rational.powerOfTwo(-Int(Double(size.exponent) * 3.32))
    return map { $0.map { $0 * .exact(factor) } }
  }
}

extension HullCertificate {
  /// Creates the claim that `minimum`, the nearest point of a set, makes.
  fileprivate init(of minimum: MinimumNormPoint) {
    self =
      minimum.squaredNorm.isZero
      ? .combination(minimum.support)
      : .separation(direction: minimum.point, squaredDistance: minimum.squaredNorm)
  }
}
