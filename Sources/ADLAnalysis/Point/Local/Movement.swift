import ADLPrograms

/// What the choices at open ties do to values: which ties have alternatives of different value, and
/// which nodes feel it.
///
/// Tied pieces of continuous selections have one value; arms of an `if` have one where the function
/// is continuous across its guard, and then a choice between them changes derivatives only.
struct Movement {
  /// The ties whose alternatives may differ in value.
  private(set) var movers: Set<TieUnit> = []

  /// For each node, whether its value may depend on a choice at one of them.
  private(set) var isMoved: [Bool]

  /// Creates the movement of the open `units` of `frozen`.
  init(_ units: [TieUnit], in frozen: FrozenProgram) {
    let program = frozen.program
    isMoved = [Bool](repeating: false, count: program.m)
    let candidates = units.filter { frozen.mayMove($0) }
    guard !candidates.isEmpty else { return }
    let own = Dictionary(grouping: candidates, by: \.node)
    for k in candidates[0].node..<program.m {
      let operands = program.application(k).operands
      isMoved[k] = operands.contains { operand in operand.node.map { isMoved[$0] } ?? false }
      for unit in own[k] ?? [] where frozen.moves(unit) {
        movers.insert(unit)
        isMoved[k] = true
      }
    }
  }
}

extension FrozenProgram {
  /// The surroundings as normal forms of constants; `nil` where an input is not rational.
  private var normalForms: Evaluation<NormalForm>? {
    let around = surroundings
    let x = around.values.prefix(program.p).compactMap { $0?.certified.rational }
    guard x.count == program.p else { return nil }
    let table = AtomTable(inputs: 0)
    return try? program.evaluate(
      at: x.map { NormalForm(constant: $0, table) }, domain: .notANumber, frozen: around.pieces,
      needing: around.needed)
  }

  /// `true` iff a choice at `unit` asks for another evaluation: it may change values, or what is
  /// needed.
  func asksForEvaluation(_ unit: TieUnit) -> Bool {
    program.application(unit.node).runsOnlyChosenOperand || mayMove(unit) && moves(unit)
  }

  /// `false` for selections of operands and contributions, whose tied pieces have one value.
  fileprivate func mayMove(_ unit: TieUnit) -> Bool {
    !unit.isBlock && !program.application(unit.node).routesValues
  }

  /// `true` iff the alternatives of `unit` may differ in value.
  fileprivate func moves(_ unit: TieUnit) -> Bool {
    let k = unit.node
    let application = program.application(k)
    let values: [Tiered]
    if application.runsOnlyChosenOperand {
      let x = surroundings.operandValues(k)
      let arms = application.operands.count - 2
      if x[arms].surelyEquals(x[arms + 1]) { return false }
      if Tiered.certainOrder(x[arms], x[arms + 1]).isKnown { return true }
      // What enclosures cannot tell apart may be one expression.
      guard let forms = normalForms?.operandValues(k) else { return true }
      return !NormalForm.areSame(forms[arms], forms[arms + 1])
    } else {
      guard let rule = application.primitive.selection, var piece = pattern[k] else { return false }
      let x = evaluation.operandValues(k)
      values = unit.alternatives.map { alternative in
        piece[unit.places[0].site] = alternative
        return rule.value(of: piece, x, application.parameter)
      }
    }
    return !values.allSatisfy { $0.surelyEquals(values[0]) }
  }
}

extension Evaluation<Tiered> {
  /// The evaluation together with both arms and all sides of every condition that ties; what is not
  /// defined there is not a number.
  var withSurroundings: Evaluation {
    var result = self
    while true {
      let missing = result.missingAtTies
      guard !missing.isEmpty,
        let next = try? program.evaluate(
          at: Array(result.values.prefix(program.p).map { $0! }), domain: .notANumber,
          frozen: frozen, needing: result.needed + missing)
      else { return result }
      result = next
    }
  }

  /// The piece that each selection takes.
  var pieces: [Int: Piece] {
    var pieces = frozen
    for (k, active) in active.enumerated() where pieces[k] == nil { pieces[k] = active?.piece }
    return pieces
  }

  /// The arms and sides without a value of branches that tie and are not held.
  private var missingAtTies: [Int] {
    tiedNodes.flatMap { k -> [Int] in
      let application = program.application(k)
      guard application.runsOnlyChosenOperand, frozen[k] == nil else { return [] }
      return application.operands.compactMap(\.node).filter { values[$0] == nil }
    }
  }
}

extension Tiered {
  /// What is certain of the order of two numbers, doubles aside; with a tolerance small differences
  /// are 0.
  static func certainOrder(_ x: Tiered, _ y: Tiered) -> KnownSign {
    x.tolerance > 0 || y.tolerance > 0 ? order(x, y) : Certified.order(x.certified, y.certified)
  }

  /// `true` iff the number is known to be `other`.
  func surelyEquals(_ other: Tiered) -> Bool {
    Tiered.certainOrder(self, other).isCertainly(.zero)
  }
}

extension Evaluation {
  /// The values of the operands of node `k`, with those of comparisons that settled whether a
  /// branch ties although the program does not need them.
  func settledOperandValues(_ k: Int) -> [S] {
    let missing = program.application(k).comparedOperands.compactMap(\.node).filter {
      values[$0] == nil
    }
    guard !missing.isEmpty, active[k]?.ties == false,
      let extended = try? program.evaluate(
        at: Array(values.prefix(program.p).map { $0! }), domain: .notANumber, frozen: frozen,
        needing: missing)
    else { return operandValues(k) }
    return extended.operandValues(k)
  }
}
