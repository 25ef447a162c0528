import ADLPrograms

/// A cone { d : ⟨a_i, d⟩ > 0 } that is known to be non-empty by a direction in it.
///
/// The cells of the sign tree: a node of the program with gradient a splits a cell by the sign of
/// ⟨a, d⟩, and the side on which the witness lies is free.
struct OpenCone: Hashable, Sendable {
  /// The a_i.
  let rows: [[Rational]]

  /// A direction in the cone.
  let witness: [Rational]

  /// Creates the whole space of directions with `dimension` entries.
  init(dimension: Int) {
    rows = []
    witness = (0..<dimension).map { Rational($0 == 0 ? 1 : 0) }
  }

  /// Creates the cone with the given rows; `nil` where it is empty, which is where 0 lies in the
  /// hull of the rows (Gordan), and where the rows are not vectors of equal lengths.
  ///
  /// - Parameter cancellation: where it holds, the answer is `nil` and means nothing.
  init?(rows: [[Rational]], cancellation: Cancellation = .never) {
    guard let hull = ConvexHull(rows),
      let witness = MinimumNormPoint.separator(of: hull, cancellation: cancellation)
    else { return nil }
    self.init(rows: rows, witness: witness)
  }

  private init(rows: [[Rational]], witness: [Rational]) {
    self.rows = rows
    self.witness = witness
  }

  /// `true` iff `direction` lies in the cone.
  func contains(_ direction: [Rational]) -> Bool {
    rows.allSatisfy { $0.dot(direction).sign.isCertainly(.positive) }
  }

  /// Returns the parts with ⟨row, d⟩ < 0 and with ⟨row, d⟩ > 0, each `nil` where it is empty; both
  /// are for the row 0 and for one with undefined entries.
  ///
  /// - Complexity: one part costs a product; the other one a search for a separator, unless the
  ///   witness lies on the plane, where both are products.
  func split(by row: [Rational]) -> (negative: OpenCone?, positive: OpenCone?) {
    (part(where: row.opposite), part(where: row))
  }

  /// Returns the part with ⟨row, d⟩ > 0; `nil` where it is empty, as for the row 0 and for one with
  /// undefined entries.
  ///
  /// - Parameter cancellation: where it holds, an answer of `nil` means nothing.
  /// - Complexity: a product, unless the witness lies on the other side.
  func part(
    where row: [Rational], cancellation: Cancellation = .never
  ) -> OpenCone? {
    switch row.dot(witness).sign {
    case .known(.positive): OpenCone(rows: rows + [row], witness: witness)
    case .known(.negative): OpenCone(rows: rows + [row], cancellation: cancellation)
    case .known(.zero):
      row.isZeroVector ? nil : OpenCone(rows: rows + [row], witness: nudged(along: row))
    case .notKnown: nil
    }
  }

  /// Returns a direction of the cone a little off the witness in `direction`.
  private func nudged(along direction: [Rational]) -> [Rational] {
    var step = Rational.one
    for row in rows {
      let change = row.dot(direction)
      // Half of what would bring the product to 0.
      if change.sign.isCertainly(.negative) {
        step = min(step, row.dot(witness) / (change * Rational(-2)))
      }
    }
    return zip(witness, direction).map { $0 + step * $1 }
  }
}
