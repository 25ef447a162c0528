import ADLPrograms

extension SignTree {
  /// Returns the ways to go on at `unit`, one for each side that directions of the cone lead to.
  func sides(of unit: TieUnit, _ path: Path) -> [Path] {
    let forms = forms(of: unit, path)
    guard let contributions = forms.contributions else { return statedSides(of: unit, path) }
    let held = unit.places.map { path.frozen.pattern[$0.node]![$0.site] }
    if contributions.indices.allSatisfy({ agree(forms, $0, 0, path) }) {
      // Whichever is chosen, nothing changes to first order.
      var next = path
      next.merged.formUnion(unit.places.map(\.node))
      return [holding(unit, held, next)].compactMap { $0 }
    }
    let preferred: Sign?
    if let extremal = path.frozen.program.application(unit.node).preferredSign {
      preferred = extremal
    } else if !unit.isBlock {
      let offset = path.frozen.ascendingOffset(of: unit.places[0])
      preferred = offset == 0 ? .negative : offset == unit.alternatives.count - 1 ? .positive : nil
    } else {
      preferred = nil
    }
    guard let preferred else { return orders(of: forms, path) }
    return extremes(of: forms, preferred, path)
  }

  /// The sides of a choice of the largest contribution, or the smallest.
  private func extremes(of forms: UnitForms, _ preferred: Sign, _ path: Path) -> [Path] {
    let contributions = forms.contributions!
    var sides: [Path] = []
    var taken: [Int] = []
    for a in contributions.indices {
      // Of contributions that agree to first order, the first stands for all.
      if taken.contains(where: { agree(forms, a, $0, path) }) {
        for i in sides.indices { sides[i].merged.insert(forms.unit.node) }
        continue
      }
      taken.append(a)
      var next: Path? = path
      for b in contributions.indices where !agree(forms, a, b, path) {
        let (winner, loser) = preferred == .positive ? (a, b) : (b, a)
        // Of two alternatives, one guard decides.
        let attempt = contributions.count == 2 ? forms.unit.alternatives[a] : nil
        next = next.flatMap { side($0, where: forms, winner, exceeds: loser, for: attempt) }
      }
      if let next, let held = holding(forms.unit, [forms.unit.alternatives[a]], next) {
        sides.append(held)
      }
    }
    return sides
  }

  /// The sides of a choice by ranks: one for each order of the alternatives that directions lead
  /// to.
  private func orders(of forms: UnitForms, _ path: Path) -> [Path] {
    var partial: [(order: [Int], path: Path)] = [([0], path)]
    for next in forms.unit.alternatives.indices.dropFirst() {
      partial = partial.flatMap { order, path -> [(order: [Int], path: Path)] in
        if let reason = work.isStopped ? work.stop : nil {
          if stop == nil { leaveOpen(path, .budget) }
          end(reason)
          return []
        }
        // Insert below, between or above those in order.
        return (0...order.count).compactMap { position in
          var extended: Path? = path
          if position > 0 {
            extended = extended.flatMap { above($0, forms, next, order[position - 1]) }
          }
          if position < order.count {
            extended = extended.flatMap { above($0, forms, order[position], next) }
          }
          var longer = order
          longer.insert(next, at: position)
          return extended.map { (longer, $0) }
        }
      }
    }
    return partial.compactMap { order, path in
      let alternatives = forms.unit.places.map { place in
        forms.unit.alternatives[order[path.frozen.ascendingOffset(of: place)]]
      }
      return holding(forms.unit, alternatives, path)
    }
  }

  /// Returns the side on which alternative `a` lies above `b`; of two that agree to first order the
  /// later one counts as above.
  private func above(_ path: Path, _ forms: UnitForms, _ a: Int, _ b: Int) -> Path? {
    if agree(forms, a, b, path) {
      var next = path
      next.merged.insert(forms.unit.node)
      return a > b ? next : nil
    }
    return side(path, where: forms, a, exceeds: b)
  }

  private func side(
    _ path: Path, where forms: UnitForms, _ a: Int, exceeds b: Int, for attempt: Int? = nil
  ) -> Path? {
    let contributions = forms.contributions!
    let difference = contributions[a].subtracting(contributions[b])
    let seeds = forms.seeds[a] + forms.seeds[b].map { (node: $0.node, weight: -$0.weight) }
    // Where others agree with a or b to first order, the difference of these two is not the guard,
    // but for affine ones, which are then the same function.
    let isGuard =
      contributions.indices.allSatisfy { other in
        other == a || other == b
          || !agree(forms, other, a, path) && !agree(forms, other, b, path)
      }
      || forms.seeds.allSatisfy { $0.allSatisfy { affine[$0.node] } }
    return side(
      path, row(difference, seeds, isAffine: isGuard), for: attempt)
  }

  /// Returns the side on which the guard of `row` is positive; `nil` where no cone of directions
  /// leads there.
  ///
  /// - Parameter attempt: the alternative of the next unit that this side decides for.
  func side(_ path: Path, _ row: Row, for attempt: Int? = nil) -> Path? {
    if let cone = path.cone.part(where: row.vector, cancellation: work.cancellation) {
      var next = path
      next.cone = cone
      next.rows.append(row)
      if next.isCertain { return next }
      leaveOpen(path, .enclosures)
      probe(next)
      return nil
    }
    if work.isStopped, let reason = work.stop {
      end(reason)
      return nil
    }
    if !isProvenEmpty(path, row) { exploreThin(path, row, for: attempt) }
    return nil
  }

  /// `true` iff two gradients are known to be equal.
  func agree(_ x: [Tiered], _ y: [Tiered]) -> Bool {
    zip(x, y).allSatisfy { $0.surelyEquals($1) }
  }

  /// `true` iff two contributions of a tie are known to agree to first order.
  private func agree(_ forms: UnitForms, _ a: Int, _ b: Int, _ path: Path) -> Bool {
    let pairs = zip(forms.contributions![a], forms.contributions![b])
    if a == b || pairs.allSatisfy({ $0.surelyEquals($1) }) { return true }
    if pairs.contains(where: { Tiered.certainOrder($0, $1).isCertainlyNot(.zero) }) { return false }
    // What enclosures cannot tell apart may be one function.
    return vanishes(forms.seeds[a] + forms.seeds[b].map { ($0.node, -$0.weight) }, path)
  }
}

extension SignTree.Path {
  /// `true` iff the witness of the cone is known to be in it.
  var isCertain: Bool {
    rows.allSatisfy { row in
      guard let enclosed = row.enclosed else { return true }
      let product = zip(enclosed, cone.witness).reduce(Certified.exact(.zero)) {
        $0 + $1.0 * .exact($1.1)
      }
      return product.sign.isCertainly(.positive)
    }
  }
}

extension FrozenProgram {
  /// The rank from below, from 0, that `place` takes among the alternatives of its block.
  func ascendingOffset(of place: TieUnit.Place) -> Int {
    let site = evaluation.active[place.node]!.sites[place.site]
    let descends = program.application(place.node).index?.descends == true
    return descends ? site.pieces.count - 1 - site.standing : site.standing
  }
}
