/// The values: one instruction per node, in the schedule's order.
///
/// Invariant: nodes that apply one operation to the same rows share an instruction, since they have
/// the same bits. The program keeps both nodes, and the sweep gives each its own adjoint.
extension LanePlan {
  /// Where the values of a schedule are.
  struct Values {
    /// The row of each position.
    var rows: [LaneRow]

    /// The instruction of each position from the first node on.
    var instructions: [LaneInstructionID] = []
  }

  mutating func writeValues(_ schedule: Schedule) -> Values {
    var values = Values(rows: (0..<schedule.firstNode.offset).map { LaneRow($0) })
    var known: [Application: LaneInstructionID] = [:]
    for k in schedule.nodes {
      let id = schedule.operationID(of: k)
      let application = Application(
        operation: id,
        operands: (0..<operations[id].operandCount).map {
          values.rows[schedule.operandPosition(k, $0)]
        })
      let instruction =
        known[application] ?? append(application, literalCount: schedule.literalCount)
      known[application] = instruction
      values.instructions.append(instruction)
      values.rows.append(instructions[instruction].result)
    }
    return values
  }

  /// An operation applied to rows.
  private struct Application: Hashable {
    var operation: OperationID
    var operands: [LaneRow]
  }

  /// Appends an instruction; the first `literalCount` rows are literals.
  private mutating func append(_ application: Application, literalCount: Int)
    -> LaneInstructionID
  {
    let operation = operations[application.operation]
    let literals = application.operands.map {
      $0.offset < literalCount ? constants[$0].value : nil
    }
    var instruction = Instruction(
      operation: application.operation, result: takeRow(), operands: Int32(operands.count),
      operandCount: Int32(application.operands.count),
      isChecked: operation.mayLeaveDomain(literals))
    operands += application.operands
    if operation.primitive == .division, let divisor = literals[1],
      let reciprocal = divisor.exactReciprocal
    {
      // Both round the same number, and a product takes a fraction of the time.
      let factor = takeRow()
      constants.append(Constant(row: factor, value: reciprocal))
      operands[operands.count - 1] = factor
      instruction.operation = OperationID(operations.count)
      operations.append(
        Operation(
          .multiplication, .none, operandCount: 2, convention: operation.convention,
          isConditional: operation.isConditional))
    }
    instructions.append(instruction)
    return LaneInstructionID(instructions.count - 1)
  }
}

extension Operation {
  /// `true` unless the literals alone keep an application inside the domain.
  ///
  /// - Parameter literals: the operands that are literals, `nil` for the others.
  func mayLeaveDomain(_ literals: [Double?]) -> Bool {
    let x = literals.map { $0 ?? .nan }
    return isChecked
      && !(rule.domain.value + rule.domain.derivative).allSatisfy {
        literals[$0.argument] != nil && $0.holds(x) == true
      }
  }
}

extension Double {
  /// 1 / self, where that and any product with it are exact up to one rounding: powers of 2.
  fileprivate var exactReciprocal: Double? {
    guard isNormal, significand == 1, (1 / self).isNormal else { return nil }
    return 1 / self
  }
}
