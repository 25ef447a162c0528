import ADLPrograms

/// The adjoints of one frozen program in every output: what a single tie contributes follows from
/// them without another sweep of the whole program.
struct AdjointTable {
  private let frozen: FrozenProgram
  private let adjoints: [[Tiered?]]

  init(_ frozen: FrozenProgram) {
    self.frozen = frozen
    adjoints = frozen.program.outputs.map { frozen.sweep(from: [($0, Tiered(1))]) }
  }

  /// Returns the contributions of `unit`, a tie that interacts with no other, each different one
  /// once; and the one of the alternative that it is held to.
  func contributions(of unit: TieUnit) -> (set: GradientSet, share: GradientShare) {
    if unit.isBlock { return block(unit) }
    let place = unit.places[0]
    var vectors: [GradientVector] = []
    var seen = Set<GradientVector>()
    let x = frozen.evaluation.operandValues(place.node)
    let held = frozen.pattern[place.node]![place.site]
    let share = contribution(place, held, x)
    for alternative in unit.alternatives {
      // Then the set is not used.
      if Work.hasEnded { return (.vectors([GradientVector(share)]), share) }
      Work.count(Cost.rational * (frozen.program.p * frozen.program.q + 1))
      let entries = contribution(place, alternative, x)
      let choice = Choice(node: place.node, site: place.site, piece: alternative)
      let vector = GradientVector(entries, choices: [choice])
      // Of equal vectors one stands for all; enclosures that look alike are not known to be equal.
      let isNew =
        vector.isExact
        ? seen.insert(vector.withoutChoices).inserted
        : !vectors.contains { $0.isKnownToEqual(vector) }
      if isNew { vectors.append(vector) }
    }
    return (.vectors(vectors), share)
  }

  /// What `alternative` at `place` adds to the gradient of each output.
  func contribution(_ place: TieUnit.Place, _ alternative: Int) -> GradientShare {
    contribution(place, alternative, frozen.evaluation.operandValues(place.node))
  }

  /// What `alternative` at `place`, whose operands are `x`, adds to the gradient of each output.
  private func contribution(
    _ place: TieUnit.Place, _ alternative: Int, _ x: [Tiered]
  ) -> GradientShare {
    let terms = terms(place, alternative, x)
    var entries: [(position: Int, number: Tiered)] = []
    for (i, v) in adjoints.enumerated() {
      guard let adjoint = v[place.node] else { continue }
      let seeds = terms.compactMap { node, partial in
        partial.scaling(adjoint).map { (node: node, weight: $0) }
      }
      entries += frozen.reached(from: seeds).map { (i * frozen.program.p + $0, $1) }
    }
    return GradientShare(count: frozen.program.q * frozen.program.p, entries)
  }

  private func terms(_ place: TieUnit.Place, _ alternative: Int, _ x: [Tiered])
    -> [(node: Int, partial: Partial<Tiered>)]
  {
    let application = frozen.program.application(place.node)
    let first = application.operands.startIndex
    let terms = application.primitive.selection!.terms(
      site: place.site, alternative: alternative, x, application.parameter)
    return terms.compactMap { term in
      application.operands[first + term.operand].node.map { ($0, term.partial) }
    }
  }

  /// The contributions of a block. The operand that takes a rank matters by its gradient alone, and
  /// the rank by its adjoint.
  private func block(_ unit: TieUnit) -> (GradientSet, GradientShare) {
    let operands = Array(frozen.program.application(unit.node).operands)
    // Gradients that are beyond what is left are not begun: the set is not used then.
    _ = Work.affords(Cost.rational * frozen.program.p * unit.alternatives.count)
    let zero = [Tiered](repeating: Tiered(0), count: frozen.program.p)
    let gradients = unit.alternatives.map { alternative in
      // Then the set is not used.
      if Work.hasEnded { return zero }
      return operands[alternative].node.map { frozen.gradient(from: [($0, Tiered(1))]) } ?? zero
    }
    // The ranks of a block share their operands.
    let x = frozen.evaluation.operandValues(unit.node)
    let weights = unit.places.map { place in
      adjoints.map { v -> Tiered in
        if Work.hasEnded { return Tiered(0) }
        Work.count(Cost.rational)
        // Every alternative has the same coefficient: 1, or 1/2 in a median of an even number.
        let terms = frozen.program.application(place.node).primitive.selection!.terms(
          site: place.site, alternative: unit.alternatives[0], x,
          frozen.program.application(place.node).parameter)
        return v[place.node].flatMap { terms[0].partial.scaling($0) } ?? Tiered(0)
      }
    }
    var share = [Tiered](
      repeating: Tiered(0), count: frozen.program.p * frozen.program.q)
    let position = Dictionary(
      zip(unit.alternatives, unit.alternatives.indices), uniquingKeysWith: { first, _ in first })
    for (place, weight) in zip(unit.places, weights) {
      let held = frozen.pattern[place.node]![place.site]
      let gradient = gradients[position[held]!]
      for (i, w) in weight.enumerated() where !w.isZero {
        Work.count(Cost.rational * gradient.count)
        if Work.hasEnded { break }
        for j in gradient.indices {
          let entry = i * gradient.count + j
          share[entry] = share[entry] + w * gradient[j]
        }
      }
    }
    let isConstant =
      weights.count == unit.alternatives.count && Set(weights).count == 1
      || Set(gradients).count == 1
    let all = GradientShare(share)
    if isConstant { return (.vectors([GradientVector(all)]), all) }
    let block = PermutationBlock(
      ranks: unit.places.map { Choice(node: $0.node, site: $0.site, piece: 0) },
      alternatives: unit.alternatives, weights: weights.map { $0.map(\.certified) },
      gradients: gradients.map { $0.map(\.certified) })
    return (.permutations(block), all)
  }
}
