import ADLPrograms

extension PieceDifference {
  /// Compares what two neighbouring cells hold for output `i`, at the point between them.
  init(
    _ left: Decomposition.Cell?, _ right: Decomposition.Cell?, output i: Int,
    at point: AlgebraicNumber?, _ roots: RootTable
  ) {
    guard let left, let right, left.violation == nil, right.violation == nil else {
      setPoles(left, right, i, point, roots)
      return
    }
    isZero = left.pieces == right.pieces
    setPoles(left, right, i, point, roots)
    guard let before = left.outputs[i], let after = right.outputs[i] else { return }
    let difference = after - before
    isZero = difference.isZero
    if !isZero, let point, leftPole == nil, rightPole == nil {
      order = point.multiplicity(in: difference.numerator)
    }
  }

  private mutating func setPoles(
    _ left: Decomposition.Cell?, _ right: Decomposition.Cell?, _ i: Int, _ point: AlgebraicNumber?,
    _ roots: RootTable
  ) {
    guard let point else { return }
    if let function = left?.outputs[i], point.sign(of: function.denominator) == .zero {
      leftPole = CellPlace(.beside(point, .negative), roots).sign(of: function)
    }
    if let function = right?.outputs[i], point.sign(of: function.denominator) == .zero {
      rightPole = CellPlace(.beside(point, .positive), roots).sign(of: function)
    }
  }
}
