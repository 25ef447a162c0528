/// A program compiled for many points at once: every node is a row of numbers, one a point.
///
/// Instructions are the program's nodes in the schedule's order, whatever their operations, so that
/// a small program pays one dispatch per node for a whole block of points. The backward sweep adds
/// contributions in the plan's order, so that every point has the bits that it has alone.
///
/// Stages, each in a file: the values (`LanePlan+Values`), the steps of the sweep
/// (`LanePlan+Sweep`), the rows that both share (`LanePlan+RegisterAllocation`). Until the last,
/// every number is in a row of its own, written once; then rows that are no longer live are used
/// again.
struct LanePlan: Sendable {
  struct Instruction: Sendable {
    var operation: OperationID
    var result: LaneRow

    /// The index of the first operand's row in the plan's operands.
    var operands: Int32
    var operandCount: Int32

    /// `true` iff the operands may lie outside the primitive's domain.
    var isChecked: Bool
  }

  /// A step of the backward sweep; `base` is the row that a contribution is added to, if any.
  enum Step: Sendable {
    /// v d of an instruction for one operand.
    case contribution(
      instruction: LaneInstructionID, slot: OperandSlot, adjoint: LaneRow, target: LaneRow,
      base: LaneRow)

    /// v d where d depends on literals alone.
    case scale(by: Double, adjoint: LaneRow, target: LaneRow, base: LaneRow)

    /// The sum of two rows.
    case sum(LaneRow, LaneRow, target: LaneRow)
  }

  /// A row that holds one number for all points.
  struct Constant: Sendable {
    var row: LaneRow
    var value: Double
  }

  var operations: [Operation]
  var instructions: [Instruction] = []
  var operands: [LaneRow] = []

  /// The rows that are filled once.
  var constants: [Constant]

  /// The row of the first input; the others follow.
  let firstInput: LaneRow
  let inputCount: Int32

  /// The row of each output, which holds it until the sweep begins.
  var outputs: [LaneRow] = []

  /// The steps of the sweep, and the row of adjoints of each input; none where nothing reaches it.
  var steps: [Step] = []
  var inputAdjoints: [LaneRow] = []
  var rowCount: Int32

  /// Compiles the program of `order`, with the sweep from the output number `output`; `nil` for
  /// none.
  init(_ order: SweepOrder, output: Int?) {
    let schedule = order.schedule
    operations = schedule.operations
    firstInput = LaneRow(schedule.literalCount)
    inputCount = Int32(schedule.program.p)
    rowCount = schedule.firstNode.rawValue
    constants = schedule.program.literals.enumerated().map {
      Constant(row: LaneRow($0), value: $1.double)
    }
    let values = writeValues(schedule)
    outputs = schedule.program.outputs.map { values.rows[schedule.positions[$0]] }
    if let output { writeSteps(order, values, output) }
    allocateRegisters()
  }

  /// Returns a row that nothing else has.
  mutating func takeRow() -> LaneRow {
    rowCount += 1
    return LaneRow(rawValue: rowCount - 1)
  }
}
