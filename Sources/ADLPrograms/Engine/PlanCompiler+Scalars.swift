import CKernels

extension PlanCompiler {
  /// Returns for each address whether its adjoint gets contributions from outside the loop that
  /// computes it, or from the start.
  func usedElsewhere() throws(EvaluationFailure) -> [Bool] {
    var result = [Bool](repeating: false, count: addressCount)
    for address in 0..<schedule.firstNode.offset { result[address] = true }
    for (number, loop) in loops.enumerated() where loops.count > 1 {
      try forEachOperand(of: loop) { position in
        if position >= schedule.firstNode,
          loopOf[position - schedule.firstNode].offset != number, !addresses[position].isNone
        {
          result[addresses[position]] = true
        }
        return position + 1
      }
    }
    for output in schedule.program.outputs {
      result[addresses[schedule.positions[output]]] = true
    }
    return result
  }

  /// Writes the instructions of a loop of single nodes.
  mutating func writeScalars(_ loop: Loop, _ positions: [Position], _ isUsedElsewhere: [Bool])
    throws(EvaluationFailure)
  {
    let first = scalars.count
    scalars.reserveCapacity(first + positions.count)
    scalarOperations.reserveCapacity(first + positions.count)
    for position in positions {
      appendScalar(position)
      try pacer.pause()
    }
    // What is computed on demand has no neighbours.
    if !schedule.isOnDemand {
      try linkValues(first)
      try linkAdjoints(first, isUsedElsewhere)
    }
    loopInstructions.append(
      LoopInstruction(
        kind: .nodes, phase: loop.phase, count: Int32(positions.count), strip: 1,
        body: Int32(first)..<Int32(scalars.count)))
  }

  @inline(__always)
  private mutating func appendScalar(_ position: Position) {
    let k = schedule.node(at: position)
    let operation = schedule.operationID(of: k)
    let form = scalarForms[operation]
    var node = adl_node(
      forward: 4 * form.code, backward: 12 * form.code, result: addresses[position].rawValue,
      a: Int32(operands.count), b: 0)
    if form.isCall {
      for i in 0..<Int(form.operandCount) {
        operands.append(addresses[schedule.operandPosition(k, i)].rawValue)
      }
    } else {
      node.a = addresses[schedule.operandPosition(k, 0)].rawValue
      node.b =
        form.operandCount > 1 ? addresses[schedule.operandPosition(k, 1)].rawValue : node.a
    }
    scalars.append(node)
    scalarOperations.append(operation)
  }

  /// Marks operands that are the result of the node before, but for calls, which keep nothing.
  private mutating func linkValues(_ first: Int) throws(EvaluationFailure) {
    for i in first + 1..<max(scalars.count, first + 1) {
      try pacer.pause()
      if scalars[i].isCall || scalars[i - 1].isCall { continue }
      let isBinary = scalarForms[scalarOperations[i]].operandCount == 2
      let last = scalars[i - 1].result
      if scalars[i].a == last { scalars[i].forward += UInt16(adl_hint_a_is_last) }
      if scalars[i].b == last, isBinary { scalars[i].forward += UInt16(adl_hint_b_is_last) }
      // The sweep takes b after a, so b's adjoint is the complete one.
      if scalars[i].b == last, isBinary {
        scalars[i - 1].backward += UInt16(adl_hint_is_next_b)
      } else if scalars[i].a == last {
        scalars[i - 1].backward += UInt16(adl_hint_is_next_a)
      }
    }
  }

  /// Marks contributions that are the first to reach an adjoint.
  private mutating func linkAdjoints(_ first: Int, _ isUsedElsewhere: [Bool])
    throws(EvaluationFailure)
  {
    let literals = Int32(schedule.literalCount)
    // A table of the results that were reached, which are at increasing addresses.
    let lowest = scalars[first].result
    var isReached = [Bool](
      repeating: false, count: Int(scalars[scalars.count - 1].result - lowest) + 1)
    @inline(__always)
    func reach(_ address: Int32, _ isReached: inout [Bool]) -> Bool {
      if address < literals { return true }
      if isUsedElsewhere[Int(address)] { return false }
      let isFirst = !isReached[Int(address - lowest)]
      isReached[Int(address - lowest)] = true
      return isFirst
    }
    for i in stride(from: scalars.count - 1, through: first, by: -1) {
      try pacer.pause()
      let operandCount = Int(scalarForms[scalarOperations[i]].operandCount)
      if scalars[i].isCall {
        for j in 0..<operandCount { _ = reach(operands[Int(scalars[i].a) + j], &isReached) }
        continue
      }
      if reach(scalars[i].a, &isReached) { scalars[i].backward += UInt16(adl_hint_a_is_first) }
      if operandCount == 2, reach(scalars[i].b, &isReached) {
        scalars[i].backward += UInt16(adl_hint_b_is_first)
      }
    }
  }
}

/// What of an operation matters to single nodes: a few bits, since it is looked up for every node.
struct ScalarForm: Sendable {
  let code: UInt16
  let operandCount: Int32

  init(_ operation: Operation) {
    // What an undefined value may be lost in is marked, which calls do.
    let isMarked = operation.isConditional && operation.isChecked
    code = (isMarked ? ScalarCode.call : operation.scalarCode).number
    operandCount = Int32(operation.operandCount)
  }

  /// `true` iff the interpreter leaves the nodes to the caller.
  var isCall: Bool { code == ScalarCode.call.number }
}

extension adl_node {
  /// `true` iff the interpreter leaves the node to the caller.
  var isCall: Bool { forward >> 2 == ScalarCode.call.number }
}
