import ADLPrograms

extension PieceDifference {
  /// Compares what two neighbouring cells hold for output `i`, at the point between them.
  init(
    _ left: Decomposition.Cell?, _ right: Decomposition.Cell?, output i: Int,
    at point: AlgebraicNumber?, in decomposition: Decomposition
  ) {
    guard let left, let right, left.violation == nil, right.violation == nil else { return }
    hasSamePieces = left.pieces == right.pieces
    guard let before = left.outputs[i], let after = right.outputs[i] else {
      if !hasSamePieces {
        hasSamePieces = decomposition.haveSameForm(left.pieces, right.pieces, output: i)
      }
      return
    }
    let difference = after - before
    isZero = difference.isZero
    if !isZero, let point, point.sign(of: before.denominator) != .zero,
      point.sign(of: after.denominator) != .zero
    {
      order = point.multiplicity(in: difference.numerator)
    }
  }
}

extension Decomposition {
  /// `true` iff output `i` has one normal form with either pieces, which then are one function.
  func haveSameForm(_ a: [Int: Piece], _ b: [Int: Piece], output i: Int) -> Bool {
    let table = AtomTable(inputs: 1)
    let inputs = path.coordinates.map { $0.value(at: NormalForm(atom: 0, table)) }
    let forms = [a, b].map { pieces in
      try? program.evaluate(at: inputs, domain: .notANumber, frozen: pieces).outputs[i]
    }
    guard let first = forms[0], let second = forms[1] else { return false }
    return NormalForm.areSame(first, second)
  }
}
