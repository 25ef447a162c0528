import CKernels

/// The backward sweep: Algorithm 2, right column.
extension Execution {
  /// Evaluates the program and sweeps backward from the output number `i`.
  ///
  /// Loops that know their adjoints early are swept before or along with the evaluation.
  func evaluateAndSweep(output i: Int) throws(EvaluationFailure) {
    if let demand, !isStrong {
      isSuspect = false
      shared.removeAll()
      try evaluateOnDemand(demand)
      return try sweepOnDemand(demand, output: i)
    }
    clearAdjoints(output: i)
    isSuspect = false
    shared.removeAll()
    for id in plan.sweep where plan.loops[id].phase == .before {
      try sweep(plan.loops[id])
    }
    for number in 0..<plan.loops.count {
      let loop = plan.loops[number]
      if loop.phase == .along {
        try forEachStrip(of: loop) { count in
          evaluateStrip(of: loop, count: count)
          sweepStrip(of: loop, count: count)
        }
      } else {
        try evaluate(loop)
      }
    }
    for id in plan.sweep where plan.loops[id].phase == .after {
      try sweep(plan.loops[id])
    }
  }

  /// Sweeps backward from the output number `i` of a program that was evaluated.
  func sweep(output i: Int) throws(EvaluationFailure) {
    if let demand { return try sweepOnDemand(demand, output: i) }
    clearAdjoints(output: i)
    for id in plan.sweep { try sweep(plan.loops[id]) }
  }

  private func clearAdjoints(output i: Int) {
    let nothing = isStrong ? Accumulation.unreached : 0
    adl_v_fill(plan.addressCount, nothing, adjoints)
    adjoints[plan.outputs[i]] = 1
  }

  /// Adds the contributions of all applications of a loop.
  private func sweep(_ loop: LoopInstruction) throws(EvaluationFailure) {
    switch loop.kind {
    case .strips:
      try forEachStrip(of: loop) { count in
        for i in Int(loop.repeated.lowerBound)..<Int(loop.repeated.upperBound) {
          evaluate(plan.strips[Int(plan.repeated[i])], count: count)
        }
        sweepStrip(of: loop, count: count)
      }
    case .rows: try sweepRows(plan.rows[Int(loop.body.lowerBound)])
    case .nodes: try sweepScalars(loop.body)
    }
  }

  /// Adds the contributions of the strip at hand: from the last run to the first, operand by
  /// operand.
  private func sweepStrip(of loop: LoopInstruction, count: Int) {
    let spare = strip + loop.spareRow.offset * Int(loop.strip)
    for i in stride(
      from: Int(loop.body.upperBound) - 1, through: Int(loop.body.lowerBound), by: -1)
    {
      let instruction = plan.strips[i]
      if instruction.contributions.isEmpty { continue }
      let strip = self.strip(instruction, count: count)
      let rule = strip.operation.pointee.engine
      let v = adjointPointers[instruction.result.offset]
      for j in Int(instruction.contributions.lowerBound)..<Int(instruction.contributions.upperBound)
      {
        let contribution = plan.contributions[j]
        let number = contribution.variable.offset
        let variable = plan.variables[Int(loop.variables.lowerBound) + number]
        switch variable.kind {
        case .temporary, .moving:
          let base =
            contribution.base.isNone
            ? nil : UnsafePointer(adjointPointers[contribution.base.offset])
          rule.addContributions(
            strip, slot: contribution.slot.offset, of: v, to: adjointPointers[number],
            Accumulation(onto: base, isStrong: isStrong))
        case .strided, .listed, .shared:
          rule.addContributions(
            strip, slot: contribution.slot.offset, of: v, to: spare,
            Accumulation(onto: nil, isStrong: isStrong))
          scatter(spare, to: variable, first: rowOffset, count: count)
        }
      }
    }
  }

  /// Adds contributions to the adjoints that `variable` was gathered from.
  private func scatter(
    _ contributions: UnsafeMutablePointer<Double>, to variable: Variable, first: Int, count: Int
  ) {
    switch variable.kind {
    case .strided:
      let stride = Int(variable.stride)
      let target = adjoints + variable.address + first * stride
      for j in 0..<count { target[j * stride] += contributions[j] }
    case .listed:
      let list = plan.lists.base + variable.list + first
      for j in 0..<count { adjoints[list[j]] += contributions[j] }
    case .shared:
      adjoints[variable.address] += laneSum(count) { contributions[$0] }
    case .temporary, .moving: break
    }
  }

  // MARK: - Rows

  private func sweepRows(_ instruction: RowInstruction) throws(EvaluationFailure) {
    let width = Int(instruction.width)
    let count = Int(instruction.count)
    let (a, b) = (instruction.a, instruction.b)
    let size = width / Int(instruction.vectorCount)
    let rule = plan.operations[instruction.operation].engine
    if !isStrong, let ranked = plan.operations.pointer(to: instruction.operation).pointee.ranked {
      return try sweepShared(instruction, ranked)
    }
    if instruction.isDirect && !isStrong {
      let part = max(1, (1 << 20) / width)
      for first in stride(from: 0, to: count, by: part) {
        let rows = self.rows(instruction, first: first, count: min(part, count - first))
        let firstA = adjoints + a.base + first * rows.stepA
        let firstB =
          instruction.vectorCount == 2
          ? adjoints + b.base + first * rows.stepB : firstA + size
        rule.addContributions(rows, of: adjoints + instruction.result + first, to: firstA, firstB)
        try pause(after: rows.count * width)
      }
      return
    }
    let targets = gathered + plan.maximumWidth
    for i in 0..<count {
      let v = adjoints[instruction.result + i]
      if isStrong && Accumulation.isUnreached(v) { continue }
      let row = self.row(instruction, i, values, gathered)
      let y = values[instruction.result + i]
      if isStrong {
        addStrongContributions(row, instruction, i, value: y, of: v)
      } else {
        for j in 0..<width { targets[j] = 0 }
        rule.addContributions(row, value: y, of: v, to: targets, targets + size)
        for j in 0..<width { adjoints[address(instruction, i, j)] += targets[j] }
      }
      try pause(after: width)
    }
  }

  /// Adds contributions by the generic rule, with structural zeros passing nothing.
  private func addStrongContributions(
    _ row: Row, _ instruction: RowInstruction, _ i: Int, value y: Double, of v: Double
  ) {
    let d = row.operation.pointee.partials(row.operandValues, value: y)
    for (j, partial) in d.enumerated() {
      if let contribution = partial.scaling(v) {
        adjoints[address(instruction, i, j)] += contribution + 0.0
      }
    }
  }

  /// The address of the operand `j` of the i-th application.
  func address(_ instruction: RowInstruction, _ i: Int, _ j: Int) -> Address {
    let size = Int(instruction.width) / Int(instruction.vectorCount)
    let (access, k) = j < size ? (instruction.a, j) : (instruction.b, j - size)
    if access.isListed { return plan.lists[Int(access.list) + i * Int(access.stride) + k] }
    return access.base + (i * Int(access.stride) + k * Int(access.inner))
  }
}
