/// A program compiled for many points at once: every node is a row of numbers, one a point.
///
/// Instructions are the program's nodes in the schedule's order, whatever their operations, so that
/// a small program pays one dispatch per node for a whole block of points. The backward sweep adds
/// shares in the plan's order, so that every point has the bits that it has alone.
///
/// Stages, each in a file: the values (`LanePlan+Values`), the steps of the sweep
/// (`LanePlan+Sweep`), the rows that both share (`LanePlan+Rows`). Until the last, every number is
/// in a row of its own, written once; then rows that are no longer needed are used again.
struct LanePlan: Sendable {
  struct Instruction: Sendable {
    var operation: Int32
    var result: Int32

    /// The place of the operands' rows.
    var operands: Int32
    var operandCount: Int32

    /// `true` iff the operands may lie outside the primitive's domain.
    var isChecked: Bool
  }

  /// A step of the backward sweep; `base` is the row that a share is added to, -1 for none.
  enum Step: Sendable {
    /// v d of an instruction for one operand.
    case share(instruction: Int32, slot: Int32, adjoint: Int32, target: Int32, base: Int32)

    /// v d where d depends on literals alone.
    case scale(by: Double, adjoint: Int32, target: Int32, base: Int32)

    /// The sum of two rows.
    case sum(Int32, Int32, target: Int32)
  }

  /// A row that holds one number for all points.
  struct Constant: Sendable {
    var row: Int32
    var value: Double
  }

  var operations: [Operation]
  var instructions: [Instruction] = []
  var operands: [Int32] = []

  /// The rows that are filled once.
  var constants: [Constant]

  /// The row of the first input; the others follow.
  let firstInput: Int32
  let inputCount: Int32

  /// The row of each output, which holds it until the sweep begins.
  var outputs: [Int32] = []

  /// The steps of the sweep, and the row of adjoints of each input; -1 where nothing reaches it.
  var steps: [Step] = []
  var inputAdjoints: [Int32] = []
  var rowCount: Int32

  /// Compiles the program of `order`, with the sweep from the output number `output`; `nil` for
  /// none.
  init(_ order: SweepOrder, output: Int?) {
    let schedule = order.schedule
    operations = schedule.operations
    firstInput = Int32(schedule.literalCount)
    inputCount = Int32(schedule.program.p)
    rowCount = Int32(schedule.firstNode)
    constants = schedule.program.literals.enumerated().map {
      Constant(row: Int32($0), value: $1.double)
    }
    let values = writeValues(schedule)
    outputs = schedule.program.outputs.map { values.rows[Int(schedule.positions[$0])] }
    if let output { writeSteps(order, values, output) }
    reuseRows()
  }

  /// Returns a row that nothing else has.
  mutating func takeRow() -> Int32 {
    rowCount += 1
    return rowCount - 1
  }
}
