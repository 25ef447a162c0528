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
  var scalars: [ScalarInstruction] = []
  var variables: [Variable] = []
  var operands: [Int32] = []
  var shares: [Share] = []
  var repeated: [Int32] = []

  /// The schedule's lists, from positions to addresses.
  var lists: [Int32] = []

  init(_ schedule: Schedule) {
    self.schedule = schedule
    let nest = LoopNest(schedule)
    loops = nest.loops
    loopOf = nest.loopOf
    isStored = [Bool](repeating: false, count: schedule.runs.count)
    if schedule.program.q == 1 { assignPhases() }
    storeShared()
    storeForSweep()
    assignAddresses()
    lists = schedule.lists.map { addresses[Int($0)] }
    for loop in loops { write(loop) }
  }

  /// Gives addresses to literals, inputs, single nodes and the runs that are stored.
  private mutating func assignAddresses() {
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

  private mutating func write(_ loop: Loop) {
    switch loop.body {
    case .strips(let runs): writeStrips(loop, runs)
    case .rows(let run): writeRows(loop, schedule.runs[Int(run)])
    case .scalars(let positions): writeScalars(loop, positions)
    }
  }

  private mutating func writeRows(_ loop: Loop, _ run: Run) {
    let vectorCount = schedule.operations[Int(run.operation)].rule.vectorCount
    func vector(_ i: Int) -> Access {
      var access = schedule.accesses[Int(run.access) + min(i, vectorCount - 1)]
      if !access.isListed { access.base = addresses[Int(access.base)] }
      return access
    }
    let first = Int32(rows.count)
    rows.append(
      RowInstruction(
        operation: run.operation, result: addresses[Int(run.start)], count: run.count,
        width: run.width, a: vector(0), b: vector(1), vectorCount: Int32(vectorCount)))
    loopInstructions.append(
      LoopInstruction(
        kind: .rows, phase: loop.phase, count: run.count, strip: 1, body: first..<first + 1))
  }

  private mutating func writeScalars(_ loop: Loop, _ positions: [Int32]) {
    let first = Int32(scalars.count)
    for position in positions {
      let k = schedule.nodes[Int(position) - schedule.firstNode]
      let number = schedule.operationNumbers[Int(k) - schedule.program.p]
      let operation = schedule.operations[Int(number)]
      let count = operation.operandCount
      let isChecked = !operation.rule.domain.value.isEmpty
      var code = operation.rule.scalarCode(operation.parameter)
      if !operation.hasPlainTies || operation.isConditional && isChecked { code = .call }
      var a = Int32(operands.count)
      var b: Int32 = 0
      if code == .call {
        for i in 0..<count { operands.append(addresses[Int(schedule.operandPosition(k, i))]) }
      } else {
        a = addresses[Int(schedule.operandPosition(k, 0))]
        if count > 1 { b = addresses[Int(schedule.operandPosition(k, 1))] }
      }
      scalars.append(
        ScalarInstruction(
          code: code, isChecked: isChecked, operation: number,
          result: addresses[Int(position)], a: a, b: b))
    }
    loopInstructions.append(
      LoopInstruction(
        kind: .scalars, phase: loop.phase, count: Int32(positions.count), strip: 1,
        body: first..<Int32(scalars.count)))
  }
}
