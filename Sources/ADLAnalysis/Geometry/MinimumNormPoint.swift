import ADLPrograms

/// The point of a convex set nearest to 0, found exactly.
///
/// Wolfe, Finding the nearest point in a polytope, Mathematical Programming 11 (1976). In exact
/// arithmetic the algorithm ends after finitely many steps with the exact point, since no corral
/// occurs twice. A run in doubles comes first and guesses the corral, so that most of the exact
/// work is one linear system.
struct MinimumNormPoint: Hashable, Sendable {
  /// The point itself; 0 iff 0 lies in the set.
  let point: [Rational]

  /// At most n + 1 affinely independent vectors of the set whose combination is the point; their
  /// weights are positive and sum to 1.
  let support: [WeightedVector]

  /// The square of the distance of the set from 0.
  var squaredNorm: Rational { point.dot(point) }

  /// Finds the point of `set` nearest to 0.
  ///
  /// - Complexity: each step one extreme point and O(k²(k + n)) rational operations, for k ≤ n + 1
  ///   points in the corral; about as many steps as the guess was wrong by.
  init(of set: some ConvexSet) {
    self.init(of: set, cancellation: .never)!
  }

  /// Finds the point of `set` nearest to 0; `nil` where it is stopped.
  init?(of set: some ConvexSet, cancellation: Cancellation) {
    var search = MinimumNormSearch(set)
    search.approximate(cancellation: cancellation) { _ in false }
    let corral = search.refine(cancellation: cancellation) { _ in false }
    if cancellation.isRequested { return nil }
    point = corral.nearest
    support = zip(corral.points, corral.weights).map { WeightedVector($0, weight: $1) }
  }

  /// Returns a direction v with ⟨g, v⟩ > 0 for every g in `set`, or `nil` where there is none
  /// because 0 lies in the set.
  ///
  /// It is as short in writing as rounding allows, and cheaper to find than the nearest point.
  ///
  /// - Parameter cancellation: where it holds, or the work of the thread has ended, an answer of
  ///   `nil` means nothing.
  static func separator(
    of set: some ConvexSet, cancellation: Cancellation = .never
  ) -> [Rational]? {
    var separator: [Rational]?
    var search = MinimumNormSearch(set)
    search.approximate(cancellation: cancellation) { direction in
      separator = set.roundedSeparator(direction)
      return separator != nil
    }
    if let separator { return separator }
    if cancellation.isRequested || Work.hasEnded || search.guessContainsZero { return nil }
    // Where 0 is not in the set, the nearest point itself has positive products.
    _ = search.refine(cancellation: cancellation) { direction in
      separator = set.roundedSeparator(direction.map(\.double)) ?? direction
      return true
    }
    return Work.hasEnded ? nil : separator
  }
}

extension ConvexSet {
  /// Returns the direction nearest to `direction` with few binary digits that still has a positive
  /// product with every vector of the set; `nil` where none has.
  fileprivate func roundedSeparator(_ direction: [Double]) -> [Rational]? {
    let largest = direction.map(\.magnitude).max() ?? 0
    guard largest.isFinite && largest > 0 else { return nil }
    for digits in [1, 4, 8, 16, 32, 52] {
      let scale = Double(1 << digits)
      let candidate = direction.map { Rational(Int(($0 / largest * scale).rounded())) }
      if leastProduct(with: candidate).sign.isCertainly(.positive) { return candidate }
    }
    return nil
  }
}
