extension PlanCompiler {
  /// Writes the instructions of a loop of strips.
  mutating func writeStrips(_ loop: Loop, _ runs: [RunID]) {
    let firstStrip = Int32(strips.count)
    let firstVariable = Int32(variables.count)
    var rowCount: Int32 = 0
    func takeRow() -> StripRow {
      rowCount += 1
      return StripRow(rawValue: rowCount - 1)
    }
    func nextVariable() -> VariableID {
      VariableID(rawValue: Int32(variables.count) - firstVariable)
    }

    // The results first, in order; then what comes from elsewhere, each access once.
    var resultOf: [Position: VariableID] = [:]
    for id in runs {
      let start = schedule.runs[id].start
      resultOf[start] = nextVariable()
      if isStored[id] {
        variables.append(Variable(kind: .moving, address: addresses[start]))
      } else {
        variables.append(Variable(kind: .temporary, row: takeRow()))
      }
    }
    var known: [Access<Position>: VariableID] = [:]
    for id in runs {
      let run = schedule.runs[id]
      let firstOperand = Int32(operands.count)
      for i in 0..<Int(run.width) {
        let access = schedule.access(i, of: run)
        if isInternal(access, to: run) {
          operands.append(resultOf[access.base]!.rawValue)
        } else if let variable = known[access] {
          operands.append(variable.rawValue)
        } else {
          let variable = nextVariable()
          known[access] = variable
          operands.append(variable.rawValue)
          var added = self.variable(access)
          if added.kind != .moving { added.row = takeRow() }
          variables.append(added)
        }
      }
      let operation = schedule.operations[run.operation]
      strips.append(
        StripInstruction(
          operation: run.operation, result: resultOf[run.start]!, operands: firstOperand,
          operandCount: run.width, contributions: 0..<0,
          isChecked: !operation.rule.domain.value.isEmpty))
    }
    writeContributions(firstStrip..<Int32(strips.count), Int(firstVariable), &rowCount)
    let firstRepeated = Int32(repeated.count)
    if loop.phase == .after { writeRepeated(runs, firstStrip) }
    loopInstructions.append(
      LoopInstruction(
        kind: .strips, phase: loop.phase, count: Int32(loop.count), strip: Int32(loop.strip),
        body: firstStrip..<Int32(strips.count),
        variables: firstVariable..<Int32(variables.count),
        repeated: firstRepeated..<Int32(repeated.count), rowCount: rowCount + 1,
        spareRow: StripRow(rawValue: rowCount)))
  }

  /// The variable that reads what `access` names.
  private func variable(_ access: Access<Position>) -> Variable {
    if access.isListed { return Variable(kind: .listed, list: access.list) }
    let kind: Variable.Kind =
      switch access.stride {
      case 0: .shared
      case 1: .moving
      default: .strided
      }
    return Variable(
      kind: kind, isLiteral: schedule.isLiteral(access.base),
      address: addresses[access.base], stride: access.stride)
  }

  /// Writes what the backward sweep does in each strip: from the last run to the first, and in each
  /// operand by operand.
  ///
  /// The first contribution that reaches a temporary is stored; where it is the adjoint of the
  /// result as it stands (d = 1), it is not even copied: the temporary has no adjoints of its own
  /// until a second contribution comes.
  private mutating func writeContributions(
    _ body: Range<Int32>, _ firstVariable: Int, _ rowCount: inout Int32
  ) {
    for index in body.reversed() {
      let instruction = strips[Int(index)]
      let first = Int32(contributions.count)
      let result = variables[firstVariable + instruction.result.offset]
      let operation = schedule.operations[instruction.operation]
      // A temporary that got no contribution has no adjoint to pass on.
      let isReached =
        result.kind != .temporary || !result.adjointRow.isNone || !result.adjointAlias.isNone
      for i in 0..<Int(instruction.operandCount) where isReached && operation.slot(i).passes {
        let id = VariableID(rawValue: operands[Int(instruction.operands) + i])
        let index = firstVariable + id.offset
        if variables[index].isLiteral { continue }
        var contribution = Contribution(slot: OperandSlot(i), variable: id, base: id)
        if variables[index].kind == .temporary, variables[index].adjointRow.isNone {
          contribution.base = variables[index].adjointAlias
          if contribution.base.isNone, operation.slot(i).isOne {
            variables[index].adjointAlias =
              result.adjointAlias.isNone ? instruction.result : result.adjointAlias
            continue
          }
          variables[index].adjointAlias = .none
          variables[index].adjointRow = StripRow(rawValue: rowCount)
          rowCount += 1
        }
        contributions.append(contribution)
      }
      strips[Int(index)].contributions = first..<Int32(contributions.count)
    }
  }

  /// Writes which runs a backward sweep computes again: those whose results it needs and that are
  /// not stored, and what these need in turn.
  private mutating func writeRepeated(_ runs: [RunID], _ firstStrip: Int32) {
    var needed = neededForSweep(runs)
    var again: [Int32] = []
    for (i, id) in runs.enumerated().reversed() {
      guard needed.contains(id), !isStored[id] else { continue }
      again.append(firstStrip + Int32(i))
      let run = schedule.runs[id]
      for j in 0..<Int(run.width) {
        let access = schedule.access(j, of: run)
        if isInternal(access, to: run), let producer = schedule.lastRun(startingBy: access.base) {
          needed.insert(producer)
        }
      }
    }
    repeated += again.reversed()
  }
}
