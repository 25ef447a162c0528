import ADLPrograms

extension SignTree {
  /// Records `unit` where its pieces on the two sides of a guard do not meet: along directions in
  /// which the guard vanishes to first order they grow apart.
  ///
  /// Then they differ on the surface where the guard is 0, as near to the point as one likes: the
  /// function is not continuous around it, and has no Clarke subdifferential there.
  func checkBreak(at unit: TieUnit, _ pieces: [Piece], _ sides: [Path], _ path: Path) {
    guard let row = sides[1].rows.last?.vector else { return }
    for attempt in 0..<2 {
      let ends = sides.map { attempt == 0 ? $0.cone.witness : randomDirection(in: $0.cone) }
      let products = ends.map { $0.dot(row) }
      // A positive combination of both ends: it lies in the cone of `path`.
      let direction = zip(ends[0], ends[1]).map { $0 * products[1] - $1 * products[0] }
      guard !direction.isZeroVector else { return }
      let slopes = pieces.map { slope(of: unit.node, held: $0, along: embed(direction), path) }
      guard let a = slopes[0], let b = slopes[1] else { return }
      if Tiered.order(a, b).isCertainlyNot(.zero) { return noteBreak(at: unit.node) }
    }
  }

  /// The derivative of node `k` along `direction` with a piece held; `nil` where it is not known.
  private func slope(of k: Int, held piece: Piece, along direction: [Rational], _ path: Path)
    -> Tiered?
  {
    var pieces = analysis.pieces(of: path.choices)
    pieces[k] = piece
    let inputs = analysis.point.indices.map { j in
      Series(at: Tiered(analysis.point[j]), along: Tiered(.exact(direction[j])), order: 1)
    }
    guard
      let series = try? analysis.program.evaluate(
        at: inputs, domain: .notANumber, frozen: pieces, needing: [k]
      ).values[k]
    else { return nil }
    guard let order = series.order else { return Tiered(0) }
    return order >= 1 && series[1].isDefined ? series[1] : nil
  }
}
