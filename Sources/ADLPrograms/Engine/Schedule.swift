/// The nodes of a program in the order in which a plan computes them, as runs of one operation.
///
/// Nodes are ordered by (depth, operation, place in the program), where the depth of a node is one
/// more than the greatest of its predecessors. Invariants: every operand stands before its node;
/// the nodes of a run have one depth; the results of a run have consecutive positions; positions
/// that no run covers are single nodes.
///
/// Positions count literals first, then inputs, then nodes.
struct Schedule: Sendable {
  /// Below this many equal operations, a run costs more than single nodes do.
  static let minimumCount = 8

  /// Up to this many operands, applications are computed in strips.
  static let stripWidth = 8

  let program: Program

  /// The number of literals, those of tables included.
  let literalCount: Int

  /// `true` iff points need few of the nodes, so that all are single ones, computed on demand.
  let isOnDemand: Bool

  /// The literals that follow those of the program, by number: vectors of literals that do not lie
  /// together, as the rows of a matrix that is written out.
  let tables: [Int32]

  /// Where the table of the vector lies that begins at an operand of the program.
  let tableStarts: [Int32: Position]

  /// The position of the first node that is not an input.
  var firstNode: Position { Position(literalCount + program.p) }

  /// The program's node at each position from `firstNode` on.
  var nodes: [Int32] = []

  /// The position of each node of the program; none for a node that no output needs.
  var positions: [Position]

  /// The number of positions.
  var count: Int { end.offset }

  /// The position after the last.
  var end: Position { firstNode + nodes.count }

  var operations: [Operation] = []

  /// The operation of each node of the program after the inputs.
  var operationIDs: [OperationID]

  var runs: [Run] = []
  var accesses: [Access<Position>] = []
  var lists: [Position] = []

  // The vectors of applications to many operands, by the place of their operands in the program.
  var rowAccesses: [Int32: [Access<Position>]] = [:]

  /// Schedules the nodes of `program` that its outputs need.
  ///
  /// - Throws: `.interrupted`.
  /// - Complexity: O(m + operands).
  init(_ program: Program, convention: Convention, _ pacer: Pacer) throws(EvaluationFailure) {
    self.program = program
    let liveness = try Liveness.ofNodes(program, pacer)
    isOnDemand = Liveness.isOnDemand(program, liveness)
    (tables, tableStarts) = try Self.tables(of: program, liveness, pacer)
    literalCount = program.literals.count + tables.count
    positions = [Position](repeating: .none, count: program.m)
    operationIDs = [OperationID](repeating: .none, count: program.m - program.p)
    for i in 0..<program.p { positions[i] = Position(literalCount + i) }
    let depths = try numberOperations(liveness, convention, pacer)
    let order = try Self.sorted(program, operationIDs, depths, pacer)
    nodes.reserveCapacity(order.count)
    var first = 0
    while first < order.count {
      let k = Int(order[first])
      var end = first + 1
      while end < order.count, depths[Int(order[end])] == depths[k],
        operationIDs[Int(order[end]) - program.p] == operationIDs[k - program.p]
      { end += 1 }
      try order.withUnsafeBufferPointer { (order) throws(EvaluationFailure) in
        try place(UnsafeBufferPointer(rebasing: order[first..<end]), pacer)
      }
      first = end
    }
  }

  /// The values of all literals.
  var literals: [Double] {
    program.literals.map(\.double) + tables.map { program.literals[Int($0)].double }
  }

  /// Numbers the operations of the live nodes and returns the depth of every node.
  private mutating func numberOperations(
    _ liveness: [Liveness], _ convention: Convention, _ pacer: Pacer
  ) throws(EvaluationFailure) -> [Int32] {
    var depths = [Int32](repeating: 0, count: program.m)
    var table = OperationTable()
    for k in program.p..<program.m where liveness[k] != .dead {
      try pacer.pause()
      let node = program.nodes[k - program.p]
      let start = Int(node.operandStart)
      let count = Int(node.operandCount)
      var depth: Int32 = 0
      var literals: UInt16 = 0
      for i in 0..<count {
        let operand = program.operands[start + i].rawValue
        if operand < 0 {
          if i < 16 { literals |= 1 << UInt16(i) }
        } else {
          depth = max(depth, depths[Int(operand)])
        }
      }
      depths[k] = depth + 1
      operationIDs[k - program.p] = table.number(
        of: OperationTable.Key(
          primitive: node.primitive.id, literals: count > Self.stripWidth ? 0 : literals,
          parameter: node.parameter, operandCount: node.operandCount,
          isConditional: liveness[k] == .conditional))
    }
    operations = table.keys.map { key in
      Operation(
        Primitive(id: key.primitive), program.parameters[Int(key.parameter)],
        operandCount: Int(key.operandCount), convention: convention,
        isConditional: key.isConditional)
    }
    return depths
  }

  /// Returns the nodes by depth, then by operation, then as in the program: two counting sorts.
  private static func sorted(
    _ program: Program, _ operations: [OperationID], _ depths: [Int32], _ pacer: Pacer
  ) throws(EvaluationFailure) -> [Int32] {
    var starts = [Int32](repeating: 0, count: (operations.max()?.offset ?? 0) + 2)
    for operation in operations where !operation.isNone { starts[operation + 1] += 1 }
    for i in 1..<starts.count { starts[i] += starts[i - 1] }
    let count = Int(starts[starts.count - 1])
    var byOperation = [Int32](repeating: 0, count: count)
    for (i, operation) in operations.enumerated() where !operation.isNone {
      try pacer.pause()
      byOperation[Int(starts[operation])] = Int32(program.p + i)
      starts[operation] += 1
    }
    starts = [Int32](repeating: 0, count: Int(depths.max() ?? 0) + 2)
    for k in byOperation { starts[Int(depths[Int(k)]) + 1] += 1 }
    for i in 1..<starts.count { starts[i] += starts[i - 1] }
    var order = [Int32](repeating: 0, count: count)
    for k in byOperation {
      try pacer.pause()
      let depth = Int(depths[Int(k)])
      order[Int(starts[depth])] = k
      starts[depth] += 1
    }
    return order
  }

  /// The position of the i-th operand of node `k`.
  @inline(__always)
  func operandPosition(_ k: Int32, _ i: Int) -> Position {
    let start = Int(program.nodes[Int(k) - program.p].operandStart)
    let operand = program.operands[start + i].rawValue
    return operand >= 0 ? positions[Int(operand)] : Position(rawValue: ~operand)
  }

  /// Gives the next positions to nodes of one depth and one operation.
  private mutating func place(_ group: UnsafeBufferPointer<Int32>, _ pacer: Pacer)
    throws(EvaluationFailure)
  {
    let width = Int(program.nodes[Int(group[0]) - program.p].operandCount)
    if isOnDemand {
      for k in group { placeNode(k) }
      try pacer.pause(after: group.count)
    } else if width > Self.stripWidth {
      try placeRows(group, width: width, pacer)
    } else if group.count < Self.minimumCount {
      for k in group { placeNode(k) }
    } else {
      try placeStrips(group, width: width, pacer)
    }
  }

  /// Gives the next position to node `k`.
  @inline(__always)
  mutating func placeNode(_ k: Int32) {
    positions[Int(k)] = end
    nodes.append(k)
  }
}
