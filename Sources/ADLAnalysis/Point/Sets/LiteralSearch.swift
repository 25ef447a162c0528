import ADLPrograms

/// Definition 5 to the letter: all global pieces of the program with the value of the function at
/// the point, wherever on the line they hold (semantics, section 4).
///
/// A global piece chooses a piece at every selection that it needs. Choices among pieces of equal
/// value never change the composed value, so they are closed over as ties are; choices of a piece
/// with another value are tried one after the other, few deviations first.
final class LiteralSearch {
  private let analysis: PointAnalysis
  private let work: Work
  private let caseLimit: Int
  private var sets: [GradientSet] = []
  private(set) var isComplete = true
  private(set) var stop: Stop?

  /// The number of choices of pieces with other values that give the value of the function.
  private(set) var coincidences = 0

  /// The nodes of choices that lead to a value which cannot be told from the function's.
  private(set) var undecided = Set<Int>()

  init(_ analysis: PointAnalysis, _ work: Work, caseLimit: Int) {
    self.analysis = analysis
    self.work = work
    self.caseLimit = caseLimit
  }

  func set() -> GradientSet {
    var queue: [[TieUnit.Place: Int]] = [[:]]
    var seen = Set(queue)
    var next = 0
    while next < queue.count {
      let choices = queue[next]
      do {
        try work.charge()
      } catch {
        stop = error
        isComplete = false
        break
      }
      if let frozen = visit(choices) {
        for deviation in deviations(frozen, choices) where !seen.contains(deviation) {
          guard queue.count < caseLimit else {
            isComplete = false
            break
          }
          seen.insert(deviation)
          queue.append(deviation)
        }
      }
      next += 1
    }
    if sets.isEmpty {
      // The budget was spent before the first evaluation: the program's own piece is known anyway.
      sets = [
        .vectors([
          GradientVector(analysis.frozen.jacobian().map(\.certified))
        ])
      ]
    }
    let union = sets.count == 1 ? sets[0] : GradientSet.union(sets)
    guard work.stop == nil, union.count <= Rational(NodeClosure.listLimit) else { return union }
    return .vectors(union.vectors(limit: NodeClosure.listLimit).vectors)
  }

  /// Records the pieces that differ from `choices` by ties only, if they have the function's value.
  ///
  /// - Returns: the program held to `choices`; `nil` where it is not defined at the point.
  private func visit(_ choices: [TieUnit.Place: Int]) -> FrozenProgram? {
    guard var frozen = analysis.frozen(holding: choices) else { return nil }
    let hasValue = frozen.hasValue(of: analysis)
    guard hasValue != false, let ranks = frozen.standRanks(apartFrom: choices) else {
      return frozen
    }
    if isCoincidence(choices, frozen) { coincidences += 1 }
    if hasValue == nil { undecided.formUnion(choices.keys.map(\.node)) }
    let ties = TieUnit.units(of: frozen.evaluation).filter { unit in
      !unit.isRanked(in: frozen.program) && unit.places.allSatisfy { choices[$0] == nil }
        && !frozen.asksForEvaluation(unit)
    }
    let units = (ties + ranks).sorted {
      ($0.node, $0.places[0].site) < ($1.node, $1.places[0].site)
    }
    let search = ClosureSearch(analysis, work, caseLimit: caseLimit)
    let label = choices.map { Choice(node: $0.node, site: $0.site, piece: $1) }
    let parts = search.parts(
      frozen, units, choices, [], label: label.sorted { ($0.node, $0.site) < ($1.node, $1.site) })
    if !search.isComplete {
      isComplete = false
      stop = stop ?? search.stop
    }
    if let set = parts?.set, set.isDefined { sets.append(set) }
    return frozen
  }

  /// `true` iff some piece of `choices` is not one that meets at its node.
  private func isCoincidence(_ choices: [TieUnit.Place: Int], _ frozen: FrozenProgram) -> Bool {
    choices.contains { place, piece in
      let site = frozen.evaluation.active[place.node]?.sites[place.site]
      return site.map { !$0.pieces.contains(piece) } ?? false
    }
  }

  /// The ways to choose one more piece whose value may differ from what its node has.
  private func deviations(_ frozen: FrozenProgram, _ choices: [TieUnit.Place: Int])
    -> [[TieUnit.Place: Int]]
  {
    var deviations: [[TieUnit.Place: Int]] = []
    let evaluation = frozen.evaluation
    for (k, active) in evaluation.active.enumerated() {
      guard let active, let rule = evaluation.program.application(k).primitive.selection else {
        continue
      }
      let application = evaluation.program.application(k)
      let counts = rule.pieceCounts(application.operands.count, application.parameter)
      for (site, own) in active.sites.enumerated() {
        let place = TieUnit.Place(node: k, site: site)
        guard choices[place] == nil else { continue }
        let unit = TieUnit(places: [place], alternatives: own.pieces)
        let tied =
          own.ties && !frozen.asksForEvaluation(unit) ? own.pieces : [own.pieces[own.standing]]
        for alternative in 0..<counts[site] where !tied.contains(alternative) {
          var deviation = choices
          deviation[place] = alternative
          deviations.append(deviation)
        }
      }
    }
    return deviations
  }
}

extension TieUnit {
  /// `true` iff the unit chooses operands by rank.
  fileprivate func isRanked(in program: Program) -> Bool {
    program.application(node).ranksOperands
  }
}

extension FrozenProgram {
  /// Lets the ranks of each list take distinct operands, as they do in a permutation: a rank held
  /// by `choices` has its own, and the others share what is left of their blocks of equal operands.
  ///
  /// - Returns: the choices that are left; `nil` where the operands do not suffice.
  fileprivate mutating func standRanks(apartFrom choices: [TieUnit.Place: Int]) -> [TieUnit]? {
    var lists: [RankedList: (taken: Set<Int>, blocks: [[Int]: [TieUnit.Place]])] = [:]
    for (k, active) in evaluation.active.enumerated() {
      guard let active else { continue }
      let application = program.application(k)
      guard application.ranksOperands else { continue }
      let list = RankedList(
        primitive: application.primitive, start: application.operands.startIndex)
      for (number, site) in active.sites.enumerated() {
        let place = TieUnit.Place(node: k, site: number)
        if let piece = choices[place] {
          let isNew = lists[list, default: ([], [:])].taken.insert(piece).inserted
          guard isNew else { return nil }
        } else {
          lists[list, default: ([], [:])].blocks[site.pieces, default: []].append(place)
        }
      }
    }
    var units: [TieUnit] = []
    for (taken, blocks) in lists.values {
      for (block, places) in blocks {
        let free = block.filter { !taken.contains($0) }
        guard places.count <= free.count else { return nil }
        for (place, piece) in zip(places, free) { hold(place, to: piece) }
        if free.count > 1 { units.append(TieUnit(places: places, alternatives: free)) }
      }
    }
    return units
  }
}

/// The operand list that ranks share.
private struct RankedList: Hashable {
  let primitive: Primitive
  let start: Int
}
