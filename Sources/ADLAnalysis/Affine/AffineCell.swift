import ADLPrograms

/// A non-empty open polyhedron in an affine subspace of the inputs' space.
///
/// The subspace has coordinates y_1, …, y_k of its own; the polyhedron is the cone over it at y_0 =
/// 1, so that splitting it is splitting a cone.
struct AffineCell {
  /// Row i holds x_i as c_1 y_1 + … + c_k y_k + c_0, with c_0 last.
  let embedding: [[Rational]]

  /// The cone in (y_1, …, y_k, y_0) with y_0 > 0.
  let cone: OpenCone

  /// k.
  var dimension: Int { embedding[0].count - 1 }

  /// Creates the whole space of `count` inputs.
  init(inputs count: Int) {
    embedding = (0..<count).map { i in (0...count).map { Rational($0 == i ? 1 : 0) } }
    let height = (0...count).map { Rational($0 == count ? 1 : 0) }
    cone = OpenCone(dimension: count + 1).split(by: height).positive!
  }

  private init(_ embedding: [[Rational]], _ cone: OpenCone) {
    self.embedding = embedding
    self.cone = cone
  }

  /// A point of the cell.
  var point: [Rational] {
    let scale = cone.witness[dimension].reciprocal
    let y = cone.witness.dropLast().map { $0 * scale } + [.one]
    return embedding.map { $0.dot(y) }
  }

  /// Returns points of the cell, drawn at random around its witness.
  func samples(_ count: Int, _ random: inout some RandomNumberGenerator) -> [[Rational]] {
    (0..<count).map { _ in
      var step = Rational.one
      while true {
        let y = cone.witness.enumerated().map { j, w in
          j == dimension ? w : w + step * Rational(Int.random(in: -99...99, using: &random), 100)
        }
        if cone.contains(y) {
          let scale = y[dimension].reciprocal
          let place = y.dropLast().map { $0 * scale }
          // Short numbers, where there is room for them.
          let near = Rational(1, 64)
          let short = place.map { Rational.simplest(between: $0 - near, and: $0 + near) } + [.one]
          return embedding.map { $0.dot(cone.contains(short) ? short : place + [.one]) }
        }
        step = step * Rational(1, 4)
      }
    }
  }

  /// Returns the row in this cell's coordinates of a function that is affine in the inputs.
  func pulledBack(_ row: [Rational]) -> [Rational] {
    var result = [Rational](repeating: .zero, count: dimension + 1)
    result[dimension] = row[row.count - 1]
    for (coefficient, image) in zip(row, embedding) where coefficient != .zero {
      for j in image.indices { result[j] = result[j] + coefficient * image[j] }
    }
    return result
  }

  /// `true` iff the cell is open in the space of the inputs.
  var hasFullDimension: Bool { dimension == embedding.count }

  /// The sign that the affine function `row`, in the cell's coordinates, keeps on the cell; not
  /// known where it changes.
  func sign(of row: [Rational]) -> KnownSign {
    if let known = knownSign(of: row) { return .known(known) }
    let (negative, positive) = cone.split(by: row)
    if negative != nil && positive != nil { return .notKnown }
    return .known(positive != nil ? .positive : .negative)
  }

  /// The sign of `row` where the cell is made by it; `nil` where that is to be found out.
  func knownSign(of row: [Rational]) -> Sign? {
    if row.allSatisfy({ $0 == .zero }) { return .zero }
    return cone.rows.lazy.compactMap { Self.sign(of: row, where: $0) }.first
  }

  /// The sign of `row` where `positive` is positive, if it is a multiple of it; else `nil`.
  private static func sign(of row: [Rational], where positive: [Rational]) -> Sign? {
    guard let i = positive.firstIndex(where: { $0 != .zero }), row[i] != .zero else { return nil }
    let factor = row[i] / positive[i]
    guard zip(row, positive).allSatisfy({ $0 == factor * $1 }) else { return nil }
    return factor.exactSign
  }

  /// Returns the parts where `row`, in the cell's coordinates, is negative, zero and positive.
  func split(by row: [Rational]) -> (
    negative: AffineCell?, zero: AffineCell?, positive: AffineCell?
  ) {
    let (negative, positive) = cone.split(by: row)
    return (
      negative.map { AffineCell(embedding, $0) },
      negative != nil && positive != nil ? face(row) : nil,
      positive.map { AffineCell(embedding, $0) }
    )
  }

  /// Returns the part on the plane row = 0; `nil` where it is empty.
  func face(_ row: [Rational]) -> AffineCell? {
    // Eliminate the coordinate with the first coefficient that is not 0: y_j = -(Σ others)/row_j.
    guard let j = row.dropLast().firstIndex(where: { $0 != .zero }) else { return nil }
    let inverse = row[j].reciprocal
    let others = row.indices.filter { $0 != j }
    func restricted(_ old: [Rational]) -> [Rational] {
      others.map { old[$0] - old[j] * inverse * row[$0] }
    }
    guard let cone = OpenCone(rows: cone.rows.map(restricted)) else { return nil }
    return AffineCell(embedding.map(restricted), cone)
  }
}
