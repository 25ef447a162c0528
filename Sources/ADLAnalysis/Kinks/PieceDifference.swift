import ADLPrograms

/// How the rational functions on the two sides of a point differ there.
struct PieceDifference {
  /// The order of the first derivative in which they differ; `nil` where that is not known.
  var order: Int?

  /// The order of the root that the difference of pieces which are not rational has, where that
  /// difference is a polynomial: that of the first derivative in which they differ, if they are
  /// analytic at the point.
  var polynomialOrder: Int?

  /// `true` iff they are known to be one function.
  var isZero = false

  /// `true` iff the same pieces are taken on both sides: they are one function where they are
  /// analytic at the point.
  var hasSamePieces = false
}
