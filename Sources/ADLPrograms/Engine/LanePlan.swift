/// A program compiled for many points at once: every node is a row of numbers, one a point.
///
/// Instructions are the program's nodes in the schedule's order, whatever their operations, so that
/// a small program pays one dispatch a node for a whole block of points. The backward sweep adds
/// shares in the plan's order, so that every point has the bits that it has alone.
///
/// Rows: literals, inputs and nodes at the schedule's positions, then the rows of adjoints; a row of
/// adjoints is used again once its node has passed on its shares.
struct LanePlan: Sendable {
  struct Instruction: Sendable {
    var operation: Int32
    var result: Int32

    /// The place of the operands' rows.
    var operands: Int32
    var operandCount: Int32
    var isChecked: Bool
  }

  /// A step of the backward sweep.
  enum Step: Sendable {
    /// v d of an instruction for one operand, added to the row `base`; -1 for none.
    case share(instruction: Int32, slot: Int32, adjoint: Int32, target: Int32, base: Int32)

    /// The sum of two rows.
    case sum(Int32, Int32, target: Int32)
  }

  let operations: [Operation]
  private(set) var instructions: [Instruction] = []
  private(set) var operands: [Int32] = []

  /// The row of each output.
  let outputs: [Int32]

  /// The steps of the sweep from the one output swept from, and the row of adjoints of each input;
  /// -1 where nothing reaches it.
  private(set) var steps: [Step] = []
  private(set) var inputAdjoints: [Int32] = []

  /// The row of ones, with which a sweep starts, and the number of rows.
  let seed: Int32
  private(set) var rowCount: Int

  /// Compiles the program of `order` for sweeps from the output number `output`; `nil` for none.
  init(_ order: SweepOrder, output: Int?) {
    let schedule = order.schedule
    operations = schedule.operations
    outputs = schedule.program.outputs.map { schedule.positions[$0] }
    seed = Int32(schedule.count)
    rowCount = schedule.count + 1
    for (i, k) in schedule.nodes.enumerated() {
      let number = schedule.operationNumbers[Int(k) - schedule.program.p]
      let operation = schedule.operations[Int(number)]
      instructions.append(
        Instruction(
          operation: number, result: Int32(schedule.firstNode + i),
          operands: Int32(operands.count), operandCount: Int32(operation.operandCount),
          isChecked: operation.isChecked))
      for j in 0..<operation.operandCount { operands.append(schedule.operandPosition(k, j)) }
    }
    if let output { writeSteps(order, output) }
  }

  private mutating func writeSteps(_ order: SweepOrder, _ output: Int) {
    let schedule = order.schedule
    var adjoints = AdjointRows(first: Int32(rowCount), positionCount: schedule.count)
    adjoints.alias(Int(outputs[output]), to: seed)
    order.forEachStatement { statement in
      let places = statement.nodes.map { Int(schedule.positions[$0]) - schedule.firstNode }
      let operation = operations[Int(instructions[places[0]].operation)]
      for slot in 0..<operation.operandCount where operation.slot(slot).passes {
        if statement.shared.contains(slot) {
          writeSharedShares(places, slot, schedule, &adjoints)
          continue
        }
        for place in places {
          guard let adjoint = adjoints.row(ofPosition: place + schedule.firstNode) else { continue }
          let target = Int(operands[Int(instructions[place].operands) + slot])
          if target < schedule.literalCount { continue }
          if operation.slot(slot).isOne, adjoints.row(ofPosition: target) == nil {
            adjoints.alias(target, to: adjoint)
            continue
          }
          let (row, base) = adjoints.accumulate(target)
          steps.append(
            .share(
              instruction: Int32(place), slot: Int32(slot), adjoint: adjoint, target: row,
              base: base))
        }
      }
      for place in places { adjoints.release(place + schedule.firstNode) }
    }
    inputAdjoints = (0..<schedule.program.p).map {
      adjoints.row(ofPosition: schedule.literalCount + $0) ?? -1
    }
    rowCount = Int(adjoints.end)
  }

  /// Writes the steps for an operand that all nodes of a statement share: the shares are summed as
  /// `laneSum` sums, then added.
  private mutating func writeSharedShares(
    _ places: [Int], _ slot: Int, _ schedule: Schedule, _ adjoints: inout AdjointRows
  ) {
    let target = Int(operands[Int(instructions[places[0]].operands) + slot])
    if target < schedule.literalCount { return }
    var lanes = [Int32](repeating: -1, count: places.count < 16 ? 1 : 8)
    for (k, place) in places.enumerated() {
      guard let adjoint = adjoints.row(ofPosition: place + schedule.firstNode) else { continue }
      let lane = k % lanes.count
      let base = lanes[lane]
      if base < 0 { lanes[lane] = adjoints.take() }
      steps.append(
        .share(
          instruction: Int32(place), slot: Int32(slot), adjoint: adjoint, target: lanes[lane],
          base: base))
    }
    // Pairs at half the distance, and so on.
    while lanes.count > 1 {
      let half = lanes.count / 2
      for i in 0..<half where lanes[i + half] >= 0 {
        if lanes[i] < 0 {
          lanes[i] = lanes[i + half]
        } else {
          steps.append(.sum(lanes[i], lanes[i + half], target: lanes[i]))
          adjoints.give(lanes[i + half])
        }
      }
      lanes.removeLast(half)
    }
    guard lanes[0] >= 0 else { return }
    if adjoints.row(ofPosition: target) == nil {
      adjoints.own(target, lanes[0])
    } else {
      let (row, base) = adjoints.accumulate(target)
      steps.append(.sum(base, lanes[0], target: row))
      adjoints.give(lanes[0])
    }
  }
}
