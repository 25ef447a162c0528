/// Register allocation by a linear scan, the last stage: rows are the registers, and are used
/// again.
///
/// Invariants: constants and inputs keep rows of their own; a row is not written while what it held
/// is still live. The row that a step writes is none of those it reads, but for the base, which
/// it may replace.
extension LanePlan {
  /// The rows that a step or an instruction reads, and the one that it writes.
  private struct Use {
    var read: [LaneRow]
    var written: LaneRow

    /// A row that is read and may be written over, unless it is among the others, if there is one.
    var base = LaneRow.none
  }

  /// Gives rows that are no longer live to what comes later.
  mutating func allocateRegisters() {
    let uses = self.uses()
    var lastUse = [Int](repeating: -1, count: Int(rowCount))
    for (time, use) in uses.enumerated() {
      lastUse[use.written] = time
      for row in use.read { lastUse[row] = time }
      if !use.base.isNone { lastUse[use.base] = time }
    }
    for row in outputs { lastUse[row] = max(lastUse[row], instructions.count) }
    for row in inputAdjoints where !row.isNone { lastUse[row] = .max }
    // What is filled once or by the caller comes first and stays.
    var registers = [LaneRow](repeating: .none, count: Int(rowCount))
    var next = LaneRow(0)
    func keep(_ row: LaneRow) {
      registers[row] = next
      next = next + 1
    }
    for row in LaneRow(0)..<firstInput + Int(inputCount) { keep(row) }
    for constant in constants where constant.row >= firstInput { keep(constant.row) }
    let kept = next
    var free: [LaneRow] = []
    var ends: [Int: [LaneRow]] = [:]
    // What each register holds, as a register may go over from a base to the sum.
    var holders: [LaneRow: LaneRow] = [:]
    for (time, use) in uses.enumerated() {
      if !use.base.isNone, registers[use.base] >= kept, lastUse[use.base] == time,
        !use.read.contains(use.base)
      {
        registers[use.written] = registers[use.base]
      } else if let register = free.popLast() {
        registers[use.written] = register
      } else {
        keep(use.written)
      }
      holders[registers[use.written]] = use.written
      ends[lastUse[use.written], default: []].append(use.written)
      for row in ends.removeValue(forKey: time) ?? []
      where holders[registers[row]] == row { free.append(registers[row]) }
    }
    rename(to: registers)
    rowCount = next.rawValue
  }

  /// The instructions and the steps as what they read and write, in order.
  private func uses() -> [Use] {
    instructions.map { instruction in
      let first = Int(instruction.operands)
      return Use(
        read: Array(operands[first..<first + Int(instruction.operandCount)]),
        written: instruction.result)
    }
      + steps.map { step in
        switch step {
        case .contribution(let number, let slot, let adjoint, let target, let base):
          return Use(
            read: sources(number, slot) + [adjoint], written: target, base: base)
        case .scale(_, let adjoint, let target, let base):
          return Use(read: [adjoint], written: target, base: base)
        case .sum(let a, let b, let target):
          return Use(read: [b], written: target, base: a)
        }
      }
  }

  /// The rows that the entry of d for the operand `slot` of an instruction is computed from.
  private func sources(_ number: LaneInstructionID, _ slot: OperandSlot) -> [LaneRow] {
    let instruction = instructions[number]
    let operation = operations[instruction.operation]
    let sources = operation.slot(slot.offset).sources
    let isWide = operation.operandCount > Operation.slotLimit
    let first = Int(instruction.operands)
    let read = (0..<operation.operandCount).filter { isWide || sources >> UInt64($0) & 1 == 1 }
    let result = isWide || sources >> 63 == 1 ? [instruction.result] : []
    return read.map { operands[first + $0] } + result
  }

  /// Puts every row into its register.
  private mutating func rename(to registers: [LaneRow]) {
    func renamed(_ row: LaneRow) -> LaneRow { row.isNone ? .none : registers[row] }
    for i in instructions.indices { instructions[i].result = renamed(instructions[i].result) }
    operands = operands.map(renamed)
    for i in constants.indices { constants[i].row = renamed(constants[i].row) }
    outputs = outputs.map(renamed)
    inputAdjoints = inputAdjoints.map(renamed)
    steps = steps.map { step in
      switch step {
      case .contribution(let number, let slot, let adjoint, let target, let base):
        .contribution(
          instruction: number, slot: slot, adjoint: renamed(adjoint), target: renamed(target),
          base: renamed(base))
      case .scale(let factor, let adjoint, let target, let base):
        .scale(
          by: factor, adjoint: renamed(adjoint), target: renamed(target), base: renamed(base))
      case .sum(let a, let b, let target): .sum(renamed(a), renamed(b), target: renamed(target))
      }
    }
  }
}
