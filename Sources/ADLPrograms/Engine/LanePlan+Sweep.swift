/// The steps of the backward sweep.
///
/// Invariants: contributions reach an adjoint in the plan's order; an adjoint is written anew with
/// every contribution, and an adjoint that is passed on whole (d = 1) is not copied. What depends
/// on literals alone is computed here, once.
extension LanePlan {
  /// The adjoints while the steps are laid out.
  private struct Adjoints {
    /// The row of each position; none where nothing has reached it.
    var rows: [LaneRow]

    /// The value of rows that hold one number.
    var constants: [LaneRow: Double] = [:]
  }

  mutating func writeSteps(_ order: SweepOrder, _ values: Values, _ output: Int) {
    let schedule = order.schedule
    var adjoints = Adjoints(rows: [LaneRow](repeating: .none, count: schedule.count))
    let root = schedule.positions[schedule.program.outputs.lowerBound + output]
    adjoints.rows[root] = row(of: 1, &adjoints)
    order.forEachStatement { statement in
      let operation = operations[schedule.operationID(of: Int32(statement.nodes[0]))]
      for slot in 0..<operation.operandCount where operation.slot(slot).passes {
        if statement.shared.contains(slot) {
          writeSharedContributions(statement.nodes, slot, schedule, values, &adjoints)
          continue
        }
        for k in statement.nodes {
          let position = schedule.positions[k]
          if adjoints.rows[position].isNone { continue }
          let target = schedule.operandPosition(Int32(k), slot)
          if schedule.isLiteral(target) { continue }
          let factor = factor(k, operation, slot, schedule)
          adjoints.rows[target] = writeContribution(
            of: values.instructions[position - schedule.firstNode], slot, factor,
            adjoint: adjoints.rows[position], onto: adjoints.rows[target], &adjoints)
        }
      }
    }
    inputAdjoints = (0..<schedule.program.p).map { adjoints.rows[schedule.positions[$0]] }
  }

  /// Writes the step that adds v d for one operand to `base`, and returns the row of the sum.
  ///
  /// - Parameter factor: the entry of d, if it depends on literals alone.
  private mutating func writeContribution(
    of instruction: LaneInstructionID, _ slot: Int, _ factor: Double?, adjoint: LaneRow,
    onto base: LaneRow, _ adjoints: inout Adjoints
  ) -> LaneRow {
    if let factor {
      if factor == 1 { return sum(base, adjoint, &adjoints) }
      if let v = adjoints.constants[adjoint] {
        return sum(base, row(of: v * factor, &adjoints), &adjoints)
      }
    }
    let target = takeRow()
    if let factor {
      steps.append(.scale(by: factor, adjoint: adjoint, target: target, base: base))
    } else {
      steps.append(
        .contribution(
          instruction: instruction, slot: OperandSlot(slot), adjoint: adjoint, target: target,
          base: base)
      )
    }
    return target
  }

  /// The row that holds `value`.
  private mutating func row(of value: Double, _ adjoints: inout Adjoints) -> LaneRow {
    let row = takeRow()
    constants.append(Constant(row: row, value: value))
    adjoints.constants[row] = value
    return row
  }

  /// The row of the sum of two rows, of which the first may be missing.
  private mutating func sum(_ a: LaneRow, _ b: LaneRow, _ adjoints: inout Adjoints) -> LaneRow {
    if a.isNone { return b }
    if let x = adjoints.constants[a], let y = adjoints.constants[b] {
      return row(of: x + y, &adjoints)
    }
    let row = takeRow()
    steps.append(.sum(a, b, target: row))
    return row
  }

  /// The entry of d of node `k`, if it depends on literals alone.
  private func factor(_ k: Int, _ operation: Operation, _ slot: Int, _ schedule: Schedule)
    -> Double?
  {
    if operation.slot(slot).isOne { return 1 }
    let sources = operation.slot(slot).sources
    let count = operation.operandCount
    guard count <= Operation.slotLimit, sources >> UInt64(count) == 0 else { return nil }
    var x = [Double](repeating: .nan, count: count)
    for i in 0..<count where sources >> UInt64(i) & 1 == 1 {
      let position = schedule.operandPosition(Int32(k), i)
      guard schedule.isLiteral(position) else { return nil }
      x[i] = constants[position].value
    }
    return operation.partials(x, value: .nan)[slot].number
  }

  /// Writes the steps for an operand that all nodes of a statement share: the contributions are
  /// summed as `laneSum` sums, then added.
  private mutating func writeSharedContributions(
    _ nodes: [Int], _ slot: Int, _ schedule: Schedule, _ values: Values,
    _ adjoints: inout Adjoints
  ) {
    let target = schedule.operandPosition(Int32(nodes[0]), slot)
    if schedule.isLiteral(target) { return }
    var lanes = [LaneRow](repeating: .none, count: nodes.count < 16 ? 1 : 8)
    for (i, k) in nodes.enumerated() {
      let position = schedule.positions[k]
      guard !adjoints.rows[position].isNone else { continue }
      let row = takeRow()
      steps.append(
        .contribution(
          instruction: values.instructions[position - schedule.firstNode], slot: OperandSlot(slot),
          adjoint: adjoints.rows[position], target: row, base: lanes[i % lanes.count]))
      lanes[i % lanes.count] = row
    }
    // Pairs at half the distance, and so on.
    while lanes.count > 1 {
      let half = lanes.count / 2
      for i in 0..<half where !lanes[i + half].isNone {
        lanes[i] = sum(lanes[i], lanes[i + half], &adjoints)
      }
      lanes.removeLast(half)
    }
    if !lanes[0].isNone { adjoints.rows[target] = sum(adjoints.rows[target], lanes[0], &adjoints) }
  }
}
