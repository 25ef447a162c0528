/// Rows are used again: the last stage.
///
/// Invariants: constants and inputs keep rows of their own; a row is not written while what it held
/// is still needed. The row that a step writes is none of those it reads, but for the base, which
/// it may replace.
extension LanePlan {
  /// The rows that a step or an instruction reads, and the one that it writes.
  private struct Use {
    var read: [Int32]
    var written: Int32

    /// A row that is read and may be written over, unless it is among the others; -1 for none.
    var base: Int32 = -1
  }

  /// Gives rows that are no longer needed to what comes later.
  mutating func reuseRows() {
    let uses = self.uses()
    var lastUse = [Int](repeating: -1, count: Int(rowCount))
    for (time, use) in uses.enumerated() {
      lastUse[Int(use.written)] = time
      for row in use.read { lastUse[Int(row)] = time }
      if use.base >= 0 { lastUse[Int(use.base)] = time }
    }
    for row in outputs { lastUse[Int(row)] = max(lastUse[Int(row)], instructions.count) }
    for row in inputAdjoints where row >= 0 { lastUse[Int(row)] = .max }
    // What is filled once or by the caller comes first and stays.
    var places = [Int32](repeating: -1, count: Int(rowCount))
    var next: Int32 = 0
    func keep(_ row: Int32) {
      places[Int(row)] = next
      next += 1
    }
    for row in 0..<firstInput + inputCount { keep(row) }
    for constant in constants where constant.row >= firstInput { keep(constant.row) }
    let kept = next
    var free: [Int32] = []
    var ends: [Int: [Int32]] = [:]
    // What each place holds, as a place may go over from a base to the sum.
    var holders: [Int32: Int32] = [:]
    for (time, use) in uses.enumerated() {
      if use.base >= 0, places[Int(use.base)] >= kept, lastUse[Int(use.base)] == time,
        !use.read.contains(use.base)
      {
        places[Int(use.written)] = places[Int(use.base)]
      } else if let place = free.popLast() {
        places[Int(use.written)] = place
      } else {
        keep(use.written)
      }
      holders[places[Int(use.written)]] = use.written
      ends[lastUse[Int(use.written)], default: []].append(use.written)
      for row in ends.removeValue(forKey: time) ?? []
      where holders[places[Int(row)]] == row { free.append(places[Int(row)]) }
    }
    place(places)
    rowCount = next
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
        case .share(let number, let slot, let adjoint, let target, let base):
          return Use(
            read: sources(Int(number), Int(slot)) + [adjoint], written: target, base: base)
        case .scale(_, let adjoint, let target, let base):
          return Use(read: [adjoint], written: target, base: base)
        case .sum(let a, let b, let target):
          return Use(read: [b], written: target, base: a)
        }
      }
  }

  /// The rows that the entry of d for the operand `slot` of an instruction is computed from.
  private func sources(_ number: Int, _ slot: Int) -> [Int32] {
    let instruction = instructions[number]
    let operation = operations[Int(instruction.operation)]
    let sources = operation.slot(slot).sources
    let isWide = operation.operandCount > Operation.slotLimit
    let first = Int(instruction.operands)
    let read = (0..<operation.operandCount).filter { isWide || sources >> UInt64($0) & 1 == 1 }
    let result = isWide || sources >> 63 == 1 ? [instruction.result] : []
    return read.map { operands[first + $0] } + result
  }

  /// Puts rows at their places.
  private mutating func place(_ places: [Int32]) {
    func placed(_ row: Int32) -> Int32 { row < 0 ? -1 : places[Int(row)] }
    for i in instructions.indices { instructions[i].result = placed(instructions[i].result) }
    operands = operands.map(placed)
    for i in constants.indices { constants[i].row = placed(constants[i].row) }
    outputs = outputs.map(placed)
    inputAdjoints = inputAdjoints.map(placed)
    steps = steps.map { step in
      switch step {
      case .share(let number, let slot, let adjoint, let target, let base):
        .share(
          instruction: number, slot: slot, adjoint: placed(adjoint), target: placed(target),
          base: placed(base))
      case .scale(let factor, let adjoint, let target, let base):
        .scale(
          by: factor, adjoint: placed(adjoint), target: placed(target), base: placed(base))
      case .sum(let a, let b, let target): .sum(placed(a), placed(b), target: placed(target))
      }
    }
  }
}
