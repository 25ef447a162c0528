import ADLPrograms

/// The gradients that a tie is about, under one frozen program: of the alternatives, and of the
/// guards that choose among them.
struct UnitForms {
  let unit: TieUnit

  /// For each alternative of a selection of operands or contributions, the gradient of what it
  /// contributes; `nil` for selections that state their guards.
  let contributions: [[Tiered]]?

  /// For each of `contributions`, the combination of nodes that it is.
  let seeds: [[(node: Int, weight: Tiered)]]

  /// Creates the forms of `unit` in `frozen`.
  init(_ unit: TieUnit, in frozen: FrozenProgram) {
    self.unit = unit
    let application = frozen.program.application(unit.node)
    if application.ranksOperands {
      let operands = Array(application.operands)
      seeds = unit.alternatives.map { i in operands[i].node.map { [($0, Tiered(1))] } ?? [] }
    } else if application.preferredSign != nil {
      let guards = LocalGuards(unit.node, in: frozen.evaluation)
      seeds = unit.alternatives.map {
        guards.seeds(guards.contribution(site: unit.places[0].site, alternative: $0))
      }
    } else {
      seeds = []
      contributions = nil
      return
    }
    // Of a sort of many entries these are many; once the work has ended none is used.
    contributions = seeds.map {
      Work.hasEnded
        ? [Tiered](repeating: Tiered(0), count: frozen.program.p) : frozen.gradient(from: $0)
    }
  }

  /// The gradients of the guards that may change sign near the point: of the differences of the
  /// contributions from the first, or of what a selection compares. `nil` where one is not known.
  func guards(in frozen: FrozenProgram) -> [[Tiered]]? {
    if let contributions {
      return contributions.dropFirst().map { $0.subtracting(contributions[0]) }
    }
    let guards = LocalGuards(unit.node, in: frozen.evaluation)
    return guards.open?.map { frozen.gradient(from: guards.seeds($0)) }
  }

  /// The differences of the gradients of the pieces from the first, for selections that state their
  /// guards.
  func pieceDifferences(in frozen: FrozenProgram) -> [[Tiered]] {
    guard contributions == nil else { return [] }
    let guards = LocalGuards(unit.node, in: frozen.evaluation)
    let pieces = unit.alternatives.map { alternative in
      frozen.gradient(from: guards.seeds(guards.piece(unit.places[0].site, alternative)))
    }
    return pieces.dropFirst().map { $0.subtracting(pieces[0]) }
  }

  /// `true` iff the guards are affine near the point, of which `affine` tells the nodes that are,
  /// and none asks for equality.
  func hasAffineGuards(in frozen: FrozenProgram, _ affine: [Bool]) -> Bool {
    let application = frozen.program.application(unit.node)
    let operands = Array(application.operands)
    if contributions != nil {
      return seeds.allSatisfy { $0.allSatisfy { affine[$0.node] } }
    }
    if case .condition(let condition) = application.parameter {
      return frozen.openComparisons(at: unit.node).allSatisfy { i in
        !condition.asksForEquality(at: i)
          && operands[(2 * i)...(2 * i + 1)].allSatisfy { $0.node.map { affine[$0] } ?? true }
      }
    }
    return operands.allSatisfy { $0.node.map { affine[$0] } ?? true }
      && LocalGuards(unit.node, in: frozen.evaluation).open?.allSatisfy(\.isAffine) ?? false
  }
}

extension Condition {
  /// `true` iff comparison `i` is one of equality.
  func asksForEquality(at i: Int) -> Bool {
    switch self {
    case .comparison(let number, let relation):
      number == i && (relation == .equal || relation == .unequal)
    case .and(let parts), .or(let parts): parts.contains { $0.asksForEquality(at: i) }
    case .not(let part): part.asksForEquality(at: i)
    }
  }
}

extension LocalGuards {
  /// Returns the first-order part of what `alternative` at `site` contributes to the derivative.
  func piece(_ site: Int, _ alternative: Int) -> LocalForm {
    let terms = application.primitive.selection!.terms(
      site: site, alternative: alternative, evaluation.operandValues(k), application.parameter)
    return LocalForm(
      Tiered(0),
      slopes: Dictionary(
        terms.map { ($0.operand, $0.partial.number) }, uniquingKeysWith: { $0 + $1 }))
  }
}
