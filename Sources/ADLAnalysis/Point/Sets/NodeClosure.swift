import ADLPrograms

/// The node closure at a point: the gradients of all frozen programs in which every tied node takes
/// one of its tied pieces (semantics, section 4).
///
/// Ties that do not interact are kept as a sum. Among ties that do, one is resolved at a time, and
/// what is left falls apart into groups again.
struct NodeClosure {
  let set: GradientSet

  /// `false` iff the work or the limit ran out, so that the set lacks some patterns.
  let isComplete: Bool

  /// Why the work ended early, if it did.
  let stop: Stop?

  /// `true` iff some tied arm is not defined at the point.
  let hasUndefinedArm: Bool

  /// The largest number of cases that are told apart inside groups, and the largest set that is
  /// listed outright.
  static let caseLimit = 4096
  static let listLimit = 256

  init(_ analysis: PointAnalysis, _ work: Work, caseLimit: Int = Self.caseLimit) {
    let search = ClosureSearch(analysis, work, caseLimit: caseLimit)
    set = search.set()
    isComplete = search.isComplete
    stop = search.stop
    hasUndefinedArm = search.hasUndefinedArm
  }
}

/// A total that does not depend on any choice, and the sets that add to it.
struct ClosureParts {
  let base: GradientVector
  let factors: [GradientSet]

  var set: GradientSet {
    if factors.isEmpty { return .vectors([base]) }
    // Sums inside become part of this one, and their constants part of the base.
    var base = base
    var rest: [GradientSet] = []
    func add(_ set: GradientSet) {
      switch set {
      case .sum(let sets): for set in sets { add(set) }
      case .vectors(let vectors) where vectors.count == 1: base = base.adding(vectors[0])
      default: rest.append(set)
      }
    }
    for factor in factors { add(factor) }
    if rest.isEmpty { return .vectors([base]) }
    if base.isZero && base.choices.isEmpty { return rest.count == 1 ? rest[0] : .sum(rest) }
    if rest.count == 1, case .vectors(let vectors) = rest[0] {
      return .vectors(vectors.map { base.adding($0) })
    }
    return .sum([.vectors([base])] + rest)
  }
}

/// The search behind a node closure, and behind the cases of a group of ties.
final class ClosureSearch {
  private let analysis: PointAnalysis
  private let work: Work
  private var casesLeft: Int
  private(set) var stop: Stop?
  private(set) var isComplete = true

  /// `true` iff some tied arm is not defined at the point, so that it has no gradient there.
  private(set) var hasUndefinedArm = false

  init(_ analysis: PointAnalysis, _ work: Work, caseLimit: Int) {
    self.analysis = analysis
    self.work = work
    casesLeft = caseLimit
  }

  /// Returns the closure of the whole program.
  func set() -> GradientSet {
    let frozen = FrozenProgram(analysis.evaluation)
    return parts(frozen, TieUnit.units(of: analysis.evaluation), [:], []).set
  }

  /// `true` iff another case may be told apart.
  private func mayGoOn() -> Bool {
    guard stop == nil, casesLeft > 0 else {
      isComplete = false
      return false
    }
    do {
      try work.spend()
      return true
    } catch {
      stop = error
      isComplete = false
      return false
    }
  }

  /// Returns the closure of `frozen` in which `units` are open.
  ///
  /// - Parameter choices: what the alternatives of other units are held to.
  /// - Parameter others: open units that are treated elsewhere.
  func parts(
    _ frozen: FrozenProgram, _ units: [TieUnit], _ choices: [TieUnit.Place: Int],
    _ others: Set<TieUnit>, label: [Choice] = []
  ) -> ClosureParts {
    let total = frozen.jacobian()
    let interactions = Interactions(units, in: frozen)
    let groups = interactions.groups
    var base = total
    var factors: [GradientSet] = []
    let adjoints = AdjointTable(frozen)
    for group in groups {
      let factor: GradientSet
      let share: [Tiered]
      if group.count == 1, !frozen.changesValue(group[0]) {
        (factor, share) = adjoints.contributions(of: group[0])
      } else {
        let rest = frozen.cutting(group).jacobian()
        share = zip(total, rest).map { $0 - $1 }
        let outside = others.union(units).subtracting(group)
        factor = cases(
          of: group, interactions, frozen, choices, outside, shift: rest.map { -$0 })
      }
      // A constant contribution belongs to the base.
      if case .vectors(let vectors) = factor, vectors.count == 1 {
        guard share.map(\.certified) != vectors[0].entries else { continue }
      }
      base = zip(base, share).map { $0 - $1 }
      factors.append(factor)
    }
    return ClosureParts(
      base: GradientVector(base.map(\.certified), choices: label), factors: factors)
  }

  /// Returns the contributions of `group`, one case of its pivot after the other.
  private func cases(
    of group: [TieUnit], _ interactions: Interactions, _ frozen: FrozenProgram,
    _ choices: [TieUnit.Place: Int], _ others: Set<TieUnit>, shift: [Tiered]
  ) -> GradientSet {
    // Values flow up the program: where they change, what comes first is resolved first.
    let isMoving = group.contains { frozen.changesValue($0) }
    let pivot = isMoving ? group[0] : interactions.pivot(of: group)
    var cases: [GradientSet] = []
    _ = pivot.forEachAlternative { alternatives in
      guard mayGoOn() || cases.isEmpty else { return false }
      casesLeft -= 1
      var choices = choices
      for (place, alternative) in zip(pivot.places, alternatives) { choices[place] = alternative }
      var next = frozen
      var open = group.filter { $0 != pivot }
      if isMoving {
        guard let moved = analysis.frozen(holding: choices) else {
          hasUndefinedArm = true
          return true
        }
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
      let parts = parts(next, open, choices, others, label: label)
      let base = GradientVector(
        zip(parts.base.entries, shift).map { $0 + $1.certified }, choices: label)
      cases.append(ClosureParts(base: base, factors: parts.factors).set)
      return true
    }
    let union = GradientSet.union(cases)
    guard union.count <= Rational(NodeClosure.listLimit) else { return union }
    return .vectors(union.vectors(limit: NodeClosure.listLimit).vectors)
  }
}

extension PointAnalysis {
  /// Returns the program with `choices` held, evaluated anew; `nil` where an arm that they lead to is
  /// not defined at the point.
  func frozen(holding choices: [TieUnit.Place: Int]) -> FrozenProgram? {
    let pieces = pieces(of: choices)
    let x = inputs
    guard let moved = try? program.evaluate(at: x, frozen: pieces) else { return nil }
    return FrozenProgram(moved, holding: choices)
  }
}

extension Evaluation<Tiered> {
  /// `true` iff the selection at node `k` chooses at one site only.
  func hasOneSite(_ k: Int) -> Bool {
    let application = program.application(k)
    return application.primitive.selection?.pieceCounts(
      application.operands.count, application.parameter
    ).count == 1
  }
}

extension TieUnit {
  /// Calls `body` with each way to choose, one alternative a place, until it returns `false`.
  /// - Returns: `true` iff `body` saw all of them.
  func forEachAlternative(_ body: ([Int]) -> Bool) -> Bool {
    guard isBlock else { return alternatives.allSatisfy { body([$0]) } }
    var chosen: [Int] = []
    func extend() -> Bool {
      if chosen.count == places.count { return body(chosen) }
      for alternative in alternatives where !chosen.contains(alternative) {
        chosen.append(alternative)
        let goesOn = extend()
        chosen.removeLast()
        if !goesOn { return false }
      }
      return true
    }
    return extend()
  }
}
