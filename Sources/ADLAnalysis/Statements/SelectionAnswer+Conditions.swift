import ADLPrograms

extension SelectionAnswer {
  /// The positions of the conditions that tell the cell: a tie of two spellings of one function
  /// holds everywhere, and the same guard in another spelling, or a multiple of it, says nothing new.
  package var tellingConditions: [Int] {
    guard let sides else { return [] }
    let table = AtomTable(inputs: sides.p)
    let forms = try? sides.evaluate(at: table.inputs(sides.p), domain: .notANumber).outputs
    var known: [NormalForm] = []
    return conditions.indices.filter { i in
      let condition = conditions[i]
      guard let forms else { return condition.relation != .zero }
      let guardForm = (forms[condition.left] - forms[condition.right]).monic
      if guardForm.isZero { return false }
      if known.contains(where: { NormalForm.areSame($0, guardForm) }) { return false }
      known.append(guardForm)
      return true
    }
  }
}
