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
      guard !hasSamePieces,
        let form = decomposition.formDifference(left.pieces, right.pieces, output: i)
      else { return }
      // All atoms may have cancelled: what is left is a polynomial of the parameter.
      if form.terms.isEmpty {
        hasSamePieces = true
      } else if let point, let polynomial = form.polynomial {
        polynomialOrder = point.multiplicity(in: polynomial)
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
  /// The difference of the normal forms that output `i` has with either pieces, where it is known.
  func formDifference(_ a: [Int: Piece], _ b: [Int: Piece], output i: Int) -> NormalForm? {
    let table = AtomTable(inputs: 1)
    let inputs = path.coordinates.map { $0.value(at: NormalForm(atom: 0, table)) }
    let forms = [a, b].map { pieces in
      try? program.evaluate(at: inputs, domain: .notANumber, frozen: pieces).outputs[i]
    }
    guard let first = forms[0], let second = forms[1] else { return nil }
    let difference = second - first
    return difference.isKnown ? difference : nil
  }
}

extension NormalForm {
  /// The form as a polynomial of atom 0, where it has no other atoms.
  var polynomial: Polynomial? {
    guard isPolynomial(1) else { return nil }
    var coefficients: [Rational] = []
    for (monomial, coefficient) in terms {
      while coefficients.count <= monomial.degree { coefficients.append(.zero) }
      coefficients[monomial.degree] = coefficient
    }
    return Polynomial(coefficients)
  }
}
