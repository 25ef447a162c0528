import ADLPrograms

/// The image of the unit ball under a linear map: {s Σ u_i √c_i r_i : |u| ≤ 1}, a ball, an ellipse
/// or a segment. It is what a Euclidean norm contributes to gradients where its argument vanishes
/// (semantics, section 4).
public struct BallImage: Hashable, Sendable {
  /// The node of the norm, from 0.
  public let node: Int

  /// The r_i: linearly independent, one entry for each of a gradient; none for a contribution of 0.
  public let rows: [[Rational]]

  /// The c_i, positive.
  public let weights: [Rational]

  /// s, the absolute value of what the norm is multiplied by.
  public let scale: Certified

  /// Creates the set {s u : u in R^n, uᵀ d ≤ √(Σ c_i ⟨r_i, d⟩²) for all d}; rows that depend on
  /// each other are replaced by independent ones.
  init(node: Int, rows: [[Rational]], weights: [Rational], scale: Certified) {
    self.node = node
    self.scale = scale
    var echelon = Echelon<Rational>()
    for row in rows { echelon.add(row) }
    if echelon.rank == rows.count {
      (self.rows, self.weights) = (rows, weights)
    } else {
      (self.rows, self.weights) = Self.independent(rows, weights)
    }
  }

  /// The number of entries of its vectors; 0 where it has no rows.
  var dimension: Int { rows.first?.count ?? 0 }

  /// `true` iff all about it is known exactly.
  public var isExact: Bool { scale.isExact }

  /// The r_i s √c_i, one for each u_i.
  public var generators: [[Certified]] {
    zip(rows, weights).map { row, weight in
      let factor = scale * Certified.sqrt(.exact(weight))
      return row.map { factor * .exact($0) }
    }
  }

  /// The radius of a ball in all entries; `nil` for other images.
  public var radius: Certified? {
    guard rows.count == dimension, !rows.isEmpty else { return nil }
    // Q = r² I.
    let shape = shape
    let first = shape[0][0]
    for (i, row) in shape.enumerated() {
      for (j, entry) in row.enumerated() where entry != (i == j ? first : .zero) { return nil }
    }
    return scale * Certified.sqrt(.exact(first))
  }

  /// Σ c_i r_i r_iᵀ.
  private var shape: [[Rational]] {
    (0..<dimension).map { a in
      (0..<dimension).map { b in
        zip(rows, weights).reduce(.zero) { $0 + $1.1 * $1.0[a] * $1.0[b] }
      }
    }
  }

  /// Independent rows with the same Σ c_i r_i r_iᵀ, by completing squares.
  private static func independent(_ rows: [[Rational]], _ weights: [Rational]) -> (
    [[Rational]], [Rational]
  ) {
    guard let count = rows.first?.count else { return ([], []) }
    var rest = (0..<count).map { a in
      (0..<count).map { b in
        zip(rows, weights).reduce(Rational.zero) { $0 + $1.1 * $1.0[a] * $1.0[b] }
      }
    }
    var found: [[Rational]] = []
    var factors: [Rational] = []
    while let pivot = rest.indices.first(where: { !rest[$0][$0].isZero }) {
      let row = rest[pivot]
      found.append(row)
      factors.append(row[pivot].reciprocal)
      for a in rest.indices where !row[a].isZero {
        for b in rest.indices { rest[a][b] = rest[a][b] - row[a] * row[b] / row[pivot] }
      }
    }
    return (found, factors)
  }
}

extension BallImage {
  /// Σ c_i ⟨r_i, direction⟩², the square of the greatest product but for the scale.
  func squaredProduct(with direction: [Rational]) -> Rational {
    zip(rows, weights).reduce(.zero) { sum, pair in
      let product = pair.0.dot(direction)
      return sum + pair.1 * product * product
    }
  }

  /// The greatest ⟨·, direction⟩ over the set.
  func support(in direction: [Rational]) -> Certified {
    scale * Certified.sqrt(.exact(squaredProduct(with: direction)))
  }

  /// The coordinates a with Σ a_i r_i = `vector`, if it lies in the span of the rows.
  func coordinates(of vector: [Rational]) -> [Rational]? {
    guard !rows.isEmpty else { return vector.isZeroVector ? [] : nil }
    return BallImage.coordinates(of: vector, in: rows)
  }

  /// The coordinates a with Σ a_i r_i = `vector` for independent `rows`, if there are any.
  static func coordinates(of vector: [Rational], in rows: [[Rational]]) -> [Rational]? {
    let system = rows.map { row in rows.map { row.dot($0) } + [row.dot(vector)] }
    let outcome = LinearSystem(system).solved { column, rows in
      (column..<rows.count).first { !rows[$0][column].isZero }
    }
    guard case .solution(let a) = outcome,
      [Rational].combination(a, rows) == vector
    else { return nil }
    return a
  }

  /// Σ a_i² / c_i, which is at most the square of the scale for the coordinates of vectors in the
  /// set.
  func squaredNorm(ofCoordinates a: [Rational]) -> Rational {
    zip(a, weights).reduce(.zero) { $0 + $1.0 * $1.0 / $1.1 }
  }
}
