import ADLPrograms

/// The sum of convex sets, { g_1 + … + g_k : g_i in the i-th }, never expanded.
///
/// Independent groups of tied nodes add up: 2^k gradients take k questions.
public struct MinkowskiSum: ConvexSet {
  public let terms: [any ConvexSet]
  public let dimension: Int

  /// Creates the sum of `terms`, all of vectors of `dimension` entries; {0} for none.
  public init(_ terms: [any ConvexSet], dimension: Int) {
    self.terms = terms
    self.dimension = dimension
  }

  public func extreme(in direction: [Rational]) -> [Rational] {
    terms.reduce([Rational](repeating: .zero, count: dimension)) {
      $0.adding($1.extreme(in: direction))
    }
  }

  public func approximateExtreme(in direction: [Double]) -> [Rational] {
    terms.reduce([Rational](repeating: .zero, count: dimension)) {
      $0.adding($1.approximateExtreme(in: direction))
    }
  }

  /// Returns the vertices of the sum of `hulls`, all of vectors of `dimension` entries; `nil` where
  /// more than `limit` sums of vectors would have to be formed at once.
  public static func expanded(
    _ hulls: [ConvexHull], dimension: Int, limit: Int
  ) -> ConvexHull? {
    var total = ConvexHull(checked: [[Rational](repeating: .zero, count: dimension)])
    for hull in hulls {
      let vertices = hull.reduced.vectors
      let (count, overflow) = total.vectors.count.multipliedReportingOverflow(by: vertices.count)
      guard !overflow && count <= limit else { return nil }
      total =
        ConvexHull(
          checked: total.vectors.flatMap { left in vertices.map { left.adding($0) } }
        ).reduced
    }
    return total
  }
}
