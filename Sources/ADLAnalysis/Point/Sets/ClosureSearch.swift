import ADLPrograms

/// The search behind a node closure, and behind the cases of a group of ties.
final class ClosureSearch {
  private let analysis: PointAnalysis
  private let work: Work
  private var casesLeft: Int
  private(set) var stop: Stop?
  private(set) var isComplete = true

  /// `true` iff some tied arm is not defined at the point, so that it has no gradient there.
  private(set) var hasUndefinedArm = false

  /// A selection in a tied arm whose pieces nothing better than doubles tells, if there is one.
  private(set) var undecidedArm: Int?

  /// The nodes of choices that lead to a value which cannot be told from the function's.
  private(set) var undecided = Set<Int>()

  init(_ analysis: PointAnalysis, _ work: Work, caseLimit: Int) {
    self.analysis = analysis
    self.work = work
    casesLeft = caseLimit
  }

  /// Returns the closure of the whole program.
  func set() -> GradientSet {
    let frozen = analysis.frozen
    guard let parts = parts(frozen, TieUnit.units(of: analysis.evaluation), [:], []) else {
      // The search ended before it came to the program's own piece.
      return .vectors([GradientVector(frozen.jacobian().map(\.certified))])
    }
    return parts.set
  }

  /// `true` iff another case may be told apart.
  private func mayGoOn() -> Bool {
    guard stop == nil, casesLeft > 0 else {
      isComplete = false
      return false
    }
    do {
      try work.charge()
      return true
    } catch {
      stop = error
      isComplete = false
      return false
    }
  }

  /// `true` iff the caller asks to stop.
  private func isStopped() -> Bool {
    if stop == nil, work.isStopped { stop = work.stop }
    if stop != nil { isComplete = false }
    return stop != nil
  }

  /// Returns the closure of `frozen` in which `units` are open; `nil` where no pattern of theirs
  /// has the value of the function.
  ///
  /// - Parameter choices: what the alternatives of other units are held to.
  /// - Parameter others: open units that are treated elsewhere.
  /// - Parameter movers: the nodes of those choices that may have changed values.
  func parts(
    _ frozen: FrozenProgram, _ units: [TieUnit], _ choices: [TieUnit.Place: Int],
    _ others: Set<TieUnit>, label: [Choice] = [], movers: Set<Int> = []
  ) -> ClosureParts? {
    let interactions = Interactions(units, in: frozen, keepingValue: true)
    if !movers.isEmpty, !interactions.hasMovers {
      // The values are those of every pattern that is left.
      switch frozen.hasValue(of: analysis) {
      case true: break
      case false: return nil
      default: undecided.formUnion(movers)
      }
    }
    let total = frozen.jacobian()
    var base = total
    var factors: [GradientSet] = []
    let adjoints = AdjointTable(frozen)
    for group in interactions.groups {
      // The choices that are left stay as the program makes them.
      if isStopped() { break }
      let factor: GradientSet
      let share: GradientShare
      if group.count == 1, !frozen.asksForEvaluation(group[0]) {
        (factor, share) = adjoints.contributions(of: group[0])
      } else {
        let rest = frozen.cutting(group).jacobian()
        share = GradientShare(zip(total, rest).map { $0 - $1 })
        let outside = others.union(units).subtracting(group)
        let found = cases(
          of: group, interactions, frozen, choices, outside, movers, shift: rest.map { -$0 })
        guard let found else { return nil }
        factor = found
      }
      // A constant contribution belongs to the base.
      if case .vectors(let vectors) = factor, vectors.count == 1 {
        guard GradientVector(share) != vectors[0].withoutChoices else { continue }
      }
      share.take(from: &base)
      factors.append(factor)
    }
    return ClosureParts(
      base: GradientVector(base.map(\.certified), choices: label), factors: factors)
  }

  /// Returns the contributions of `group`, one case of its pivot after the other; `nil` where none
  /// has the value of the function.
  private func cases(
    of group: [TieUnit], _ interactions: Interactions, _ frozen: FrozenProgram,
    _ choices: [TieUnit.Place: Int], _ others: Set<TieUnit>, _ movers: Set<Int>, shift: [Tiered]
  ) -> GradientSet? {
    // Values flow up the program: where they change, what comes first is resolved first.
    let isMoving = group.contains { interactions.movement.movers.contains($0) }
    let pivot = isMoving ? group[0] : interactions.pivot(of: group)
    let asksForEvaluation = frozen.asksForEvaluation(pivot)
    var movers = movers
    if interactions.movement.movers.contains(pivot) { movers.insert(pivot.node) }
    var cases: [GradientSet] = []
    func add(_ alternatives: [Int]) {
      var choices = choices
      for (place, alternative) in zip(pivot.places, alternatives) { choices[place] = alternative }
      var next = frozen
      var open = group.filter { $0 != pivot }
      if asksForEvaluation {
        guard let moved = analysis.frozen(holding: choices) else {
          hasUndefinedArm = true
          return
        }
        undecidedArm = undecidedArm ?? analysis.undecidedNode(in: moved.evaluation)
        next = moved
        open = TieUnit.units(of: moved.evaluation).filter { unit in
          !others.contains(unit) && unit.places.contains { choices[$0] == nil }
        }
      } else {
        for (place, alternative) in zip(pivot.places, alternatives) {
          next.hold(place, to: alternative)
        }
      }
      let label = zip(pivot.places, alternatives).map {
        Choice(node: $0.node, site: $0.site, piece: $1)
      }
      guard let parts = parts(next, open, choices, others, label: label, movers: movers) else {
        return
      }
      let base = GradientVector(
        zip(parts.base.entries, shift).map { $0 + $1.certified }, choices: label)
      cases.append(ClosureParts(base: base, factors: parts.factors).set)
    }
    _ = pivot.forEachAlternative { alternatives in
      guard mayGoOn() else { return false }
      casesLeft -= 1
      add(alternatives)
      return true
    }
    if cases.isEmpty, !isComplete { add(pivot.places.map { frozen.pattern[$0.node]![$0.site] }) }
    guard !cases.isEmpty else { return nil }
    let union = GradientSet.union(cases)
    guard union.count <= Rational(NodeClosure.listLimit) else { return union }
    return .vectors(union.vectors(limit: NodeClosure.listLimit).vectors)
  }
}

extension FrozenProgram {
  /// Whether the outputs are those of the program at the point; `nil` where that cannot be told.
  func hasValue(of analysis: PointAnalysis) -> Bool? {
    let orders = zip(evaluation.outputs, analysis.evaluation.outputs).map {
      Tiered.certainOrder($0, $1)
    }
    if orders.contains(where: { $0.isCertainlyNot(.zero) }) { return false }
    let pieces = evaluation.pieces
    return orders.enumerated().allSatisfy { i, order in
      order.isKnown || analysis.hasSameValue(holding: pieces, output: i)
    } ? true : nil
  }
}
