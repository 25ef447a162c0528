import ADLPrograms

extension SelectionAnswer {
  /// The positions of the conditions that tell the cell.
  package var tellingConditions: [Int] { sides?.tellingPositions(conditions) ?? [] }
}

extension Program {
  /// The positions of the conditions, over the outputs of this program, that tell a set: a tie of
  /// two spellings of one function holds everywhere, and the same guard in another spelling, or a
  /// multiple of it, says nothing new.
  func tellingPositions(_ conditions: [IndexCondition]) -> [Int] {
    let table = AtomTable(inputs: p)
    let forms = try? evaluate(at: table.inputs(p), domain: .notANumber).outputs
    var known: [NormalForm] = []
    return conditions.indices.filter { i in
      let condition = conditions[i]
      guard let forms else { return condition.relation != .zero }
      let difference = (forms[condition.left] - forms[condition.right]).monic
      if difference.isZero { return false }
      if known.contains(where: { NormalForm.areSame($0, difference) }) { return false }
      known.append(difference)
      return true
    }
  }
}

/// What a condition is, and how it turned out: sets on which all of them are alike are one.
struct ConditionOutcome: Hashable {
  private let node: Int
  private let relation: Sign
  private let pieces: [[Int]]

  init<S: RealNumber>(_ condition: IndexCondition, _ evaluation: Evaluation<S>) {
    node = condition.node
    relation = condition.relation
    pieces = evaluation.active[node]?.sites.map(\.pieces) ?? []
  }
}

extension OpenCell {
  /// Creates the inside of a side of a box.
  init(_ side: Box.Side) {
    self.init(side.lower.map { AlgebraicNumber($0) }, side.upper.map { AlgebraicNumber($0) })
  }
}
