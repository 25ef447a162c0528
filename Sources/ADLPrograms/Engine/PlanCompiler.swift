import CKernels

/// Gives the schedule's positions their places in memory and writes the instructions of a plan.
///
/// Addresses are consecutive: literals, inputs, then what more than one loop uses, in the order of
/// positions. Everything else lives in strips.
struct PlanCompiler {
  let schedule: Schedule
  var loops: [Loop]

  /// The loop of each position, from the schedule's `firstNode` on.
  let loopOf: [LoopID]

  /// The address of each position; none for a temporary.
  var addresses: [Address] = []
  var addressCount = 0

  /// Whether the results of each run have addresses.
  var isStored: [Bool]

  var loopInstructions: [LoopInstruction] = []
  var strips: [StripInstruction] = []
  var rows: [RowInstruction] = []

  /// The nodes that are computed one by one, and the operation of each.
  var scalars: [adl_node] = []
  var scalarOperations: [OperationID] = []
  let scalarForms: [ScalarForm]
  var variables: [Variable] = []

  /// The operands of strips, as numbers of variables, and of single nodes, as addresses.
  var operands: [Int32] = []
  var contributions: [Contribution] = []
  var repeated: [Int32] = []

  /// The schedule's lists, from positions to addresses.
  var lists: [Address] = []

  let pacer: Pacer

  /// - Throws: `.interrupted`.
  init(_ schedule: Schedule, _ pacer: Pacer) throws(EvaluationFailure) {
    self.schedule = schedule
    self.pacer = pacer
    scalarForms = schedule.operations.map(ScalarForm.init)
    let nest = try LoopNest(schedule, pacer)
    loops = nest.loops
    loopOf = nest.loopOf
    isStored = [Bool](repeating: false, count: schedule.runs.count)
    // Without runs there is one loop of single nodes, and nothing to decide.
    if !schedule.runs.isEmpty {
      if schedule.program.q == 1 { try assignPhases() }
      try storeShared()
      storeForSweep()
    }
    try assignAddresses()
    lists = schedule.lists.map { addresses[$0] }
    let isUsedElsewhere = try usedElsewhere()
    for loop in loops { try write(loop, isUsedElsewhere) }
  }

  /// The `if` that each single node is.
  var branches: [BranchInstruction] {
    scalars.indices.map { i in
      let operation = schedule.operations[scalarOperations[i]]
      guard operation.primitive == .branch, case .condition(let condition) = operation.parameter
      else { return BranchInstruction() }
      let first = Int(scalars[i].a)
      return BranchInstruction(
        condition,
        operands[first..<first + operation.operandCount].map { Address(rawValue: $0) })
    }
  }

  /// Gives addresses to literals, inputs, single nodes and the runs that are stored.
  private mutating func assignAddresses() throws(EvaluationFailure) {
    addresses = [Address](repeating: .none, count: schedule.count)
    for i in 0..<schedule.firstNode.offset { addresses[i] = Address(i) }
    var next = Address(schedule.firstNode.offset)
    var position = schedule.firstNode
    func take(_ end: Position, _ addresses: inout [Address]) {
      while position < end {
        addresses[position] = next
        next = next + 1
        position = position + 1
      }
    }
    for (id, run) in schedule.numberedRuns {
      try pacer.pause(after: Int(run.count))
      take(run.start, &addresses)
      if isStored[id] {
        take(run.results.upperBound, &addresses)
      } else {
        position = run.results.upperBound
      }
    }
    take(schedule.end, &addresses)
    addressCount = next.offset
  }

  private mutating func write(_ loop: Loop, _ isUsedElsewhere: [Bool])
    throws(EvaluationFailure)
  {
    switch loop.body {
    case .strips(let runs): writeStrips(loop, runs)
    case .rows(let run): writeRows(loop, schedule.runs[run])
    case .nodes(let positions): try writeScalars(loop, positions, isUsedElsewhere)
    }
  }

  private mutating func writeRows(_ loop: Loop, _ run: Run) {
    let vectorCount = schedule.operations[run.operation].engine.vectorCount
    func vector(_ i: Int) -> Access<Address> {
      let access = schedule.access(min(i, vectorCount - 1), of: run)
      return Access(
        base: access.isListed ? Address(0) : addresses[access.base], stride: access.stride,
        inner: access.inner, list: access.list)
    }
    func isLiteral(_ i: Int) -> Bool {
      let access = schedule.access(min(i, vectorCount - 1), of: run)
      let size = Int(run.width) / vectorCount
      return !access.isListed
        && schedule.isLiteral(access.span(count: Int(run.count), width: size).upperBound)
    }
    let first = Int32(rows.count)
    rows.append(
      RowInstruction(
        operation: run.operation, result: addresses[run.start], count: run.count,
        width: run.width, a: vector(0), b: vector(1), vectorCount: Int32(vectorCount),
        isLiteralA: isLiteral(0), isLiteralB: isLiteral(1),
        isChecked: !schedule.operations[run.operation].rule.domain.value.isEmpty))
    loopInstructions.append(
      LoopInstruction(
        kind: .rows, phase: loop.phase, count: run.count, strip: 1, body: first..<first + 1))
  }
}
