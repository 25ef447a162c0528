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
  private enum Kind: UInt8 { case strips, rows, scalars }
  private var kinds: [Kind] = []
  private var contents: [[Int32]] = []

  /// The loop of each position, from the schedule's `firstNode` on.
  private(set) var loopOf: [Int32]

  // The loops of strips by count, in order; those of single nodes.
  private var stripLoops: [Int: [Int]] = [:]
  private var scalarLoops: [Int] = []

  /// Gathers the runs of `schedule`.
  ///
  /// - Throws: `.interrupted`.
  /// - Complexity: O(m + operands).
  init(_ schedule: Schedule, _ pacer: Pacer) throws(EvaluationFailure) {
    loopOf = []
    loopOf.reserveCapacity(schedule.nodes.count)
    var position = schedule.firstNode
    for (number, run) in schedule.runs.enumerated() {
      while position < run.start {
        placeScalar(position, schedule)
        try pacer.pause()
        position += 1
      }
      try pacer.pause(after: Int(run.count))
      switch run.form {
      case .strip: placeStrips(Int32(number), run, schedule)
      case .row: placeRows(Int32(number), run, schedule)
      }
      position += Int(run.count)
    }
    while position < schedule.count {
      placeScalar(position, schedule)
      try pacer.pause()
      position += 1
    }
    for i in loops.indices {
      switch kinds[i] {
      case .strips: loops[i].body = .strips(contents[i])
      case .rows: loops[i].body = .rows(contents[i][0])
      case .scalars: loops[i].body = .scalars(contents[i])
      }
      contents[i] = []
      loops[i].strip = Self.stripLength(loops[i])
    }
    (kinds, contents, stripLoops, scalarLoops) = ([], [], [:], [])
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

  private func loop(of position: Int32, _ schedule: Schedule) -> Int {
    Int(position) < schedule.firstNode ? -1 : Int(loopOf[Int(position) - schedule.firstNode])
  }

  private mutating func placeScalar(_ position: Int, _ schedule: Schedule) {
    let k = schedule.nodes[position - schedule.firstNode]
    var first = 0
    for i in 0..<Int(schedule.program.nodes[Int(k) - schedule.program.p].operandCount) {
      let loop = loop(of: schedule.operandPosition(k, i), schedule)
      guard loop >= first else { continue }
      first = kinds[loop] == .scalars ? loop : loop + 1
    }
    let number: Int
    if let last = scalarLoops.last, last >= first {
      number = Self.first(in: scalarLoops, from: first)!
    } else {
      number = appendLoop(.scalars, count: 1)
      if schedule.runs.isEmpty { contents[number].reserveCapacity(schedule.nodes.count) }
      scalarLoops.append(number)
    }
    contents[number].append(Int32(position))
    loopOf.append(Int32(number))
  }

  private mutating func placeRows(_ number: Int32, _ run: Run, _ schedule: Schedule) {
    contents[appendLoop(.rows, count: Int(run.count))].append(number)
    for _ in 0..<run.count { loopOf.append(Int32(loops.count - 1)) }
  }

  /// Appends a loop, to be filled, and returns its number.
  private mutating func appendLoop(_ kind: Kind, count: Int) -> Int {
    loops.append(Loop(body: .scalars([]), count: count, strip: 1))
    kinds.append(kind)
    contents.append([])
    return loops.count - 1
  }

  private mutating func placeStrips(_ number: Int32, _ run: Run, _ schedule: Schedule) {
    var first = 0
    for i in 0..<Int(run.width) {
      first = max(first, firstLoop(after: schedule.accesses[Int(run.access) + i], run, schedule))
    }
    let count = Int(run.count)
    let candidates = stripLoops[count] ?? []
    let loop: Int
    if let found = Self.first(
      in: candidates, from: first, where: { contents[$0].count < Self.maximumRuns })
    {
      loop = found
    } else {
      loop = appendLoop(.strips, count: count)
      stripLoops[count, default: []].append(loop)
    }
    contents[loop].append(number)
    for _ in 0..<count { loopOf.append(Int32(loop)) }
  }

  /// The first loop in which a run with this access may stand.
  private func firstLoop(after access: Access, _ run: Run, _ schedule: Schedule) -> Int {
    let count = Int(run.count)
    if access.isListed {
      var first = 0
      for i in 0..<count {
        first = max(first, loop(of: schedule.lists[Int(access.list) + i], schedule) + 1)
      }
      return first
    }
    let span = access.span(count: count)
    if span.upperBound < schedule.firstNode { return 0 }
    let lower = max(span.lowerBound, schedule.firstNode)
    if access.stride == 1, let producer = schedule.run(startingAt: Int(access.base)),
      producer.form == .strip, producer.count == run.count
    {
      return loop(of: access.base, schedule)
    }
    var first = 0
    var position = lower
    while position <= span.upperBound {
      first = max(first, loop(of: Int32(position), schedule) + 1)
      position = schedule.end(ofRunAt: position)
    }
    return first
  }

  private static func first(
    in sorted: [Int], from lower: Int, where isGood: (Int) -> Bool = { _ in true }
  ) -> Int? {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < lower { low = middle + 1 } else { high = middle }
    }
    return sorted[low...].first(where: isGood)
  }
}
