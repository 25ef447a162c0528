/// The runs of a schedule gathered into loops.
///
/// Invariants: loops are executed in order, and what a loop needs of other loops stands in earlier
/// ones; within a loop of strips, application i needs of the loop's own runs the applications i
/// only, so its temporaries need no more room than a strip.
struct LoopNest: Sendable {
  /// The maximum number of runs in one loop: their strips are to fit into the nearest cache.
  static let maximumRuns = 48

  private(set) var loops: [Loop] = []

  // While loops grow: which they are, and what each contains.
  private var kinds: [LoopKind] = []
  private var runs: [[RunID]] = []
  private var nodes: [[Position]] = []

  /// The loop of each position, from the schedule's `firstNode` on.
  private(set) var loopOf: [LoopID]

  // The loops of strips by count, in order; those of single nodes.
  private var stripLoops: [Int: [LoopID]] = [:]
  private var nodeLoops: [LoopID] = []

  /// Gathers the runs of `schedule`.
  ///
  /// - Throws: `.interrupted`.
  /// - Complexity: O(m + operands).
  init(_ schedule: Schedule, _ pacer: Pacer) throws(EvaluationFailure) {
    loopOf = []
    loopOf.reserveCapacity(schedule.nodes.count)
    var position = schedule.firstNode
    for (id, run) in schedule.numberedRuns {
      while position < run.start {
        placeNode(position, schedule)
        try pacer.pause()
        position = position + 1
      }
      try pacer.pause(after: Int(run.count))
      switch run.form {
      case .strip: placeStrips(id, run, schedule)
      case .row: placeRows(id, run, schedule)
      }
      position = run.results.upperBound
    }
    while position < schedule.end {
      placeNode(position, schedule)
      try pacer.pause()
      position = position + 1
    }
    for i in loops.indices {
      switch kinds[i] {
      case .strips: loops[i].body = .strips(runs[i])
      case .rows: loops[i].body = .rows(runs[i][0])
      case .nodes: loops[i].body = .nodes(nodes[i])
      }
      (runs[i], nodes[i]) = ([], [])
      loops[i].strip = Self.stripLength(loops[i])
    }
    (kinds, runs, nodes, stripLoops, nodeLoops) = ([], [], [], [:], [])
  }

  /// Returns how many applications a strip of the loop has, so that its rows fit into the nearest
  /// cache.
  private static func stripLength(_ loop: Loop) -> Int {
    guard case .strips(let runs) = loop.body else { return 1 }
    var length = 512
    while length > 64, length * runs.count > 2048 { length /= 2 }
    // Whole lines of memory, so that every row begins at one.
    return min(length, (loop.count + 7) / 8 * 8)
  }

  /// The loop that computes `position`; none for literals and inputs.
  private func loop(of position: Position, _ schedule: Schedule) -> LoopID {
    position < schedule.firstNode ? .none : loopOf[position - schedule.firstNode]
  }

  private mutating func placeNode(_ position: Position, _ schedule: Schedule) {
    let k = schedule.node(at: position)
    var first = LoopID(0)
    for i in 0..<Int(schedule.program.nodes[Int(k) - schedule.program.p].operandCount) {
      let loop = loop(of: schedule.operandPosition(k, i), schedule)
      guard loop >= first else { continue }
      first = kinds[loop] == .nodes ? loop : loop + 1
    }
    let loop: LoopID
    if let last = nodeLoops.last, last >= first {
      loop = Self.first(in: nodeLoops, from: first)!
    } else {
      loop = appendLoop(.nodes, count: 1)
      if schedule.runs.isEmpty { nodes[loop].reserveCapacity(schedule.nodes.count) }
      nodeLoops.append(loop)
    }
    nodes[loop].append(position)
    loopOf.append(loop)
  }

  private mutating func placeRows(_ id: RunID, _ run: Run, _ schedule: Schedule) {
    let loop = appendLoop(.rows, count: Int(run.count))
    runs[loop].append(id)
    for _ in 0..<run.count { loopOf.append(loop) }
  }

  /// Appends a loop, to be filled, and returns its number.
  private mutating func appendLoop(_ kind: LoopKind, count: Int) -> LoopID {
    loops.append(Loop(body: .nodes([]), count: count, strip: 1))
    kinds.append(kind)
    runs.append([])
    nodes.append([])
    return LoopID(loops.count - 1)
  }

  private mutating func placeStrips(_ id: RunID, _ run: Run, _ schedule: Schedule) {
    var first = LoopID(0)
    for i in 0..<Int(run.width) {
      first = max(first, firstLoop(after: schedule.access(i, of: run), run, schedule))
    }
    let count = Int(run.count)
    let candidates = stripLoops[count] ?? []
    let loop: LoopID
    if let found = Self.first(
      in: candidates, from: first, where: { runs[$0].count < Self.maximumRuns })
    {
      loop = found
    } else {
      loop = appendLoop(.strips, count: count)
      stripLoops[count, default: []].append(loop)
    }
    runs[loop].append(id)
    for _ in 0..<count { loopOf.append(loop) }
  }

  /// The first loop in which a run with this access may stand.
  private func firstLoop(after access: Access<Position>, _ run: Run, _ schedule: Schedule)
    -> LoopID
  {
    let count = Int(run.count)
    if access.isListed {
      var first = LoopID(0)
      for i in 0..<count {
        first = max(first, loop(of: schedule.lists[Int(access.list) + i], schedule) + 1)
      }
      return first
    }
    let span = access.span(count: count)
    if span.upperBound < schedule.firstNode { return LoopID(0) }
    let lower = max(span.lowerBound, schedule.firstNode)
    if access.stride == 1, let producer = schedule.run(startingAt: access.base),
      producer.form == .strip, producer.count == run.count
    {
      return loop(of: access.base, schedule)
    }
    var first = LoopID(0)
    var position = lower
    while position <= span.upperBound {
      first = max(first, loop(of: position, schedule) + 1)
      position = schedule.end(ofRunAt: position)
    }
    return first
  }

  private static func first(
    in sorted: [LoopID], from lower: LoopID, where isGood: (LoopID) -> Bool = { _ in true }
  ) -> LoopID? {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < lower { low = middle + 1 } else { high = middle }
    }
    return sorted[low...].first(where: isGood)
  }
}
