import ADLPrograms

extension SignTree {
  /// Replaces what the tree found by all cells, where the guards allow that.
  func decompose() {
    guard !open.isEmpty, stop == nil, (2...3).contains(group.inputs.count) else { return }
    let found = try? work.spending(atMost: Self.decompositionLimit) {
      let found = try LocalCells(analysis, group.inputs, work)
      try work.check()
      return found
    }
    guard let found, !found.samples.isEmpty else { return }
    replaceCells {
      for sample in found.samples {
        guard let (frozen, choices) = held(to: sample.pieces) else {
          noteEdge(analysis.violation(holding: sample.pieces))
          continue
        }
        addCell(frozen, choices, sample.direction, isThin: sample.isThin)
      }
    }
  }

  /// The most work that a decomposition may cost.
  private static var decompositionLimit: Int { 60_000 }
}
