import ADLPrograms

/// The convex hull of finitely many vectors.
struct ConvexHull: ConvexSet {
  /// The vectors as given; not all need be vertices.
  let vectors: [[Rational]]

  /// The doubles nearest to the vectors' entries.
  private let approximations: [[Double]]

  /// The number of entries of each vector.
  let dimension: Int

  /// Creates the hull of `vectors`; `nil` where there is none, where their lengths differ, and
  /// where an entry is undefined.
  init?(_ vectors: [[Rational]]) {
    guard let first = vectors.first,
      vectors.allSatisfy({ $0.count == first.count && $0.allSatisfy(\.isDefined) })
    else { return nil }
    self.init(checked: vectors)
  }

  /// Creates the hull of vectors that are known to be some, of equal lengths and defined.
  init(checked vectors: [[Rational]]) {
    self.vectors = vectors
    approximations = vectors.map { $0.map(\.double) }
    dimension = vectors[0].count
  }

  func extreme(in direction: [Rational]) -> [Rational] {
    vectors[ConvexHull.extremeIndex(of: vectors, in: direction)]
  }

  func approximateExtreme(in direction: [Double]) -> [Rational] {
    vectors[ConvexHull.extremeIndex(of: approximations, in: direction)]
  }

  /// Returns the index of the first of `vectors` at which ⟨·, direction⟩ is greatest.
  private static func extremeIndex<Number: RealNumber & Comparable>(
    of vectors: [[Number]], in direction: [Number]
  ) -> Int {
    var best = 0
    var greatest = vectors[0].dot(direction)
    for index in vectors.indices.dropFirst() {
      let product = vectors[index].dot(direction)
      if product > greatest { (best, greatest) = (index, product) }
    }
    return best
  }

  /// Returns the index of the first vector that equals `vector`, as those of a certificate do.
  func index(of vector: [Rational]) -> Int? {
    vectors.firstIndex(of: vector)
  }
}
