import ADLPrograms

extension Decomposition.Cell {
  /// Returns the union with the next cell, on which the same pieces are taken, and the point
  /// between.
  func joined(with next: Decomposition.Cell) -> Decomposition.Cell {
    Decomposition.Cell(
      extent: OpenCell(extent.lower, next.extent.upper), pieces: pieces,
      tiedNodes: tiedNodes.intersection(next.tiedNodes),
      edgeNodes: edgeNodes.intersection(next.edgeNodes), outputs: outputs, violation: violation)
  }
}

extension Decomposition {
  /// The root that is enclosed between just these two numbers, where more is known of it.
  func enclosedNumber(from lower: Rational, to upper: Rational) -> Certified? {
    for case .gap(let gap) in segments where gap.lower == lower && gap.upper == upper {
      return gap.root?.number
    }
    return nil
  }

  /// The normal forms of the guards whose roots are enclosed between two numbers, each once.
  func enclosedGuards(from lower: Rational, to upper: Rational, _ table: AtomTable) -> [NormalForm]
  {
    let inputs = path.coordinates.map { $0.value(at: NormalForm(atom: 0, table)) }
    var forms: [NormalForm] = []
    for case .gap(let gap) in segments {
      guard let root = gap.root, let low = gap.lower, let high = gap.upper, lower <= low,
        high <= upper
      else { continue }
      let evaluation = try? program.evaluate(at: inputs, domain: .notANumber, frozen: root.pieces)
      let form =
        evaluation?.askedGuard(root.asked, root.position, of: root.node)?.monic ?? .notANumber
      if !forms.contains(where: { NormalForm.areSame($0, form) }) { forms.append(form) }
    }
    return forms
  }
}
