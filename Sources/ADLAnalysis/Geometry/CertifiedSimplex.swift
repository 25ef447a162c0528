import ADLPrograms

/// A proof that 0 is a combination of a few vectors with positive weights, where entries are not
/// rational: signs are those of how the numbers are made, so that 0 may lie on a face.
struct CertifiedSimplex {
  private let vectors: [[Certified]]

  init(_ vectors: [[Certified]]) { self.vectors = vectors }

  /// `true` only if 0 is such a combination.
  ///
  /// As many axes as there are vectors, but one, tell the weights; on the others the same
  /// combination must be 0 for certain.
  func provesZeroInside() -> Bool {
    let count = vectors.count
    guard count > 1, let dimension = vectors.first?.count else { return false }
    // Rows are axes, and the sum of the weights.
    var rows = [[Certified](repeating: .exact(.one), count: count + 1)]
    var pivots = [0]
    for axis in 0..<dimension where rows.count < count {
      var row = vectors.map { $0[axis] } + [.exact(.zero)]
      for (other, pivot) in zip(rows, pivots) {
        let factor = row[pivot] / other[pivot]
        if factor.isZero { continue }
        for k in row.indices {
          row[k] = k == pivot ? .exact(.zero) : row[k] - factor * other[k]
        }
      }
      guard let pivot = row.indices.dropLast().first(where: { row[$0].sign.isCertainlyNot(.zero) })
      else { continue }
      rows.append(row)
      pivots.append(pivot)
    }
    guard rows.count == count else { return false }
    var weights = [Certified](repeating: .exact(.zero), count: count)
    for (row, pivot) in zip(rows, pivots).reversed() {
      var rest = row[count]
      for k in 0..<count where k != pivot && !row[k].isZero { rest = rest - row[k] * weights[k] }
      weights[pivot] = rest / row[pivot]
    }
    return weights.allSatisfy { $0.sign.isCertainly(.positive) }
      && (0..<dimension).allSatisfy { axis in
        zip(weights, vectors).reduce(Certified.exact(.zero)) { $0 + $1.0 * $1.1[axis] }
          .sign.isCertainly(.zero)
      }
  }
}
