import CKernels

/// Programs of which a point needs few nodes, such as decision trees: their plans have single nodes
/// alone, of which an execution computes those that it needs.
extension Liveness {
  /// A program on demand has this many times as many nodes as a point may need, and so many at least.
  private static let demandFactor = 8
  private static let demandMinimum = 64

  /// `true` iff no point needs more than a small part of the nodes: of every `if` the condition and
  /// the larger branch.
  static func isOnDemand(_ program: Program, _ liveness: [Liveness]) -> Bool {
    let count = (program.p..<program.m).count { liveness[$0] != .dead }
    guard program.isSelective, count >= demandMinimum else { return false }
    // What is shared is counted more than once, so the estimate is an upper bound.
    var needed = [Int](repeating: 0, count: program.m)
    for k in program.p..<program.m where liveness[k] != .dead {
      let node = program.nodes[k - program.p]
      let start = Int(node.operandStart)
      let end = start + Int(node.operandCount)
      guard node.operandCount <= Schedule.stripWidth else { return false }
      let own = program.operands[start..<end].map { $0.node.map { needed[$0] } ?? 0 }
      let total =
        node.primitive == .branch
        ? own.dropLast(2).reduce(1, +) + own.suffix(2).max()! : own.reduce(1, +)
      needed[k] = min(total, count)
    }
    let total = program.outputs.reduce(0) { min($0 + needed[$1], count) }
    return total * demandFactor <= count
  }
}

/// An `if` as an execution on demand reads it: addresses, and how the sides compare.
struct BranchInstruction: Sendable {
  enum Kind: UInt8, Sendable {
    case none, less, atMost, greater, atLeast, equal, unequal

    /// More than one comparison.
    case compound
  }

  var kind = Kind.none
  var left = Address(0)
  var right = Address(0)
  var taken = Address(0)
  var other = Address(0)

  /// Creates what stands for a node that is no `if`.
  init() {}

  /// Creates the instruction of the condition `condition` at operands at the given addresses.
  init(_ condition: Condition, _ operands: [Address]) {
    let count = operands.count
    (taken, other) = (operands[count - 2], operands[count - 1])
    guard case .comparison(0, let relation) = condition else {
      kind = .compound
      return
    }
    (left, right) = (operands[0], operands[1])
    kind =
      switch relation {
      case .less: .less
      case .atMost: .atMost
      case .greater: .greater
      case .atLeast: .atLeast
      case .equal: .equal
      case .unequal: .unequal
      }
  }

  /// Whether a relation of two numbers holds; `nil` where they cannot be ordered.
  @inline(__always)
  func holds(_ a: Double, _ b: Double) -> Bool? {
    guard a == a, b == b else { return nil }
    switch kind {
    case .less: return a < b
    case .atMost: return a <= b
    case .greater: return a > b
    case .atLeast: return a >= b
    case .equal: return a == b
    case .unequal: return a != b
    case .none, .compound: return nil
    }
  }
}

/// Which nodes have values at the point at hand, and which operand each `if` took.
final class DemandState {
  /// The number of the evaluation in which each node got its value.
  fileprivate let stamps: UnsafeMutablePointer<UInt32>
  fileprivate let chosen: UnsafeMutablePointer<Address>
  fileprivate var stamp: UInt32 = 0
  fileprivate var stack: [Int32] = []
  fileprivate var visited: [Int32] = []
  private let count: Int

  init(nodeCount: Int) {
    count = nodeCount
    stamps = .allocate(capacity: max(nodeCount, 1))
    stamps.initialize(repeating: 0, count: nodeCount)
    chosen = .allocate(capacity: max(nodeCount, 1))
    chosen.initialize(repeating: .none, count: nodeCount)
  }

  deinit {
    stamps.deallocate()
    chosen.deallocate()
  }

  fileprivate func begin() {
    stack.removeAll(keepingCapacity: true)
    visited.removeAll(keepingCapacity: true)
    if stamp == .max {
      stamps.update(repeating: 0, count: count)
      stamp = 0
    }
    stamp += 1
  }
}

extension Execution {
  /// Computes the nodes that the outputs need.
  func evaluateOnDemand(_ state: DemandState) throws(EvaluationFailure) {
    state.begin()
    let first = Int32(plan.literals.count + plan.program.p)
    let stamp = state.stamp
    let stamps = state.stamps
    @inline(__always)
    func isMissing(_ address: Address) -> Bool {
      address.rawValue >= first && stamps[Int(address.rawValue - first)] != stamp
    }
    for output in plan.outputs where isMissing(output) {
      state.stack.append(output.rawValue - first)
    }
    var scratch = adl_state()
    while let top = state.stack.last {
      let k = Int(top)
      if stamps[k] == stamp {
        state.stack.removeLast()
        continue
      }
      let branch = plan.branches[k]
      if branch.kind != .none {
        var missing: Address?
        let truth: Bool?
        if branch.kind == .compound {
          truth = compoundTruth(k, isMissing, &missing)
        } else {
          missing =
            isMissing(branch.left) ? branch.left : isMissing(branch.right) ? branch.right : nil
          truth = missing == nil ? branch.holds(values[branch.left], values[branch.right]) : nil
        }
        if missing == nil, let truth {
          let operand = truth ? branch.taken : branch.other
          if isMissing(operand) {
            missing = operand
          } else {
            values[Int(first + top)] = values[operand]
            state.chosen[k] = operand
          }
        } else if missing == nil {
          values[Int(first + top)] = .nan
          state.chosen[k] = .none
        }
        if let missing {
          state.stack.append(missing.rawValue - first)
          continue
        }
      } else {
        let height = state.stack.count
        for i in 0..<plan.operations[plan.scalarOperations[k]].operandCount {
          let operand = plan.address(i, ofNode: k)
          if isMissing(operand) { state.stack.append(operand.rawValue - first) }
        }
        if state.stack.count > height { continue }
        if adl_evaluate_nodes(plan.scalars.base, k, k + 1, values, &scratch) == k {
          evaluateCall(k)
        }
        try pause(after: 1)
      }
      stamps[k] = stamp
      state.visited.append(top)
      state.stack.removeLast()
    }
    if scratch.isOutside != 0 { isSuspect = true }
  }

  /// The truth of a condition of several comparisons, or what it asks for first.
  private func compoundTruth(
    _ k: Int, _ isMissing: (Address) -> Bool, _ missing: inout Address?
  ) -> Bool? {
    guard
      case .condition(let condition) = plan.operations[plan.scalarOperations[k]].parameter
    else { return nil }
    var found: Address?
    let truth = condition.truth { i in
      let (left, right) = (plan.address(2 * i, ofNode: k), plan.address(2 * i + 1, ofNode: k))
      if found == nil { found = isMissing(left) ? left : isMissing(right) ? right : nil }
      return found == nil ? Double.order(values[left], values[right]) : .notKnown
    }
    missing = found
    return found == nil ? truth : nil
  }

  /// Sweeps backward from the output number `i` through the nodes that were computed.
  func sweepOnDemand(_ state: DemandState, output i: Int) throws(EvaluationFailure) {
    let first = plan.literals.count + plan.program.p
    adl_v_fill(plan.program.p, 0, adjoints + plan.literals.count)
    for k in state.visited { adjoints[first + Int(k)] = 0 }
    adjoints[plan.outputs[i]] = 1
    // From the last to the first, as through all nodes.
    state.visited.sort(by: >)
    var scratch = adl_state()
    for k in state.visited {
      let node = Int(k)
      if plan.branches[node].kind != .none {
        let operand = state.chosen[node]
        let v = adjoints[first + node]
        if operand.isNone {
          if v != 0 { isSuspect = true }
        } else if operand.offset >= plan.literals.count {
          adjoints[operand] += v
        }
      } else if adl_sweep_nodes(
        plan.scalars.base, node, node + 1, values, adjoints, &scratch) == node + 1
      {
        sweepCall(node)
      }
    }
    try pause(after: state.visited.count)
  }
}
