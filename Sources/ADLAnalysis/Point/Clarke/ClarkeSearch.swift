import ADLPrograms

/// The search behind `clarke`: groups of ties, a set for each, and what they add up to.
final class ClarkeSearch {
  /// What is known of one group.
  private struct Part {
    var inner: GradientSet?
    var outer: GradientSet?
    var isExact: Bool
    var cellCount: Rational
    var isDifferentiable: Bool?

    /// What the group adds to the derivative, where it leaves the function differentiable.
    var derivative: GradientVector?
  }

  /// The groups that are looked at after the work has ended.
  private static let lateGroups = 16

  let analysis: PointAnalysis
  let work: Work
  let seed: UInt64
  private var open: [OpenPattern] = []
  private var cells: [[ClarkeCell]] = []
  private var jumps: [[Certified]] = []
  private var hasEdge = false
  private var violations: [DomainViolation] = []
  private var stop: Stop?

  init(_ analysis: PointAnalysis, _ work: Work, seed: UInt64) {
    self.analysis = analysis
    self.work = work
    self.seed = seed
  }

  func answer() -> ClarkeAnswer {
    let frozen = analysis.extended() ?? analysis.frozen
    let surrounding = FrozenProgram(frozen.surroundings, silent: analysis.silent)
    let affine = affineNodes(surrounding)
    let needed = Set(TieUnit.units(of: frozen.evaluation))
    var base = frozen.jacobian()
    var parts: [Part] = []
    let adjoints = AdjointTable(frozen)
    let groups = GuardGroups(surrounding, affine: affine, needed: needed).groups
    if Work.hasEnded { return .cutShort(at: analysis, work) }
    var late = 0
    for group in groups {
      // Some are looked at briefly after the end; of many nothing would be known.
      if Work.hasEnded { late += 1 }
      if late > Self.lateGroups { return .cutShort(at: analysis, work) }
      let (part, share) = part(of: group, frozen, adjoints, affine)
      share.take(from: &base)
      parts.append(part)
    }
    let constant = GradientVector(base.map(\.certified))
    if !constant.isDefined { hasEdge = true }
    // Where a cell has no gradient at the point its slopes may be unbounded; where the function
    // jumps they are: then there is no set.
    let hasSet = !hasEdge && jumps.isEmpty
    var total = Total(isExact: false)
    total.inner = hasSet ? sum(constant, parts.map(\.inner)) : nil
    total.isExact = total.inner != nil && parts.allSatisfy(\.isExact)
    total.outer = total.isExact ? total.inner : hasSet ? sum(constant, parts.map(\.outer)) : nil
    total.isDifferentiable = isDifferentiable(parts)
    total.derivative =
      total.isDifferentiable == true ? derivative(constant, parts) : nil
    if hasSet {
      total = adding(analysis.norms, to: total, inputs: groups.map { Set($0.inputs) })
      total = total.settled(by: analysis)
    }
    let innerOrigin = origin(total.inner)
    return ClarkeAnswer(
      inner: total.inner, isExact: total.isExact, outer: total.outer, open: open,
      cellCount: parts.reduce(.one) { $0 * $1.cellCount }, cells: cells, jumps: jumps,
      breaks: [], isContinuousAtPoint: false, openContinuity: [], hasEdge: hasEdge,
      violations: violations,
      isDifferentiable: total.isDifferentiable, derivative: total.derivative,
      innerOrigin: innerOrigin, outerOrigin: total.isExact ? innerOrigin : origin(total.outer),
      stop: stop ?? work.stop,
      tier: max(analysis.tier, (total.inner ?? total.outer)?.tier ?? .exact))
  }

  private func origin(_ set: GradientSet?) -> OriginTest? {
    guard analysis.program.q == 1, let set else { return nil }
    return work.concluding {
      OriginTest(set, dimension: analysis.program.p, cancellation: work.cancellation)
    }
  }

  private func sum(_ base: GradientVector, _ sets: [GradientSet?]) -> GradientSet? {
    let known = sets.compactMap { $0 }
    guard known.count == sets.count else { return nil }
    return ClosureParts(base: base, factors: known).set
  }

  private func isDifferentiable(_ parts: [Part]) -> Bool? {
    guard jumps.isEmpty, !hasEdge else { return nil }
    if parts.contains(where: { $0.isDifferentiable == false }) { return false }
    return parts.allSatisfy { $0.isDifferentiable == true } ? true : nil
  }

  private func derivative(_ base: GradientVector, _ parts: [Part]) -> GradientVector? {
    let shares = parts.compactMap(\.derivative)
    return shares.count == parts.count ? shares.reduce(base) { $0.adding($1) } : nil
  }

  // MARK: - One group

  private func part(
    of group: GuardGroup, _ frozen: FrozenProgram, _ adjoints: AdjointTable, _ affine: [Bool]
  ) -> (Part, share: GradientShare) {
    if case .free = group.kind {
      let (set, share) = adjoints.contributions(of: group.units[0])
      let part = Part(
        inner: set, outer: set, isExact: true, cellCount: group.units[0].count,
        isDifferentiable: set.isOneVector, derivative: set.only)
      return (part, share)
    }
    let tree = SignTree(analysis, frozen, group, work, affine: affine, seed: seed)
    tree.ensureCell()
    tree.decompose()
    let share = GradientShare(frozen.jacobian().subtracting(tree.rest))
    open += tree.open
    jumps += tree.jumps
    hasEdge = hasEdge || tree.hasEdge
    violations += tree.violations
    stop = stop ?? tree.stop
    cells.append(tree.describedCells)
    var isExact = tree.open.isEmpty && tree.stop == nil && !tree.hasEdge
    let inner = tree.cells.isEmpty ? nil : GradientSet.vectors(Self.distinct(tree.cells))
    var outer = inner
    if !isExact {
      outer = closure(of: group, frozen, rest: tree.rest)
      isExact = !tree.hasEdge && covers(inner, outer)
    }
    let part = Part(
      inner: inner, outer: isExact ? inner : outer, isExact: isExact,
      cellCount: Rational(tree.cells.count), isDifferentiable: tree.isDifferentiable,
      derivative: tree.cells.first { !$0.isThin }?.vector)
    return (part, share)
  }

  /// The contributions of all patterns of a group, whether they occur near the point or not; `nil`
  /// where there are too many.
  private func closure(of group: GuardGroup, _ frozen: FrozenProgram, rest: [Tiered])
    -> GradientSet?
  {
    let search = ClosureSearch(analysis, work, caseLimit: NodeClosure.caseLimit)
    let parts = search.parts(frozen, group.units, [:], group.others)
    // An arm without a value at the point may have gradients near it.
    guard let parts, search.isComplete, !search.hasUndefinedArm, search.undecidedArm == nil
    else { return nil }
    let shift = GradientVector(rest.map { (-$0).certified })
    return ClosureParts(base: shift, factors: [parts.set]).set
  }

  /// `true` iff the hull of `inner` contains `outer`, so that both have the same hull.
  private func covers(_ inner: GradientSet?, _ outer: GradientSet?) -> Bool {
    guard let inner, let outer, inner.isExact, outer.isExact else { return false }
    let (vectors, isComplete) = outer.vectors(limit: GradientSet.comparisonLimit)
    guard isComplete, let hull = GradientHull(inner, dimension: vectors[0].entries.count) else {
      return false
    }
    let known = Set(inner.vectors(limit: GradientSet.comparisonLimit).vectors.map(\.rational))
    return vectors.allSatisfy {
      known.contains($0.rational) || hull.contains($0.rational) && !Work.hasEnded
    }
  }

  /// The different vectors of `cells`, each with the choices of the first cell that has it.
  private static func distinct(_ cells: [SignTree.Cell]) -> [GradientVector] {
    var seen = Set<[Certified]>()
    return cells.map(\.vector).filter { seen.insert($0.entries).inserted }
  }

  /// Tells for each node whether it is affine near the point whatever the ties choose.
  private func affineNodes(_ frozen: FrozenProgram) -> [Bool] {
    let movement = Movement(TieUnit.units(of: frozen.evaluation), in: frozen)
    var pieces: [Int: Piece] = [:]
    for (k, active) in frozen.evaluation.active.enumerated() where !movement.isMoved[k] {
      if let active, !active.ties { pieces[k] = active.piece }
    }
    let shapes = try? analysis.program.evaluate(
      at: [Curvature](repeating: Curvature(.affine), count: analysis.program.p),
      domain: .notANumber,
      frozen: pieces, needing: frozen.evaluation.needed)
    return (0..<analysis.program.m).map { k in
      (shapes?.values[k]).map { $0.kind != .curved } ?? false
    }
  }
}

extension SignTree {
  /// Whether the group leaves the function differentiable: all cones of directions have the same
  /// gradient. `nil` where some directions were not followed, or enclosures do not tell.
  var isDifferentiable: Bool? {
    var seen = Set<[Certified]>()
    let wide = cells.filter { !$0.isThin && seen.insert($0.vector.entries).inserted }.map(\.vector)
    guard let first = wide.first else { return nil }
    if wide.contains(where: { $0.equality(with: first).isCertainlyNot(.zero) }) { return false }
    let isCovered =
      stop == nil && !hasEdge && jumps.isEmpty && open.allSatisfy { $0.reason == .curvature }
    let areOne = wide.allSatisfy { $0.equality(with: first).isCertainly(.zero) }
    return isCovered && areOne ? true : nil
  }

  var describedCells: [ClarkeCell] {
    cells.map {
      ClarkeCell(choices: $0.vector.choices, direction: $0.direction, isThin: $0.isThin)
    }
  }
}

extension GradientSet {
  /// Whether all vectors of a contribution are equal; `nil` where enclosures do not tell.
  fileprivate var isOneVector: Bool? {
    switch self {
    case .vectors(let vectors):
      let orders = vectors.dropFirst().map { $0.equality(with: vectors[0]) }
      if orders.contains(where: { $0.isCertainlyNot(.zero) }) { return false }
      return orders.allSatisfy { $0.isCertainly(.zero) } ? true : nil
    case .permutations(let block): return block.isExact ? false : nil
    case .sum, .union, .ball: return nil
    }
  }

  /// The vector of a set that has one.
  fileprivate var only: GradientVector? {
    if case .vectors(let vectors) = self, isOneVector == true { return vectors[0] }
    return nil
  }
}

extension TieUnit {
  /// The number of ways to choose.
  var count: Rational {
    (0..<places.count).reduce(.one) { $0 * Rational(alternatives.count - $1) }
  }
}
