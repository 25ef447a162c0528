import ADLPrograms

/// The sign tree of one group of ties: program order, a cone of directions for the choices so far,
/// and a side for every choice whose cone has an interior (semantics, section 6).
///
/// Each leaf is a cell that reaches the point, so its gradient is a limiting gradient. The leaves
/// are all cells where every side that was left out is empty near the point for certain.
final class SignTree {
  /// A choice of every unit of the group that some directions from the point lead to.
  struct Cell {
    /// What the group contributes to the gradient there.
    let vector: GradientVector

    /// The alternatives, by place.
    let choices: [TieUnit.Place: Int]

    /// A direction into the cell; on the inputs of the group, 0 elsewhere.
    let direction: [Rational]

    /// `true` iff the cell is too thin to contain a cone of directions.
    let isThin: Bool
  }

  /// A guard that was given a side: ⟨vector, d⟩ > 0, with the nodes that it combines.
  struct Row {
    let vector: [Rational]
    let seeds: [(node: Int, weight: Tiered)]

    /// `true` iff the guard is this combination of these nodes, and not only to first order.
    let isAffine: Bool

    /// The entries of the vector, where some are only enclosed.
    let enclosed: [Certified]?
  }

  /// A way down the tree.
  struct Path {
    var frozen: FrozenProgram
    var choices: [TieUnit.Place: Int] = [:]
    var remaining: [TieUnit]
    var cone: OpenCone
    var rows: [Row] = []

    /// The nodes whose alternatives agree to first order, so that no side was chosen.
    var merged: Set<Int> = []
  }

  let analysis: PointAnalysis
  let work: Work
  let group: GuardGroup
  let others: Set<TieUnit>

  /// The gradient without what passes through the group.
  let rest: [Tiered]

  /// Whether each node is affine near the point whatever the ties choose.
  let affine: [Bool]
  var random: SplitMix64

  /// The forms of units that no other tie acts on: they are the same on every path.
  private var fixedForms: [TieUnit: UnitForms] = [:]

  /// The nodes whose derivatives, or values, depend on a tie.
  private let followsTie: [Bool]

  /// What each alternative contributes to the gradient, where the units of the group only add up.
  private let contributions: [TieUnit.Place: [Int: [Tiered]]]?

  private(set) var cells: [Cell] = []
  private(set) var open: [OpenPattern] = []
  private(set) var stop: Stop?

  /// The values of the outputs in cells where they differ from those at the point.
  private(set) var jumps: [[Certified]] = []

  /// `true` iff the gradient does not exist in some cell.
  private(set) var hasEdge = false

  /// What is not defined at the point in some cell.
  private(set) var violations: [DomainViolation] = []

  init(
    _ analysis: PointAnalysis, _ frozen: FrozenProgram, _ group: GuardGroup, _ work: Work,
    affine: [Bool], seed: UInt64
  ) {
    self.analysis = analysis
    self.work = work
    self.group = group
    self.affine = affine
    others = group.others
    rest = frozen.cutting(group.units).jacobian()
    followsTie = frozen.nodesAfterTies
    contributions = frozen.separateContributions(of: group.units)
    random = SplitMix64(seed: seed)
    if case .line(let input) = group.kind {
      exploreLine(input)
    } else {
      grow(
        Path(
          frozen: frozen, remaining: group.units,
          cone: OpenCone(dimension: max(group.coordinates.count, 1))))
    }
  }

  /// Finds one cell where the work ended before any was found.
  func ensureCell() {
    guard cells.isEmpty, stop != nil else { return }
    let direction = group.inputs.map { _ in Rational(Int.random(in: -9999...9999, using: &random)) }
    var full = [Rational](repeating: .zero, count: analysis.program.p)
    for (input, entry) in zip(group.inputs, direction) { full[input] = entry }
    work.concludingBriefly(within: 256) { follow([full], isThin: false) }
  }

  /// Takes the cells that `find` adds for all there are, one for each choice.
  func replaceCells(_ find: () -> Void) {
    let known = (cells, open, jumps, hasEdge)
    (cells, open) = ([], [])
    find()
    guard !cells.isEmpty, hasEdge == known.3, stop == nil else {
      (cells, open, jumps, hasEdge) = known
      return
    }
    var seen: [[TieUnit.Place: Int]: Int] = [:]
    var kept: [Cell] = []
    for cell in cells {
      if let i = seen[cell.choices] {
        if kept[i].isThin, !cell.isThin { kept[i] = cell }
      } else {
        seen[cell.choices] = kept.count
        kept.append(cell)
      }
    }
    cells = kept
  }

  /// Records why the work ended.
  func end(_ reason: Stop) { stop = reason }

  /// Records that the function is not defined, or has no derivative, in some cell.
  func noteEdge(_ violation: DomainViolation?) {
    hasEdge = true
    if let violation, !violations.contains(violation) { violations.append(violation) }
  }

  /// Takes back the last pattern left open.
  func closeLastOpen() { open.removeLast() }

  func note(_ pattern: OpenPattern) { open.append(pattern) }

  /// Grows the tree from `path` on.
  private func grow(_ path: Path) {
    guard stop == nil else { return leaveOpen(path, .budget) }
    do {
      try work.charge()
    } catch {
      stop = error
      return leaveOpen(path, .budget)
    }
    guard let unit = path.remaining.first else { return addLeaf(path) }
    for child in sides(of: unit, path) { grow(child) }
  }

  /// Returns the forms of `unit` on `path`.
  func forms(of unit: TieUnit, _ path: Path) -> UnitForms {
    if let known = fixedForms[unit] { return known }
    let forms = UnitForms(unit, in: path.frozen)
    let operands = unit.places.flatMap { path.frozen.program.application($0.node).operands }
    if operands.allSatisfy({ $0.node.map { !followsTie[$0] } ?? true }) {
      fixedForms[unit] = forms
    }
    return forms
  }

  /// Records that what lies below `path` was not, or not wholly, explored.
  func leaveOpen(_ path: Path, _ reason: OpenPattern.Reason) {
    let choices = path.choices.map { Choice(node: $0.node, site: $0.site, piece: $1) }
    open.append(
      OpenPattern(
        choices: choices.sorted { ($0.node, $0.site) < ($1.node, $1.site) }, reason: reason))
  }

  /// Returns `path` with the places of `unit` held to `alternatives`.
  func holding(_ unit: TieUnit, _ alternatives: [Int], _ path: Path) -> Path? {
    var next = path
    for (place, alternative) in zip(unit.places, alternatives) {
      next.choices[place] = alternative
    }
    guard path.frozen.asksForEvaluation(unit) else {
      for (place, alternative) in zip(unit.places, alternatives) {
        next.frozen.hold(place, to: alternative)
      }
      next.remaining.removeAll { $0 == unit }
      return next
    }
    // Another arm has other values: what ties now, and what is needed, is seen by evaluating anew.
    guard let moved = analysis.extended(holding: next.choices) else {
      noteEdge(analysis.violation(holding: analysis.pieces(of: next.choices)))
      return nil
    }
    if let node = analysis.undecidedNode(in: moved.evaluation) {
      leaveOpen(next, .undecided(node: node))
      return nil
    }
    next.frozen = moved
    next.remaining = TieUnit.units(of: moved.evaluation).filter { unit in
      !others.contains(unit) && unit.places.contains { next.choices[$0] == nil }
    }
    return next
  }

  private func addLeaf(_ path: Path) {
    addCell(path.frozen, path.choices, embed(path.cone.witness), isThin: false)
  }

  /// Adds the cell of `frozen`, to which `direction` leads.
  func addCell(
    _ frozen: FrozenProgram, _ choices: [TieUnit.Place: Int], _ direction: [Rational], isThin: Bool
  ) {
    let values = frozen.evaluation.outputs
    guard values.allSatisfy(\.isDefined) else {
      hasEdge = true
      return
    }
    let jumps = zip(values, analysis.evaluation.outputs).contains {
      Certified.order($0.certified, $1.certified).isCertainlyNot(.zero)
    }
    if jumps { self.jumps.append(values.map(\.certified)) }
    let labels = choices.map { Choice(node: $0.node, site: $0.site, piece: $1) }
    let entries = added(choices) ?? frozen.jacobian().subtracting(rest)
    let vector = GradientVector(
      entries.map(\.certified),
      choices: labels.sorted { ($0.node, $0.site) < ($1.node, $1.site) })
    guard vector.isDefined else {
      hasEdge = true
      return
    }
    cells.append(Cell(vector: vector, choices: choices, direction: direction, isThin: isThin))
  }

  /// Returns the sum of the contributions of `choices`, where contributions only add up.
  private func added(_ choices: [TieUnit.Place: Int]) -> [Tiered]? {
    guard let contributions, choices.count == contributions.count else { return nil }
    var total = [Tiered](repeating: Tiered(0), count: rest.count)
    for (place, alternative) in choices.sorted(by: { $0.key.node < $1.key.node }) {
      guard let share = contributions[place]?[alternative] else { return nil }
      total = total.adding(share)
    }
    return total
  }

  /// Returns the row of a guard with the given gradient.
  func row(_ gradient: [Tiered], _ seeds: [(node: Int, weight: Tiered)], isAffine: Bool) -> Row {
    let entries = group.coordinates.map { gradient[$0].certified }
    let isKnown = entries.allSatisfy(\.isExact) || analysis.tolerance > 0
    return Row(
      vector: restrict(gradient), seeds: seeds, isAffine: isAffine,
      enclosed: isKnown ? nil : entries)
  }

  /// Returns the direction in the inputs that has `direction` as its coordinates.
  func embed(_ direction: [Rational]) -> [Rational] {
    var full = [Rational](repeating: .zero, count: analysis.program.p)
    for (coordinate, entry) in zip(group.coordinates, direction) { full[coordinate] = entry }
    return full
  }

  /// The gradient `vector` on the coordinates; entries that only enclosures separate from 0 are 0
  /// where their doubles are.
  func restrict(_ vector: [Tiered]) -> [Rational] {
    let entries = group.coordinates.map { j -> Rational in
      let entry = vector[j]
      if entry.sign.isCertainly(.zero) { return .zero }
      return entry.certified.rational ?? Rational(entry.certified.double)
    }
    return entries.isEmpty ? [.zero] : entries
  }
}

extension FrozenProgram {
  /// For each node, whether it depends on a tie; also what only arms not taken at the point need
  /// may.
  var nodesAfterTies: [Bool] {
    var follows = [Bool](repeating: false, count: program.m)
    for k in program.p..<program.m {
      follows[k] =
        evaluation.active[k]?.ties == true || evaluation.values[k] == nil
        || program.application(k).operands.contains { $0.node.map { follows[$0] } ?? false }
    }
    return follows
  }

  /// Returns what each alternative of `units` contributes to the gradient; `nil` unless they are
  /// single choices that do not act on each other.
  func separateContributions(of units: [TieUnit]) -> [TieUnit.Place: [Int: [Tiered]]]? {
    let groups = Interactions(units, in: self).groups
    // What does not act on each other is known only where all of it was looked at.
    if Work.hasEnded { return nil }
    guard units.allSatisfy({ !$0.isBlock && !asksForEvaluation($0) }), groups.count == units.count,
      groups.allSatisfy({ $0.count == 1 })
    else { return nil }
    let adjoints = AdjointTable(self)
    var contributions: [TieUnit.Place: [Int: [Tiered]]] = [:]
    for unit in units {
      for alternative in unit.alternatives {
        contributions[unit.places[0], default: [:]][alternative] =
          adjoints.contribution(
            unit.places[0], alternative
          ).all
      }
    }
    return contributions
  }
}
