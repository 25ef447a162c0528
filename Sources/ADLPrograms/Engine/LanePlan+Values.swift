/// The values: one instruction per node, in the schedule's order.
///
/// Invariant: nodes that apply one operation to the same rows share an instruction, since they have
/// the same bits. The program keeps both nodes, and the sweep gives each its own adjoint.
extension LanePlan {
  /// Where the values of a schedule are.
  struct Values {
    /// The row of each position.
    var rows: [Int32]

    /// The instruction of each position from the first node on.
    var instructions: [Int32] = []
  }

  mutating func writeValues(_ schedule: Schedule) -> Values {
    var values = Values(rows: (0..<Int32(schedule.firstNode)).map { $0 })
    var known: [[Int32]: Int32] = [:]
    for k in schedule.nodes {
      let number = schedule.operationNumbers[Int(k) - schedule.program.p]
      let operands = (0..<operations[Int(number)].operandCount).map {
        values.rows[Int(schedule.operandPosition(k, $0))]
      }
      let instruction =
        known[[number] + operands] ?? append(number, operands, literalCount: schedule.literalCount)
      known[[number] + operands] = instruction
      values.instructions.append(instruction)
      values.rows.append(instructions[Int(instruction)].result)
    }
    return values
  }

  /// Appends an application of the operation `number` to rows; the first ones are literals.
  private mutating func append(_ number: Int32, _ rows: [Int32], literalCount: Int) -> Int32 {
    let operation = operations[Int(number)]
    let literals = rows.map { $0 < literalCount ? constants[Int($0)].value : nil }
    var instruction = Instruction(
      operation: number, result: takeRow(), operands: Int32(operands.count),
      operandCount: Int32(rows.count), isChecked: operation.mayLeaveDomain(literals))
    operands += rows
    if operation.primitive == .division, let divisor = literals[1],
      let reciprocal = divisor.exactReciprocal
    {
      // Both round the same number, and a product takes a fraction of the time.
      let factor = takeRow()
      constants.append(Constant(row: factor, value: reciprocal))
      operands[operands.count - 1] = factor
      instruction.operation = Int32(operations.count)
      operations.append(
        Operation(
          .multiplication, .none, operandCount: 2, convention: operation.convention,
          isConditional: operation.isConditional))
    }
    instructions.append(instruction)
    return Int32(instructions.count - 1)
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
