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
        try work.spend()
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
          GradientVector(FrozenProgram(analysis.evaluation).jacobian().map(\.certified))
        ])
      ]
    }
    let union = sets.count == 1 ? sets[0] : GradientSet.union(sets)
    guard union.count <= Rational(NodeClosure.listLimit) else { return union }
    return .vectors(union.vectors(limit: NodeClosure.listLimit).vectors)
  }

  /// Records the pieces that differ from `choices` by ties only, if they have the function's value.
  ///
  /// - Returns: the program held to `choices`; `nil` where it is not defined at the point.
  private func visit(_ choices: [TieUnit.Place: Int]) -> FrozenProgram? {
    guard let frozen = analysis.frozen(holding: choices) else { return nil }
    let hasValue = zip(frozen.evaluation.outputs, analysis.evaluation.outputs).allSatisfy {
      Tiered.order($0, $1).isCertainly(.zero)
    }
    guard hasValue, hasDistinctRanks(frozen, choices) else { return frozen }
    if !choices.isEmpty { coincidences += 1 }
    let ties = TieUnit.units(of: frozen.evaluation).filter { unit in
      unit.places.allSatisfy { choices[$0] == nil } && !frozen.changesValue(unit)
    }
    let search = ClosureSearch(analysis, work, caseLimit: caseLimit)
    let label = choices.map { Choice(node: $0.node, site: $0.site, piece: $1) }
    let parts = search.parts(
      frozen, ties, choices, [], label: label.sorted { ($0.node, $0.site) < ($1.node, $1.site) })
    if !search.isComplete {
      isComplete = false
      stop = stop ?? search.stop
    }
    if parts.set.isDefined { sets.append(parts.set) }
    return frozen
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
        let tied = own.ties && !frozen.changesValue(unit) ? own.pieces : [own.pieces[own.standing]]
        for alternative in 0..<counts[site] where !tied.contains(alternative) {
          var deviation = choices
          deviation[place] = alternative
          deviations.append(deviation)
        }
      }
    }
    return deviations
  }

  /// `true` iff the ranks of each list take distinct operands, as they do in a permutation.
  private func hasDistinctRanks(_ frozen: FrozenProgram, _ choices: [TieUnit.Place: Int]) -> Bool {
    var taken: [RankedList: Set<Int>] = [:]
    for (k, active) in frozen.evaluation.active.enumerated() {
      let application = active.map { _ in frozen.program.application(k) }
      guard let active, let application, application.primitive.isOrderStatistic else { continue }
      let list = RankedList(
        primitive: application.primitive, start: application.operands.startIndex)
      for (site, own) in active.sites.enumerated() {
        let piece = choices[TieUnit.Place(node: k, site: site)] ?? own.pieces[own.standing]
        guard taken[list, default: []].insert(piece).inserted else { return false }
      }
    }
    return true
  }
}

/// The operand list that ranks share.
private struct RankedList: Hashable {
  let primitive: Primitive
  let start: Int
}
