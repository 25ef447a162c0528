extension ExecutionPlan: CustomStringConvertible {
  /// The plan as a listing: every loop with its instructions, one a line.
  ///
  /// `#` is an address, `%` a row of the strip; literals stand for themselves.
  public var description: String {
    var lines = [
      "plan   p = \(program.p), q = \(program.q), m = \(program.m), "
        + "\(addressCount) addresses, \(stripMemory) doubles of strips"
    ]
    for number in 0..<loops.count {
      let loop = loops[number]
      switch loop.kind {
      case .strips:
        let phase =
          loop.phase == .before ? ", sweep before" : loop.phase == .during ? ", sweep along" : ""
        lines.append("loop \(number + 1): \(loop.count) times in strips of \(loop.strip)\(phase)")
        for i in loop.body { lines.append("  " + text(of: strips[Int(i)], in: loop)) }
      case .rows:
        lines.append("loop \(number + 1): \(loop.count) times")
        lines.append("  " + text(of: rows[Int(loop.body.lowerBound)]))
      case .scalars:
        lines.append("loop \(number + 1): single nodes")
        let shown = loop.body.prefix(40)
        for i in shown { lines.append("  " + text(ofScalar: Int(i))) }
        if shown.count < loop.body.count {
          lines.append("  … \(loop.body.count - shown.count) more")
        }
      }
    }
    return lines.joined(separator: "\n")
  }

  private func text(of instruction: StripInstruction, in loop: LoopInstruction) -> String {
    let operands = (0..<Int(instruction.operandCount)).map { i in
      text(ofVariable: self.operands[Int(instruction.operands) + i], in: loop)
    }
    return text(ofVariable: instruction.result, in: loop) + " = "
      + call(instruction.operation, operands)
  }

  private func text(ofVariable number: Int32, in loop: LoopInstruction) -> String {
    let variable = variables[Int(loop.variables.lowerBound) + Int(number)]
    switch variable.kind {
    case .temporary: return "%\(variable.row)"
    case .shared: return text(ofAddress: variable.address)
    case .moving: return "#\(variable.address)…"
    case .strided: return "#\(variable.address) by \(variable.stride)"
    case .listed: return "list"
    }
  }

  private func text(ofAddress address: Int32) -> String {
    Int(address) < literals.count ? "\(literals[Int(address)])" : "#\(address)"
  }

  private func text(of instruction: RowInstruction) -> String {
    let size = Int(instruction.width) / Int(instruction.vectorCount)
    let vectors = [instruction.a, instruction.b].prefix(Int(instruction.vectorCount)).map {
      access in
      if access.isListed { return "\(size) listed" }
      let inner = access.inner == 1 ? "…" : " by \(access.inner)"
      return "\(size) from #\(access.base)\(inner), next by \(access.stride)"
    }
    return "#\(instruction.result)… = " + call(instruction.operation, Array(vectors))
  }

  private func text(ofScalar i: Int) -> String {
    let node = scalars[i]
    let number = scalarOperations[i]
    let operands = (0..<operations[Int(number)].operandCount).map { j in
      text(
        ofAddress: node.isCall ? self.operands[Int(node.a) + j] : j == 0 ? node.a : node.b)
    }
    return "#\(node.result) = " + call(number, operands)
  }

  private func call(_ operation: Int32, _ operands: [String]) -> String {
    let operation = operations[Int(operation)]
    let exponent = operation.parameter.integer == 0 ? "" : "[\(operation.parameter.integer)]"
    return operation.primitive.name + exponent + "(" + operands.joined(separator: ", ") + ")"
  }
}
