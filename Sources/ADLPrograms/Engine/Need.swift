/// Whether the outputs need a node: the first stage of a plan.
///
/// Invariant: the operands of a node are needed at least as much as the node itself, but for what
/// stands under a branch: there only the first guard of the condition is needed for certain.
enum Need: UInt8, Comparable {
  case never
  case conditional
  case always

  static func < (a: Need, b: Need) -> Bool { a.rawValue < b.rawValue }

  /// Returns the need of every node, inputs included, in program order.
  static func ofNodes(_ program: Program, _ pacer: Pacer) throws(EvaluationFailure) -> [Need] {
    var needs = [Need](repeating: .never, count: program.m)
    for output in program.outputs { needs[output] = .always }
    for k in stride(from: program.m - 1, through: program.p, by: -1) where needs[k] != .never {
      try pacer.pause()
      let node = program.nodes[k - program.p]
      let start = Int(node.operandStart)
      let end = start + Int(node.operandCount)
      let isBranch = node.primitive == .branch
      let first = isBranch ? program.parameters[Int(node.parameter)].firstGuard : nil
      for i in start..<end {
        let operand = program.operands[i].rawValue
        guard operand >= 0 else { continue }
        let need = isBranch && (i - start) / 2 != first ? Need.conditional : needs[k]
        if needs[Int(operand)] < need { needs[Int(operand)] = need }
      }
    }
    return needs
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
