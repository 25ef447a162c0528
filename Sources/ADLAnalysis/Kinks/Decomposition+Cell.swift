import ADLPrograms

extension Decomposition.Cell {
  /// Returns the union with the next cell, on which the same pieces are taken, and the point between.
  func joined(with next: Decomposition.Cell) -> Decomposition.Cell {
    Decomposition.Cell(
      extent: OpenCell(extent.lower, next.extent.upper), pieces: pieces,
      tiedNodes: tiedNodes.intersection(next.tiedNodes),
      edgeNodes: edgeNodes.intersection(next.edgeNodes), outputs: outputs, violation: violation)
  }
}

extension Decomposition {
  /// `true` iff all guards that vanish somewhere in `enclosure`, which encloses one root, are
  /// multiples of one function, and so vanish together.
  func hasOneGuard(in enclosure: Interval) -> Bool {
    let table = AtomTable(inputs: 1)
    let t = Paired(RootNumber(enclosure), NormalForm(atom: 0, table))
    let inputs = path.coordinates.map { $0.value(at: t) }
    guard let evaluation = try? program.evaluate(at: inputs, domain: .notANumber) else {
      return false
    }
    var forms: Set<[NormalForm.Monomial: Rational]> = []
    for k in program.p..<program.m where evaluation.active[k] != nil {
      for difference in evaluation.guards(of: k) where difference.first.sign.isCertainly(.zero) {
        guard difference.second.isKnown else { return false }
        if difference.second.isZero { continue }
        forms.insert(difference.second.monic.terms)
      }
    }
    return forms.count <= 1
  }
}
