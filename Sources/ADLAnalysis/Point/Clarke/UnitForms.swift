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
    if application.primitive.isOrderStatistic {
      let operands = Array(application.operands)
      seeds = unit.alternatives.map { i in operands[i].node.map { [($0, Tiered(1))] } ?? [] }
    } else if application.primitive.preferredSign != nil {
      let guards = LocalGuards(unit.node, in: frozen.evaluation)
      seeds = unit.alternatives.map {
        guards.seeds(guards.contribution(site: unit.places[0].site, alternative: $0))
      }
    } else {
      seeds = []
      contributions = nil
      return
    }
    contributions = seeds.map { frozen.gradient(from: $0) }
  }

  /// The differences of the contributions from the first, or the gradients of the guards and of the
  /// differences of pieces that vanish: whatever may split the directions, here or later.
  func differences(in frozen: FrozenProgram) -> [[Tiered]] {
    if let contributions {
      return contributions.dropFirst().map { $0.subtracting(contributions[0]) }
    }
    let k = unit.node
    let guards = LocalGuards(k, in: frozen.evaluation)
    let vanishing = guards.active([]).guards.filter { $0.value.sign.isCertainly(.zero) }
    let gradients = vanishing.map { frozen.gradient(from: guards.seeds($0)) }
    let pieces = unit.alternatives.map { alternative in
      frozen.gradient(from: guards.seeds(guards.piece(unit.places[0].site, alternative)))
    }
    return gradients + pieces.dropFirst().map { $0.subtracting(pieces[0]) }
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
