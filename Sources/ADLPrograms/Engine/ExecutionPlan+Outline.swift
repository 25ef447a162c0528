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

  private func outline(_ loop: LoopInstruction, _ limit: Int) -> PlanOutline.Loop {
    let phase: PlanOutline.Phase =
      switch loop.phase {
      case .before: .before
      case .during: .along
      case .backward: .after
      }
    let body = Int(loop.body.lowerBound)..<Int(loop.body.upperBound)
    switch loop.kind {
    case .strips:
      return PlanOutline.Loop(
        kind: .strips, phase: phase, count: Int(loop.count), strip: Int(loop.strip),
        runs: body.map { run(strips[$0], in: loop) }, omitted: 0)
    case .rows:
      return PlanOutline.Loop(
        kind: .rows, phase: phase, count: Int(loop.count), strip: 1,
        runs: body.map { run(rows[$0]) }, omitted: 0)
    case .scalars:
      return PlanOutline.Loop(
        kind: .nodes, phase: phase, count: 1, strip: 1, runs: body.prefix(limit).map(run(ofNode:)),
        omitted: max(body.count - limit, 0))
    }
  }

  private func run(_ instruction: StripInstruction, in loop: LoopInstruction) -> PlanOutline.Run {
    let first = Int(instruction.operands)
    return run(
      instruction.operation, count: Int(loop.count), result: place(instruction.result, in: loop),
      operands: (0..<Int(instruction.operandCount)).map { place(operands[first + $0], in: loop) })
  }

  private func run(_ instruction: RowInstruction) -> PlanOutline.Run {
    let size = Int(instruction.width) / Int(instruction.vectorCount)
    let vectors = [instruction.a, instruction.b].prefix(Int(instruction.vectorCount)).map {
      access in
      access.isListed
        ? PlanOutline.Place.lists(count: size)
        : .vector(
          count: size, start: Int(access.base), stride: Int(access.stride),
          inner: Int(access.inner))
    }
    return run(
      instruction.operation, count: Int(instruction.count),
      result: .addresses(start: Int(instruction.result), stride: 1), operands: vectors)
  }

  private func run(ofNode i: Int) -> PlanOutline.Run {
    let node = scalars[i]
    let places = (0..<operations[Int(scalarOperations[i])].operandCount).map { j in
      place(ofAddress: node.isCall ? operands[Int(node.a) + j] : j == 0 ? node.a : node.b)
    }
    return run(
      scalarOperations[i], count: 1, result: place(ofAddress: node.result), operands: places)
  }

  private func run(
    _ number: Int32, count: Int, result: PlanOutline.Place, operands: [PlanOutline.Place]
  ) -> PlanOutline.Run {
    let operation = operations[Int(number)]
    return PlanOutline.Run(
      primitive: operation.primitive, parameter: operation.parameter, count: count,
      result: result, operands: operands)
  }

  private func place(_ number: Int32, in loop: LoopInstruction) -> PlanOutline.Place {
    let variable = variables[Int(loop.variables.lowerBound) + Int(number)]
    switch variable.kind {
    case .temporary: return .row(Int(variable.row))
    case .shared: return place(ofAddress: variable.address)
    case .moving: return .addresses(start: Int(variable.address), stride: 1)
    case .strided:
      return .addresses(start: Int(variable.address), stride: Int(variable.stride))
    case .listed: return .list
    }
  }

  private func place(ofAddress address: Int32) -> PlanOutline.Place {
    Int(address) < literals.count
      ? .literal(literals[Int(address)]) : .addresses(start: Int(address), stride: 0)
  }
}
