import ADLPrograms

/// A compact convex set of vectors, known by its extreme points in given directions.
///
/// That is all that Wolfe's algorithm asks of a set, so a set may have far more vertices than
/// anyone could list: a sum of hulls, or all permutations of a block of ties.
protocol ConvexSet: Sendable {
  /// The number of entries of its vectors.
  var dimension: Int { get }

  /// Returns a vertex of the set, or a listed vector, at which ⟨·, direction⟩ is greatest.
  ///
  /// Equal directions get equal answers.
  func extreme(in direction: [Rational]) -> [Rational]

  /// Returns a vector of the set at which ⟨·, direction⟩ is greatest as far as doubles can tell.
  ///
  /// It guides searches whose answers are then settled exactly; by default the exact one.
  func approximateExtreme(in direction: [Double]) -> [Rational]
}

extension ConvexSet {
  func approximateExtreme(in direction: [Double]) -> [Rational] {
    extreme(in: direction.map { Rational($0) })
  }

  /// Returns the least ⟨g, direction⟩ over the set.
  func leastProduct(with direction: [Rational]) -> Rational {
    extreme(in: direction.opposite).dot(direction)
  }

  /// Returns the set moved by `shift`, a vector of as many entries.
  func translated(by shift: [Rational]) -> some ConvexSet {
    Translation(base: self, shift: shift)
  }

  /// `true` iff `point`, a vector of as many entries, lies in the set.
  func contains(_ point: [Rational]) -> Bool {
    MinimumNormPoint.separator(of: translated(by: point.opposite)) == nil
  }
}

/// A convex set moved by a vector.
private struct Translation<Base: ConvexSet>: ConvexSet {
  let base: Base
  let shift: [Rational]

  var dimension: Int { base.dimension }

  func extreme(in direction: [Rational]) -> [Rational] {
    base.extreme(in: direction).adding(shift)
  }

  func approximateExtreme(in direction: [Double]) -> [Rational] {
    base.approximateExtreme(in: direction).adding(shift)
  }
}
