import ADLPrograms

extension ConvexHull {
  /// The indices of the vertices, in increasing order, each the first of equal vectors.
  ///
  /// A vector is tested against the vertices known so far only; where it is outside, the direction
  /// that says so leads to another vertex (Clarkson, More output-sensitive geometric algorithms,
  /// FOCS 1994).
  ///
  /// - Complexity: for N vectors and V vertices, N + V tests against at most V points and V
  ///   searches
  ///   among N.
  var vertexIndices: [Int] {
    var vertices: [Int] = []
    var isOpen = [Bool](repeating: true, count: vectors.count)
    for candidate in vectors.indices {
      while isOpen[candidate] {
        guard let direction = directionOut(of: vertices, to: candidate) else {
          isOpen[candidate] = false
          break
        }
        let vertex = lexicographicExtreme(in: direction)
        isOpen[vertex] = false
        vertices.append(vertex)
      }
    }
    return vertices.sorted()
  }

  /// The hull of the vertices alone.
  var reduced: ConvexHull {
    ConvexHull(checked: vertexIndices.map { vectors[$0] })
  }

  /// Returns a direction in which `candidate` exceeds all of `vertices`; `nil` where it lies in
  /// their hull.
  private func directionOut(of vertices: [Int], to candidate: Int) -> [Rational]? {
    if vertices.isEmpty { return [Rational](repeating: .zero, count: dimension) }
    return MinimumNormPoint.separator(
      of: ConvexHull(checked: vertices.map { vectors[candidate].subtracting(vectors[$0]) }))
  }

  /// Returns the index of the first vector that is lexicographically greatest among those at which
  /// ⟨·, direction⟩ is greatest: always a vertex.
  private func lexicographicExtreme(in direction: [Rational]) -> Int {
    var best = 0
    var greatest = vectors[0].dot(direction)
    for index in vectors.indices.dropFirst() {
      let product = vectors[index].dot(direction)
      if product > greatest
        || product == greatest && vectors[best].lexicographicallyPrecedes(vectors[index])
      {
        (best, greatest) = (index, product)
      }
    }
    return best
  }
}

extension ConvexHull: Equatable {
  /// `true` iff the two are the same set: they have the same vertices.
  static func == (x: ConvexHull, y: ConvexHull) -> Bool {
    x.dimension == y.dimension && Set(x.reduced.vectors) == Set(y.reduced.vectors)
  }
}
