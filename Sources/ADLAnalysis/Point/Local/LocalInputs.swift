import ADLPrograms
import BitCollections

/// What values depend on near the point, whatever the ties choose: by form alone, also where a
/// derivative vanishes at the point.
struct LocalInputs {
  private let frozen: FrozenProgram
  private let movement: Movement
  private var supports: [BitSet]

  /// Creates the dependences in `frozen`, a program evaluated with the surroundings of its ties.
  ///
  /// - Parameter endsWithWork: whether nothing that follows from them is used once the work has
  ///   ended, so that they need not be complete then.
  init(_ frozen: FrozenProgram, _ movement: Movement, endsWithWork: Bool = false) {
    self.frozen = frozen
    self.movement = movement
    let program = frozen.program
    supports = [BitSet](repeating: BitSet(), count: program.m)
    for j in 0..<program.p { supports[j].insert(j) }
    for k in program.p..<program.m {
      Work.count(
        Cost.application
          + (Cost.rational + program.p / 64) * program.application(k).operands.count)
      if endsWithWork, Work.hasEnded { break }
      for j in operands(k) { supports[k].formUnion(supports[j]) }
    }
  }

  /// The inputs that the values of `nodes` depend on.
  func support(of nodes: [Int]) -> BitSet {
    Work.count((Cost.rational + frozen.program.p / 64) * nodes.count)
    return nodes.reduce(into: BitSet()) { $0.formUnion(supports[$1]) }
  }

  /// The operands that the value of node `k` may depend on near the point, and the guards that
  /// choose among them.
  func operands(_ k: Int) -> [Int] {
    let application = frozen.program.application(k)
    let all = application.operands.compactMap(\.node)
    guard frozen.evaluation.values[k] != nil, !movement.isMoved[k] else { return all }
    guard let active = frozen.evaluation.active[k] else {
      return zip(application.operands, frozen.partials(k)).compactMap { operand, partial in
        partial.isZero ? nil : operand.node
      }
    }
    // What does not tie keeps its piece: its guards are not 0 at the point.
    return active.sites.indices.flatMap { site in
      let place = TieUnit.Place(node: k, site: site)
      let pieces = active.sites[site].pieces
      let contributing = contributing(place, pieces)
      return pieces.count == 1 ? contributing : contributing + guarding(place, pieces)
    }
  }

  /// The operands that the contributions of `alternatives` at `place` are made of.
  func contributing(_ place: TieUnit.Place, _ alternatives: [Int]) -> [Int] {
    let application = frozen.program.application(place.node)
    let all = Array(application.operands)
    let x = frozen.operandValues(place.node)
    return alternatives.flatMap { alternative in
      application.primitive.selection!.terms(
        site: place.site, alternative: alternative, x, application.parameter
      ).compactMap { all[$0.operand].node }
    }
  }

  /// The operands on which it depends near the point which of `alternatives` is taken at `place`.
  func guarding(_ place: TieUnit.Place, _ alternatives: [Int]) -> [Int] {
    let application = frozen.program.application(place.node)
    if application.routesValues { return contributing(place, alternatives) }
    guard application.runsOnlyChosenOperand else {
      return application.operands.compactMap(\.node)
    }
    return frozen.openComparisons(at: place.node).flatMap { i in
      application.operands.dropFirst(2 * i).prefix(2).compactMap(\.node)
    }
  }
}

extension FrozenProgram {
  /// The comparisons of the branch at node `k` whose guards are not known to keep a sign near the
  /// point.
  func openComparisons(at k: Int) -> [Int] {
    let x = evaluation.operandValues(k)
    return (0..<(x.count - 2) / 2).filter { i in
      !Tiered.order(x[2 * i], x[2 * i + 1]).isCertainlyNot(.zero)
    }
  }
}
