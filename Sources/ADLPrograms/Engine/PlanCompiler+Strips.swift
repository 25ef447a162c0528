extension PlanCompiler {
  /// Writes the instructions of a loop of strips.
  mutating func writeStrips(_ loop: Loop, _ runs: [Int32]) {
    let firstStrip = Int32(strips.count)
    let firstVariable = Int32(variables.count)
    var rowCount: Int32 = 0
    func takeRow() -> Int32 {
      rowCount += 1
      return rowCount - 1
    }

    // The results first, in order; then what comes from elsewhere, each access once.
    var resultOf: [Int32: Int32] = [:]
    for number in runs {
      resultOf[schedule.runs[Int(number)].start] = Int32(variables.count) - firstVariable
      if isStored[Int(number)] {
        variables.append(
          Variable(kind: .moving, address: addresses[Int(schedule.runs[Int(number)].start)]))
      } else {
        variables.append(Variable(kind: .temporary, row: takeRow()))
      }
    }
    var known: [Access: Int32] = [:]
    for number in runs {
      let run = schedule.runs[Int(number)]
      let firstOperand = Int32(operands.count)
      for i in 0..<Int(run.width) {
        let access = schedule.accesses[Int(run.access) + i]
        if isInternal(access, to: run) {
          operands.append(resultOf[access.base]!)
        } else if let variable = known[access] {
          operands.append(variable)
        } else {
          let variable = Int32(variables.count) - firstVariable
          known[access] = variable
          operands.append(variable)
          var added = self.variable(access)
          if added.kind != .moving { added.row = takeRow() }
          variables.append(added)
        }
      }
      let operation = schedule.operations[Int(run.operation)]
      strips.append(
        StripInstruction(
          operation: run.operation, result: resultOf[run.start]!, operands: firstOperand,
          operandCount: run.width, shares: 0..<0, isChecked: !operation.rule.domain.value.isEmpty))
    }
    writeShares(firstStrip..<Int32(strips.count), Int(firstVariable), &rowCount)
    let firstRepeated = Int32(repeated.count)
    if loop.phase == .backward { writeRepeated(runs, firstStrip) }
    loopInstructions.append(
      LoopInstruction(
        kind: .strips, phase: loop.phase, count: Int32(loop.count), strip: Int32(loop.strip),
        body: firstStrip..<Int32(strips.count),
        variables: firstVariable..<Int32(variables.count),
        repeated: firstRepeated..<Int32(repeated.count), rowCount: rowCount + 1,
        spareRow: rowCount))
  }

  /// The variable that reads what `access` names.
  private func variable(_ access: Access) -> Variable {
    if access.isListed { return Variable(kind: .listed, address: access.list) }
    let kind: Variable.Kind =
      switch access.stride {
      case 0: .shared
      case 1: .moving
      default: .strided
      }
    return Variable(
      kind: kind, isLiteral: access.base < schedule.literalCount,
      address: addresses[Int(access.base)], stride: access.stride)
  }

  /// Writes what the backward sweep does in each strip: from the last run to the first, and in each
  /// operand by operand.
  ///
  /// The first share that reaches a temporary is stored; where it is the adjoint of the result as
  /// it stands (d = 1), it is not even copied: the temporary has no adjoints of its own until a
  /// second share comes.
  private mutating func writeShares(
    _ body: Range<Int32>, _ firstVariable: Int, _ rowCount: inout Int32
  ) {
    for index in body.reversed() {
      let instruction = strips[Int(index)]
      let first = Int32(shares.count)
      let result = variables[firstVariable + Int(instruction.result)]
      let operation = schedule.operations[Int(instruction.operation)]
      // A temporary that got no share has no adjoint to pass on.
      let isReached =
        result.kind != .temporary || result.adjointRow >= 0 || result.adjointAlias >= 0
      for i in 0..<Int(instruction.operandCount) where isReached && operation.slot(i).passes {
        let number = operands[Int(instruction.operands) + i]
        let place = firstVariable + Int(number)
        if variables[place].isLiteral { continue }
        var share = Share(slot: Int32(i), variable: number, base: number)
        if variables[place].kind == .temporary, variables[place].adjointRow < 0 {
          share.base = variables[place].adjointAlias
          if share.base < 0, operation.slot(i).isOne {
            variables[place].adjointAlias =
              result.adjointAlias >= 0 ? result.adjointAlias : instruction.result
            continue
          }
          variables[place].adjointAlias = -1
          variables[place].adjointRow = rowCount
          rowCount += 1
        }
        shares.append(share)
      }
      strips[Int(index)].shares = first..<Int32(shares.count)
    }
  }

  /// Writes which runs a backward sweep computes again: those whose results it needs and that are
  /// not stored, and what these need in turn.
  private mutating func writeRepeated(_ runs: [Int32], _ firstStrip: Int32) {
    var needed = neededForSweep(runs)
    var again: [Int32] = []
    for (i, number) in runs.enumerated().reversed() {
      guard needed.contains(number), !isStored[Int(number)] else { continue }
      again.append(firstStrip + Int32(i))
      let run = schedule.runs[Int(number)]
      for j in 0..<Int(run.width) {
        let access = schedule.accesses[Int(run.access) + j]
        if isInternal(access, to: run), let producer = schedule.runNumber(at: Int(access.base)) {
          needed.insert(Int32(producer))
        }
      }
    }
    repeated += again.reversed()
  }
}
