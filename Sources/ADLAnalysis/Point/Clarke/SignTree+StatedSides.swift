import ADLPrograms

/// Selections that state their guards: an `if`, `clip`, and what users declare.
extension SignTree {
  /// The sides of a selection by the signs of the guards that it asks for.
  func statedSides(of unit: TieUnit, _ path: Path) -> [Path] {
    if alternativesAgree(unit, path) {
      var next = path
      next.merged.formUnion(unit.places.map(\.node))
      let held = unit.places.map { path.frozen.pattern[$0.node]![$0.site] }
      return [holding(unit, held, next)].compactMap { $0 }
    }
    let guards = LocalGuards(unit.node, in: path.frozen.evaluation)
    var sides: [Path] = []
    resolve(unit, guards, answers: [], path) { sides.append($0) }
    return sides
  }

  /// `true` iff the alternatives of `unit` agree in value and to first order.
  private func alternativesAgree(_ unit: TieUnit, _ path: Path) -> Bool {
    let k = unit.node
    let first = (path.frozen.evaluation.values[k]!, path.frozen.gradient(from: [(k, Tiered(1))]))
    return unit.alternatives.allSatisfy { alternative in
      var probe = path.frozen
      if path.frozen.asksForEvaluation(unit) {
        var choices = path.choices
        for place in unit.places { choices[place] = alternative }
        guard let moved = analysis.extended(holding: choices),
          // Ties in the other arm may be what the alternatives differ by.
          TieUnit.units(of: moved.evaluation).allSatisfy({ other in
            others.contains(other) || path.remaining.contains(other)
              || choices[other.places[0]] != nil
          })
        else { return false }
        probe = moved
      } else {
        for place in unit.places { probe.hold(place, to: alternative) }
      }
      guard let value = probe.evaluation.values[k] else { return false }
      return value.surelyEquals(first.0)
        && agree(probe.gradient(from: [(k, Tiered(1))]), first.1)
    }
  }

  private func resolve(
    _ unit: TieUnit, _ guards: LocalGuards, answers: [Sign], _ path: Path,
    _ found: (Path) -> Void
  ) {
    let (active, asked, signs) = guards.active(answers)
    if active.isDecided {
      let piece = active.piece
      if let next = holding(unit, unit.places.map { piece[$0.site] }, path) { found(next) }
      return
    }
    guard let open = signs.firstIndex(where: { !$0.isKnown }) else {
      return leaveOpen(path, .undecided(node: unit.node))
    }
    let known = signs[..<open].known
    guard asked[open].value.sign.isCertainly(.zero) else {
      return leaveOpen(path, .undecided(node: unit.node))
    }
    let seeds = guards.seeds(asked[open])
    let gradient = path.frozen.gradient(from: seeds)
    // Where both sides lead to the same piece, it matters only that the guard is not always 0.
    let outcomes = [Sign.negative, .positive].map { guards.active(known + [$0]).set }
    let isSplit =
      !outcomes.allSatisfy(\.isDecided) || outcomes[0].piece != outcomes[1].piece
    guard gradient.contains(where: { !$0.sign.isCertainly(.zero) }) else {
      return resolveTangent(
        unit, guards, known, germ(asked[open], seeds, path), isSplit: isSplit, path, found)
    }
    guard isSplit else {
      return resolve(unit, guards, answers: known + [.positive], path, found)
    }
    for sign in [Sign.negative, .positive] {
      let factor = Tiered(sign.rawValue)
      let row = row(
        gradient.map { factor * $0 }, seeds.map { ($0.node, factor * $0.weight) },
        isAffine: asked[open].isAffine)
      if let next = side(path, row) {
        resolve(unit, guards, answers: known + [sign], next, found)
      }
    }
  }

  /// Goes on where the gradient of a guard vanishes at the point.
  private func resolveTangent(
    _ unit: TieUnit, _ guards: LocalGuards, _ known: [Sign], _ germ: GuardGerm, isSplit: Bool,
    _ path: Path, _ found: (Path) -> Void
  ) {
    switch germ {
    case .sign(let sign): resolve(unit, guards, answers: known + [sign], path, found)
    case .changing where !isSplit:
      resolve(unit, guards, answers: known + [.positive], path, found)
    case .changing, .unknown:
      leaveOpen(path, .tangency(node: unit.node))
      probe(path)
    }
  }
}
