/// What stands between loops: when the backward sweep may go through each, and which results need
/// addresses.
extension PlanCompiler {
  /// Up to this many results are stored for the backward sweep rather than computed again.
  private static let storageLimit = 1 << 16

  /// Decides when the backward sweep goes through each loop of a program with one output.
  ///
  /// Where no entry of d depends on a value (sums do not), the sweep can precede the evaluation.
  /// A loop that only such loops use then knows its adjoints before it is evaluated, and is swept
  /// strip by strip while its values are in the nearest cache.
  mutating func assignPhases() throws(EvaluationFailure) {
    var isKnown = [Bool](repeating: true, count: loops.count)
    for number in loops.indices.reversed() {
      if isKnown[number] {
        if isConstant(loops[number]) {
          loops[number].phase = .before
          continue
        }
        if case .strips = loops[number].body { loops[number].phase = .along }
      }
      try forEachOperand(of: loops[number]) { position in
        if position < schedule.firstNode { return position + 1 }
        isKnown[loopOf[position - schedule.firstNode]] = false
        return schedule.end(ofRunAt: position)
      }
      // A loop uses itself; its own phase stands.
    }
  }

  /// `true` iff d depends on literals alone at every node of the loop.
  private func isConstant(_ loop: Loop) -> Bool {
    switch loop.body {
    case .strips(let runs):
      return runs.allSatisfy { id in
        let run = schedule.runs[id]
        return isConstant(schedule.operations[run.operation]) { i in
          let access = schedule.access(i, of: run)
          return !access.isListed && schedule.isLiteral(access.base)
        }
      }
    case .rows(let id):
      let operation = schedule.operations[schedule.runs[id].operation]
      return isConstant(operation) { _ in false }
    case .nodes(let positions):
      return positions.allSatisfy { position in
        let k = schedule.node(at: position)
        return isConstant(schedule.operations[schedule.operationID(of: k)]) {
          schedule.isLiteral(schedule.operandPosition(k, $0))
        }
      }
    }
  }

  private func isConstant(_ operation: Operation, _ isLiteral: (Int) -> Bool) -> Bool {
    for (i, slot) in operation.slots.enumerated() where slot.passes && !isLiteral(i) {
      if operation.slots.count == 1, operation.operandCount > 1, slot.sources != 0 { return false }
      for j in 0..<64 where slot.sources >> UInt64(j) & 1 == 1 {
        guard j < operation.operandCount, isLiteral(j) else { return false }
      }
    }
    return true
  }

  /// Calls `body` with positions that the loop takes its operands from; it returns the next
  /// position of a stretch that is of interest. Operands within strips of the loop itself are left
  /// out.
  func forEachOperand(of loop: Loop, _ body: (Position) -> Position) throws(EvaluationFailure) {
    func go(through access: Access<Position>, count: Int, width: Int) throws(EvaluationFailure) {
      if access.isListed {
        let step = max(Int(access.stride), 0)
        let end = step * (count - 1) + width
        for i in 0..<end {
          try pacer.pause()
          _ = body(schedule.lists[Int(access.list) + i])
        }
        return
      }
      let span = access.span(count: count, width: width)
      var position = span.lowerBound
      while position <= span.upperBound {
        try pacer.pause()
        position = body(position)
      }
    }
    switch loop.body {
    case .strips(let runs):
      for id in runs {
        let run = schedule.runs[id]
        for i in 0..<Int(run.width) {
          let access = schedule.access(i, of: run)
          if isInternal(access, to: run) { continue }
          try go(through: access, count: Int(run.count), width: 1)
        }
      }
    case .rows(let id):
      let run = schedule.runs[id]
      let vectorCount = schedule.operations[run.operation].engine.vectorCount
      for i in 0..<vectorCount {
        try go(
          through: schedule.access(i, of: run), count: Int(run.count),
          width: Int(run.width) / vectorCount)
      }
    case .nodes(let positions):
      for position in positions {
        try pacer.pause()
        let k = schedule.node(at: position)
        for i in 0..<Int(schedule.program.nodes[Int(k) - schedule.program.p].operandCount) {
          _ = body(schedule.operandPosition(k, i))
        }
      }
    }
  }

  /// `true` iff application i of `run` takes with `access` the result i of a run in its own loop.
  func isInternal(_ access: Access<Position>, to run: Run) -> Bool {
    guard !access.isListed, access.stride == 1, access.base >= schedule.firstNode,
      let producer = schedule.run(startingAt: access.base), producer.count == run.count
    else { return false }
    return loopOf[access.base - schedule.firstNode] == loopOf[run.start - schedule.firstNode]
  }

  /// Stores the results that another loop uses, and the outputs.
  mutating func storeShared() throws(EvaluationFailure) {
    var stored = isStored
    func store(_ position: Position) -> Position {
      if position < schedule.firstNode { return position + 1 }
      guard let id = schedule.lastRun(startingBy: position),
        schedule.runs[id].results.contains(position)
      else { return position + 1 }
      stored[id] = true
      return schedule.runs[id].results.upperBound
    }
    for loop in loops {
      try forEachOperand(of: loop, store)
      if case .rows(let id) = loop.body { stored[id] = true }
    }
    for output in schedule.program.outputs { _ = store(schedule.positions[output]) }
    isStored = stored
  }

  /// Stores what the backward sweep of a loop needs and should not compute again: everything in a
  /// small program, what takes more than arithmetic in a large one.
  mutating func storeForSweep() {
    var wanted: [RunID] = []
    var total = 0
    for loop in loops where loop.phase == .after {
      guard case .strips(let runs) = loop.body else { continue }
      for id in neededForSweep(runs) where !isStored[id] {
        wanted.append(id)
        total += loop.count
      }
    }
    for id in wanted {
      let operation = schedule.operations[schedule.runs[id].operation]
      if total <= Self.storageLimit || operation.rule.functionClass > .rational {
        isStored[id] = true
      }
    }
  }

  /// The runs, of those of one loop, whose results the entries of d need.
  func neededForSweep(_ runs: [RunID]) -> Set<RunID> {
    var needed: Set<RunID> = []
    for id in runs {
      let run = schedule.runs[id]
      let operation = schedule.operations[run.operation]
      for (i, slot) in operation.slots.enumerated() where slot.passes {
        let access = schedule.access(i, of: run)
        if !access.isListed, schedule.isLiteral(access.base) { continue }
        if slot.sources >> 63 == 1 { needed.insert(id) }
        for j in 0..<Int(run.width) where slot.sources >> UInt64(j) & 1 == 1 {
          let source = schedule.access(j, of: run)
          if isInternal(source, to: run), let producer = schedule.lastRun(startingBy: source.base) {
            needed.insert(producer)
          }
        }
      }
    }
    return needed
  }
}
