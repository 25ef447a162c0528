import CKernels

/// Single nodes: the interpreter takes what it knows, the rest is called here.
extension Execution {
  /// The maximum number of nodes between two questions whether to go on.
  private static let stretch = 1 << 18

  func evaluateScalars(_ body: Range<Int32>) throws(EvaluationFailure) {
    var state = adl_state()
    var i = Int(body.lowerBound)
    while i < body.upperBound {
      let end = min(Int(body.upperBound), i + Self.stretch)
      let next = adl_evaluate_nodes(plan.scalars.base, i, end, values, &state)
      try pause(after: next - i)
      i = next
      guard i < end else { continue }
      evaluateCall(i)
      i += 1
    }
    if state.isOutside != 0 { isSuspect = true }
  }

  /// Computes a node that the interpreter does not know.
  func evaluateCall(_ i: Int) {
    let strip = self.strip(i)
    strip.operation.pointee.engine.evaluate(strip)
    if strip.operation.pointee.isChecked { check(strip) }
  }

  func sweepScalars(_ body: Range<Int32>) throws(EvaluationFailure) {
    var state = adl_state()
    let first = Int(body.lowerBound)
    var end = Int(body.upperBound)
    while end > first {
      let begin = max(first, end - Self.stretch)
      // In the strong sense every node is a call.
      let next =
        isStrong ? end : adl_sweep_nodes(plan.scalars.base, begin, end, values, adjoints, &state)
      try pause(after: end - next + 1)
      end = next
      if end > begin {
        end -= 1
        sweepCall(end)
      }
    }
  }

  /// One node as a strip.
  private func strip(_ i: Int) -> Strip {
    let operation = plan.operations.pointer(to: plan.scalarOperations[i])
    for j in 0..<operation.pointee.operandCount {
      arguments[j] = values + plan.address(j, ofNode: i)
    }
    return Strip(
      count: 1, operands: UnsafePointer(arguments),
      result: values + Int(plan.scalars[i].result), operation: operation)
  }

  func sweepCall(_ i: Int) {
    let strip = self.strip(i)
    let v = adjoints + Int(plan.scalars[i].result)
    for j in 0..<strip.operation.pointee.operandCount where strip.operation.pointee.slot(j).passes {
      let target = adjoints + plan.address(j, ofNode: i)
      strip.operation.pointee.engine.addContributions(
        strip, slot: j, of: v, to: target,
        Accumulation(onto: UnsafePointer(target), isStrong: isStrong))
    }
  }
}

extension ExecutionPlan {
  /// The address of the operand `j` of the single node `i`.
  func address(_ j: Int, ofNode i: Int) -> Address {
    let node = scalars[i]
    if node.isCall { return Address(rawValue: operands[Int(node.a) + j]) }
    return Address(rawValue: j == 0 ? node.a : node.b)
  }
}
