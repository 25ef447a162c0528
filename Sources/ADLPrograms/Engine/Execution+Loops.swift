import CKernels

extension Execution {
  /// Computes the values of all loops, in order.
  func evaluateLoops() throws(EvaluationFailure) {
    isSuspect = false
    shared.removeAll()
    if let demand { return try evaluateOnDemand(demand) }
    for number in 0..<plan.loops.count { try evaluate(plan.loops[number]) }
  }

  func evaluate(_ loop: LoopInstruction) throws(EvaluationFailure) {
    switch loop.kind {
    case .strips: try forEachStrip(of: loop) { evaluateStrip(of: loop, count: $0) }
    case .rows: try evaluateRows(plan.rows[Int(loop.body.lowerBound)])
    case .nodes: try evaluateScalars(loop.body)
    }
  }

  // MARK: - Strips

  /// Calls `body` for every strip, with the number of its applications; the pointers to rows are in
  /// place, what has to be gathered is gathered, and `rowOffset` is its first application.
  @inline(__always)
  func forEachStrip(of loop: LoopInstruction, _ body: (_ count: Int) -> Void)
    throws(EvaluationFailure)
  {
    let length = Int(loop.strip)
    let total = Int(loop.count)
    placeRows(of: loop, length: min(length, total))
    var first = 0
    while first < total {
      let count = min(length, total - first)
      rowOffset = first
      gather(loop, first: first, count: count)
      body(count)
      advance(loop, by: length)
      first += length
      try pause(after: count * loop.body.count)
    }
  }

  /// Points the variables to their first rows; what all applications share is spread.
  ///
  /// The variable that an alias names is not an alias itself, and comes later in the loop.
  private func placeRows(of loop: LoopInstruction, length: Int) {
    let stride = Int(loop.strip)
    for i in (0..<loop.variables.count).reversed() {
      let variable = plan.variables[Int(loop.variables.lowerBound) + i]
      if variable.kind == .moving {
        rowPointers[i] = values + variable.address
        adjointPointers[i] = adjoints + variable.address
        continue
      }
      rowPointers[i] = strip + variable.row.offset * stride
      adjointPointers[i] = strip + max(variable.adjointRow.offset, 0) * stride
      if !variable.adjointAlias.isNone {
        adjointPointers[i] = adjointPointers[variable.adjointAlias.offset]
      }
      if variable.kind == .shared {
        adl_v_fill(length, values[variable.address], rowPointers[i])
      }
    }
  }

  private func gather(_ loop: LoopInstruction, first: Int, count: Int) {
    for i in 0..<loop.variables.count {
      let variable = plan.variables[Int(loop.variables.lowerBound) + i]
      let row = rowPointers[i]
      switch variable.kind {
      case .strided:
        let stride = Int(variable.stride)
        let source = values + variable.address + first * stride
        for j in 0..<count { row[j] = source[j * stride] }
      case .listed:
        let list = plan.lists.base + variable.list + first
        for j in 0..<count { row[j] = values[list[j]] }
      default: break
      }
    }
  }

  private func advance(_ loop: LoopInstruction, by length: Int) {
    for i in (0..<loop.variables.count).reversed() {
      let variable = plan.variables[Int(loop.variables.lowerBound) + i]
      if variable.kind == .moving {
        rowPointers[i] += length
        adjointPointers[i] += length
      } else if !variable.adjointAlias.isNone {
        adjointPointers[i] = adjointPointers[variable.adjointAlias.offset]
      }
    }
  }

  func evaluateStrip(of loop: LoopInstruction, count: Int) {
    for i in Int(loop.body.lowerBound)..<Int(loop.body.upperBound) {
      evaluate(plan.strips[i], count: count)
    }
  }

  /// Computes one instruction in the strip at hand.
  @inline(__always)
  func evaluate(_ instruction: StripInstruction, count: Int) {
    let strip = self.strip(instruction, count: count)
    let operation = plan.operations.pointer(to: instruction.operation)
    operation.pointee.engine.evaluate(strip)
    if instruction.isChecked { check(strip) }
  }

  /// Notes whether some application of the strip lies outside its domain. Where that may not
  /// matter, not-a-number in place of its value shows whether it did.
  func check(_ strip: Strip) {
    let isHarmless = strip.operation.pointee.isConditional && plan.canMarkUndefined
    if strip.operation.pointee.rule.hasViolation(strip, marks: isHarmless), !isHarmless {
      isSuspect = true
    }
  }

  @inline(__always)
  func strip(_ instruction: StripInstruction, count: Int) -> Strip {
    let first = plan.operands.base + Int(instruction.operands)
    for i in 0..<Int(instruction.operandCount) { arguments[i] = rowPointers[Int(first[i])] }
    return Strip(
      count: count, operands: UnsafePointer(arguments),
      result: rowPointers[instruction.result.offset],
      operation: plan.operations.pointer(to: instruction.operation))
  }

  // MARK: - Rows

  private func evaluateRows(_ instruction: RowInstruction) throws(EvaluationFailure) {
    let operation = plan.operations.pointer(to: instruction.operation)
    let result = values + instruction.result
    let count = Int(instruction.count)
    if instruction.vectorCount == 1, operation.pointee.sharesResults {
      try evaluateShared(instruction)
    } else if instruction.isDirect {
      // A part at a time, so that an interruption need not wait for the whole.
      let part = max(1, (1 << 20) / Int(instruction.width))
      for first in stride(from: 0, to: count, by: part) {
        let rows = self.rows(instruction, first: first, count: min(part, count - first))
        operation.pointee.engine.evaluate(rows)
        try pause(after: rows.count * Int(instruction.width))
      }
    } else {
      for i in 0..<count {
        result[i] = operation.pointee.engine.value(row(instruction, i, values, gathered))
        try pause(after: Int(instruction.width))
      }
    }
    guard instruction.isChecked else { return }
    for i in 0..<count {
      let x = row(instruction, i, values, gathered).operandValues
      if operation.pointee.rule.violation(x) != nil { isSuspect = true }
    }
  }

  /// Applications of a run whose operands lie together.
  func rows(_ instruction: RowInstruction, first: Int, count: Int) -> Rows {
    Rows(
      count: count, first: row(instruction, first, values, gathered),
      stepA: Int(instruction.a.stride),
      stepB: Int(instruction.vectorCount == 2 ? instruction.b.stride : instruction.a.stride),
      isLiteralA: instruction.isLiteralA, isLiteralB: instruction.isLiteralB,
      result: values + instruction.result + first)
  }

  /// The i-th application of a run, its operands gathered into `scratch` where they do not lie
  /// together.
  func row(
    _ instruction: RowInstruction, _ i: Int, _ source: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>
  ) -> Row {
    let width = Int(instruction.width)
    let size = width / Int(instruction.vectorCount)
    let a = vector(instruction.a, i, size, source, scratch)
    let b =
      instruction.vectorCount == 2
      ? vector(instruction.b, i, size, source, scratch + size) : a + size
    return Row(
      count: width, a: a, b: b, split: size,
      operation: plan.operations.pointer(to: instruction.operation))
  }

  private func vector(
    _ access: Access<Address>, _ i: Int, _ size: Int, _ source: UnsafeMutablePointer<Double>,
    _ scratch: UnsafeMutablePointer<Double>
  ) -> UnsafeMutablePointer<Double> {
    if access.isListed {
      let list = plan.lists.base + Int(access.list) + i * Int(access.stride)
      for j in 0..<size { scratch[j] = source[list[j]] }
      return scratch
    }
    let first = source + access.base + i * Int(access.stride)
    if access.inner == 1 { return first }
    for j in 0..<size { scratch[j] = first[j * Int(access.inner)] }
    return scratch
  }
}
