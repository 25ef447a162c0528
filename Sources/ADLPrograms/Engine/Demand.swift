import CKernels

/// Programs of which a point needs few nodes, such as decision trees: their plans have single nodes
/// alone, of which an execution computes those that it needs.
extension Liveness {
  /// A program on demand has this many times as many nodes as a point may need, and so many at
  /// least.
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
      needed[k] = min(total + 1, count)
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

  /// The number of the evaluation in which each `if` last found out which operand it takes.
  fileprivate let decisions: UnsafeMutablePointer<UInt32>
  fileprivate let chosen: UnsafeMutablePointer<Address>

  /// Nodes that wait for others: at once no more than twice the operands, and the outputs.
  fileprivate let stack: UnsafeMutablePointer<Int32>

  /// The nodes that have values, in the order in which they got them.
  fileprivate let visited: UnsafeMutablePointer<Int32>
  fileprivate var visitedCount = 0

  /// `true` iff they got them in the order of the program, as along one path of a tree.
  fileprivate var isAscending = true
  fileprivate var stamp: UInt32 = 0
  private let count: Int

  init(_ plan: ExecutionPlan) {
    count = plan.scalars.count
    stamps = .allocate(capacity: max(count, 1))
    stamps.initialize(repeating: 0, count: count)
    decisions = .allocate(capacity: max(count, 1))
    decisions.initialize(repeating: 0, count: count)
    chosen = .allocate(capacity: max(count, 1))
    chosen.initialize(repeating: .none, count: count)
    stack = .allocate(capacity: 2 * plan.program.operands.count + plan.program.q + 1)
    visited = .allocate(capacity: max(count, 1))
  }

  deinit {
    stamps.deallocate()
    decisions.deallocate()
    chosen.deallocate()
    stack.deallocate()
    visited.deallocate()
  }

  /// Begins an evaluation and returns its number.
  fileprivate func begin() -> UInt32 {
    if stamp == .max {
      stamps.update(repeating: 0, count: count)
      decisions.update(repeating: 0, count: count)
      stamp = 0
    }
    stamp += 1
    return stamp
  }
}

extension Execution {
  /// Computes the nodes that the outputs need.
  func evaluateOnDemand(_ state: DemandState) throws(EvaluationFailure) {
    let stamp = state.begin()
    let (stamps, decisions, chosen) = (state.stamps, state.decisions, state.chosen)
    let (stack, visited) = (state.stack, state.visited)
    let (values, branches, scalars) = (self.values, plan.branches, plan.scalars)
    let first = Int32(plan.literals.count + plan.program.p)
    var (height, visitedCount, calls) = (0, 0, 0)
    var (isAscending, last) = (true, Int32(-1))
    @inline(__always)
    func isMissing(_ address: Address) -> Bool {
      address.rawValue >= first && stamps[Int(address.rawValue - first)] != stamp
    }
    @inline(__always)
    func push(_ address: Address) {
      stack[height] = address.rawValue - first
      height += 1
    }
    for output in plan.outputs where isMissing(output) { push(output) }
    var scratch = adl_state()
    while height > 0 {
      let top = stack[height - 1]
      let k = Int(top)
      if stamps[k] == stamp {
        height -= 1
        continue
      }
      let branch = branches[k]
      if decisions[k] == stamp {
        values[Int(first + top)] = values[chosen[k]]
      } else if branch.kind != .none {
        let truth: Bool?
        if branch.kind == .compound {
          var missing: Address?
          truth = compoundTruth(k, isMissing, &missing)
          if let missing {
            push(missing)
            continue
          }
        } else if isMissing(branch.left) {
          push(branch.left)
          continue
        } else if isMissing(branch.right) {
          push(branch.right)
          continue
        } else {
          truth = branch.holds(values[branch.left], values[branch.right])
        }
        if let truth {
          let operand = truth ? branch.taken : branch.other
          chosen[k] = operand
          if isMissing(operand) {
            decisions[k] = stamp
            push(operand)
            continue
          }
          values[Int(first + top)] = values[operand]
        } else {
          values[Int(first + top)] = .nan
          chosen[k] = .none
        }
      } else {
        let before = height
        if scalars[k].isCall {
          for i in 0..<plan.operations.pointer(to: plan.scalarOperations[k]).pointee.operandCount {
            let operand = plan.address(i, ofNode: k)
            if isMissing(operand) { push(operand) }
          }
        } else {
          let (a, b) = (Address(rawValue: scalars[k].a), Address(rawValue: scalars[k].b))
          if isMissing(a) { push(a) }
          if isMissing(b) { push(b) }
        }
        if height > before { continue }
        if scalars[k].isCall {
          evaluateCall(k)
        } else {
          _ = adl_evaluate_nodes(scalars.base, k, k + 1, values, &scratch)
        }
        calls += 1
        if calls & 0xFFF == 0 { try pause(after: 1 << 12) }
      }
      stamps[k] = stamp
      isAscending = isAscending && top > last
      last = top
      visited[visitedCount] = top
      visitedCount += 1
      height -= 1
    }
    state.visitedCount = visitedCount
    state.isAscending = isAscending
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
    let (literalCount, p) = (plan.literals.count, plan.program.p)
    let first = literalCount + p
    let (adjoints, branches, scalars) = (self.adjoints, plan.branches, plan.scalars)
    var visited = UnsafeMutableBufferPointer(start: state.visited, count: state.visitedCount)
    adl_v_fill(p, 0, adjoints + literalCount)
    for k in visited { adjoints[first + Int(k)] = 0 }
    adjoints[plan.outputs[i]] = 1
    // From the last to the first, as through all nodes.
    if !state.isAscending {
      visited.sort()
      state.isAscending = true
    }
    var scratch = adl_state()
    for i in visited.indices.reversed() {
      let k = Int(visited[i])
      if branches[k].kind != .none {
        let operand = state.chosen[k]
        let v = adjoints[first + k]
        if operand.isNone {
          if v != 0 { isSuspect = true }
        } else if operand.offset >= literalCount {
          adjoints[operand] += v
        }
      } else if scalars[k].isCall {
        sweepCall(k)
      } else {
        _ = adl_sweep_nodes(scalars.base, k, k + 1, values, adjoints, &scratch)
      }
    }
    try pause(after: visited.count)
  }
}
