import ADLPrograms

/// What AD returns at the point, in exact arithmetic and in doubles.
public struct PointDerivative: Hashable, Sendable {
  /// The gradient (or Jacobian, row by row) by the backward mode, as exactly as the point is known.
  public let backward: GradientVector

  /// The same by the forward mode; equal in exact arithmetic (Lemma 1). `nil` where the work ended
  /// before its sweeps, one per input, were through.
  public let forward: GradientVector?

  /// The backward mode in doubles, at the doubles nearest to the point.
  public let doubles: [Double]
}

extension PointAnalysis {
  /// The operands that the forward mode looks at whatever is left of the work.
  private static let forwardAllowance = 1 << 16

  /// Returns what AD returns at the point under `convention`, in both modes.
  public func derivative(under convention: Convention) -> PointDerivative {
    let backward = evaluation.differentiateBackward(under: convention).entries
    let forward = evaluation.differentiateForward(
      under: convention, within: Self.forwardAllowance)
    let doubles = try? program.differentiateBackward(
      at: point.map(\.double), under: convention, domain: .notANumber)
    return PointDerivative(
      backward: GradientVector(backward.map(\.certified)),
      forward: forward.map { GradientVector($0.entries.map(\.certified)) },
      doubles: doubles?.entries ?? point.map { _ in .nan })
  }

  /// Tells whether `vector` lies in the hull of `set`; `nil` where an entry of the set does not
  /// exist, and where the work ends before.
  ///
  /// Exactly where set and vector are; otherwise for the middles of their enclosures, up to the
  /// rounding of doubles.
  public func contains(_ vector: [Rational], _ set: GradientSet) -> Bool? {
    guard vector.allSatisfy(\.isDefined) else { return nil }
    guard set.isFinite else {
      let moved = GradientSet.vectors([GradientVector(vector.map { .exact(-$0) })])
      let finite = set.finitePart(vector.count)
      switch OriginTest(
        GradientSet.sum([moved, finite]).adding(set.balls), dimension: vector.count)?.position
      {
      case .inside: return true
      case .outside: return false
      default: return nil
      }
    }
    guard let hull = GradientHull(set, dimension: vector.count) else { return nil }
    // What AD returns is mostly a vector of the set itself, and extreme where it points to.
    if hull.extreme(in: vector) == vector { return true }
    let isInside = hull.contains(vector)
    if Work.hasEnded { return nil }
    if isInside || set.isExact { return isInside }
    let nearest = MinimumNormPoint(of: hull.translated(by: vector.map { -$0 }))
    if Work.hasEnded { return nil }
    // Where all signs are known, enclosures are narrow beside their numbers, however small.
    let isRelative = set.allEntries { $0.sign.isKnown }
    let scale = vector.reduce(isRelative ? .zero : .one) { $0 + $1.magnitude }
    let reach = Rational(1, 1_000_000_000) * scale
    return nearest.squaredNorm <= reach * reach
  }
}
