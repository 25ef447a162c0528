extension ExecutionPlan {
  /// What the plan does, as facts.
  ///
  /// - Parameter limit: how many single nodes of a loop are told one by one.
  /// - Complexity: O(number of runs).
  public func outline(nodeLimit limit: Int = 40) -> PlanOutline {
    PlanOutline(
      loops: (0..<loops.count).map { outline(loops[$0], limit) }, addressCount: addressCount,
      stripMemory: stripMemory, planBytes: byteCount, executionBytes: executionByteCount)
  }

  private func outline(_ loop: LoopInstruction, _ limit: Int) -> PlanOutline.LoopOutline {
    let body = Int(loop.body.lowerBound)..<Int(loop.body.upperBound)
    switch loop.kind {
    case .strips:
      return PlanOutline.LoopOutline(
        kind: .strips, phase: loop.phase, count: Int(loop.count), strip: Int(loop.strip),
        runs: body.map { run(strips[$0], in: loop) }, omitted: 0)
    case .rows:
      return PlanOutline.LoopOutline(
        kind: .rows, phase: loop.phase, count: Int(loop.count), strip: 1,
        runs: body.map { run(rows[$0]) }, omitted: 0)
    case .nodes:
      return PlanOutline.LoopOutline(
        kind: .nodes, phase: loop.phase, count: 1, strip: 1,
        runs: body.prefix(limit).map(run(ofNode:)),
        omitted: max(body.count - limit, 0))
    }
  }

  private func run(_ instruction: StripInstruction, in loop: LoopInstruction)
    -> PlanOutline.RunOutline
  {
    let first = Int(instruction.operands)
    return run(
      instruction.operation, count: Int(loop.count), result: place(instruction.result, in: loop),
      operands: (0..<Int(instruction.operandCount)).map {
        place(VariableID(rawValue: operands[first + $0]), in: loop)
      })
  }

  private func run(_ instruction: RowInstruction) -> PlanOutline.RunOutline {
    let size = Int(instruction.width) / Int(instruction.vectorCount)
    let vectors = [instruction.a, instruction.b].prefix(Int(instruction.vectorCount)).map {
      access in
      access.isListed
        ? PlanOutline.Location.lists(count: size)
        : .vector(
          count: size, start: access.base.offset, stride: Int(access.stride),
          inner: Int(access.inner))
    }
    return run(
      instruction.operation, count: Int(instruction.count),
      result: .addresses(start: instruction.result.offset, stride: 1), operands: vectors)
  }

  private func run(ofNode i: Int) -> PlanOutline.RunOutline {
    let node = scalars[i]
    let places = (0..<operations[scalarOperations[i]].operandCount).map { j in
      place(of: address(j, ofNode: i))
    }
    return run(
      scalarOperations[i], count: 1, result: place(of: Address(rawValue: node.result)),
      operands: places)
  }

  private func run(
    _ id: OperationID, count: Int, result: PlanOutline.Location, operands: [PlanOutline.Location]
  ) -> PlanOutline.RunOutline {
    let operation = operations[id]
    return PlanOutline.RunOutline(
      primitive: operation.primitive, parameter: operation.parameter, count: count,
      result: result, operands: operands)
  }

  private func place(_ id: VariableID, in loop: LoopInstruction) -> PlanOutline.Location {
    let variable = variables[Int(loop.variables.lowerBound) + id.offset]
    switch variable.kind {
    case .temporary: return .row(variable.row.offset)
    case .shared: return place(of: variable.address)
    case .moving: return .addresses(start: variable.address.offset, stride: 1)
    case .strided:
      return .addresses(start: variable.address.offset, stride: Int(variable.stride))
    case .listed: return .list
    }
  }

  private func place(of address: Address) -> PlanOutline.Location {
    address.offset < literals.count
      ? .literal(literals[address]) : .addresses(start: address.offset, stride: 0)
  }
}
