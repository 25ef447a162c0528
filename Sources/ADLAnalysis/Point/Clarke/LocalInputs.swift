import ADLPrograms

/// The inputs that each node depends on near the point, whatever the ties choose.
struct LocalInputs {
  private let frozen: FrozenProgram
  private var supports: [BitSet]

  init(_ frozen: FrozenProgram) {
    self.frozen = frozen
    let program = frozen.program
    supports = [BitSet](repeating: BitSet(), count: program.m)
    for j in 0..<program.p { supports[j].insert(j) }
    for k in program.p..<program.m {
      for j in operands(k) { supports[k].formUnion(supports[j]) }
    }
  }

  /// The inputs that the alternatives and guards of `units` depend on.
  func support(of units: [TieUnit]) -> BitSet {
    var support = BitSet()
    for unit in units {
      for place in unit.places {
        for j in operands(place, unit.alternatives) { support.formUnion(supports[j]) }
      }
    }
    return support
  }

  /// The operands that the value of node `k` may depend on near the point.
  private func operands(_ k: Int) -> [Int] {
    let application = frozen.program.application(k)
    guard frozen.evaluation.values[k] != nil, let active = frozen.evaluation.active[k] else {
      guard frozen.evaluation.values[k] != nil else {
        return application.operands.compactMap(\.node)
      }
      return zip(application.operands, frozen.partials(k)).compactMap { operand, partial in
        partial.isZero ? nil : operand.node
      }
    }
    // What does not tie keeps its piece: its guards are not 0 at the point.
    return active.sites.indices.flatMap { site in
      operands(TieUnit.Place(node: k, site: site), active.sites[site].pieces)
    }
  }

  /// The operands that `alternatives` at `place` depend on, and the guards that choose among several.
  private func operands(_ place: TieUnit.Place, _ alternatives: [Int]) -> [Int] {
    let application = frozen.program.application(place.node)
    let all = Array(application.operands)
    let comparesContributions =
      application.primitive.preferredSign != nil || application.primitive.isOrderStatistic
    guard alternatives.count == 1 || comparesContributions else { return all.compactMap(\.node) }
    let x = frozen.evaluation.operandValues(place.node)
    return alternatives.flatMap { alternative in
      application.primitive.selection!.terms(
        site: place.site, alternative: alternative, x, application.parameter
      ).compactMap { all[$0.operand].node }
    }
  }
}
