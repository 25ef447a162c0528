/// Whether a node is live, which is to say that an output needs it: the first stage of a plan.
///
/// Invariant: the operands of a node are at least as live as the node itself, but for what stands
/// under a branch: there only the first guard of the condition is live for certain.
enum Liveness: UInt8, Comparable {
  /// No output needs the node.
  case dead

  /// An output needs the node where a branch, or a part of a condition, is reached.
  case conditional

  /// An output always needs the node.
  case live

  static func < (a: Liveness, b: Liveness) -> Bool { a.rawValue < b.rawValue }

  /// Returns the liveness of every node, inputs included, in program order.
  static func ofNodes(_ program: Program, _ pacer: Pacer) throws(EvaluationFailure) -> [Liveness] {
    var result = [Liveness](repeating: .dead, count: program.m)
    for output in program.outputs { result[output] = .live }
    for k in stride(from: program.m - 1, through: program.p, by: -1) where result[k] != .dead {
      try pacer.pause()
      let node = program.nodes[k - program.p]
      let start = Int(node.operandStart)
      let end = start + Int(node.operandCount)
      let isBranch = node.primitive == .branch
      let first = isBranch ? program.parameters[Int(node.parameter)].firstGuard : nil
      for i in start..<end {
        let operand = program.operands[i].rawValue
        guard operand >= 0 else { continue }
        let liveness = isBranch && (i - start) / 2 != first ? Liveness.conditional : result[k]
        if result[Int(operand)] < liveness { result[Int(operand)] = liveness }
      }
    }
    return result
  }
}

extension Parameter {
  /// The number of the comparison that a condition asks first.
  fileprivate var firstGuard: Int? {
    guard case .condition(let condition) = self else { return nil }
    return condition.firstComparison
  }
}

extension Condition {
  fileprivate var firstComparison: Int? {
    switch self {
    case .comparison(let i, _): i
    case .and(let parts), .or(let parts): parts.first?.firstComparison
    case .not(let part): part.firstComparison
    }
  }
}
