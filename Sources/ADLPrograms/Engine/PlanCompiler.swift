import CKernels

/// Gives the schedule's positions their places in memory and writes the instructions of a plan.
///
/// Addresses are consecutive: literals, inputs, then what more than one loop uses, in the order of
/// positions. Everything else lives in strips.
struct PlanCompiler {
  let schedule: Schedule
  var loops: [Loop]
  let loopOf: [Int32]

  /// The address of each position; -1 for a temporary.
  var addresses: [Int32] = []
  var addressCount = 0

  /// Whether the results of each run have addresses.
  var isStored: [Bool]

  var loopInstructions: [LoopInstruction] = []
  var strips: [StripInstruction] = []
  var rows: [RowInstruction] = []

  /// The nodes that are computed one by one, and the operation of each.
  var scalars: [adl_node] = []
  var scalarOperations: [Int32] = []
  let scalarForms: [ScalarForm]
  var variables: [Variable] = []
  var operands: [Int32] = []
  var shares: [Share] = []
  var repeated: [Int32] = []

  /// The schedule's lists, from positions to addresses.
  var lists: [Int32] = []

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
    lists = schedule.lists.map { addresses[Int($0)] }
    let isUsedElsewhere = try usedElsewhere()
    for loop in loops { try write(loop, isUsedElsewhere) }
  }

  /// Gives addresses to literals, inputs, single nodes and the runs that are stored.
  private mutating func assignAddresses() throws(EvaluationFailure) {
    addresses = [Int32](repeating: -1, count: schedule.count)
    for position in 0..<schedule.firstNode { addresses[position] = Int32(position) }
    var next = Int32(schedule.firstNode)
    var position = schedule.firstNode
    func take(_ end: Int, _ addresses: inout [Int32]) {
      while position < end {
        addresses[position] = next
        next += 1
        position += 1
      }
    }
    for (number, run) in schedule.runs.enumerated() {
      try pacer.pause(after: Int(run.count))
      take(Int(run.start), &addresses)
      if isStored[number] {
        take(run.results.upperBound, &addresses)
      } else {
        position = run.results.upperBound
      }
    }
    take(schedule.count, &addresses)
    addressCount = Int(next)
  }

  private mutating func write(_ loop: Loop, _ isUsedElsewhere: [Bool])
    throws(EvaluationFailure)
  {
    switch loop.body {
    case .strips(let runs): writeStrips(loop, runs)
    case .rows(let run): writeRows(loop, schedule.runs[Int(run)])
    case .scalars(let positions): try writeScalars(loop, positions, isUsedElsewhere)
    }
  }

  private mutating func writeRows(_ loop: Loop, _ run: Run) {
    let vectorCount = schedule.operations[Int(run.operation)].engine.vectorCount
    func vector(_ i: Int) -> Access {
      var access = schedule.accesses[Int(run.access) + min(i, vectorCount - 1)]
      if !access.isListed { access.base = addresses[Int(access.base)] }
      return access
    }
    let first = Int32(rows.count)
    rows.append(
      RowInstruction(
        operation: run.operation, result: addresses[Int(run.start)], count: run.count,
        width: run.width, a: vector(0), b: vector(1), vectorCount: Int32(vectorCount),
        isChecked: !schedule.operations[Int(run.operation)].rule.domain.value.isEmpty))
    loopInstructions.append(
      LoopInstruction(
        kind: .rows, phase: loop.phase, count: run.count, strip: 1, body: first..<first + 1))
  }
}
