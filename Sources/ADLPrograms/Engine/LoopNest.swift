/// The runs of a schedule gathered into loops.
///
/// Invariants: loops are executed in order, and what a loop needs of other loops stands in earlier
/// ones; within a loop of strips, application i needs of the loop's own runs the applications i
/// only, so its temporaries need no more room than a strip.
struct LoopNest: Sendable {
  /// The most runs in one loop: their strips are to fit into the nearest cache.
  static let maximumRuns = 48

  private(set) var loops: [Loop] = []

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
    stripLoops = [:]
    for i in loops.indices { loops[i].strip = Self.stripLength(loops[i]) }
  }

  /// Returns how many applications a strip of the loop has, so that its rows fit into the nearest
  /// cache.
  private static func stripLength(_ loop: Loop) -> Int {
    guard case .strips(let runs) = loop.body else { return 1 }
    var length = 512
    while length > 64, length * runs.count > 2048 { length /= 2 }
    return length
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
      if case .scalars = loops[loop].body { first = loop } else { first = loop + 1 }
    }
    let number: Int
    if let last = scalarLoops.last, last >= first {
      number = Self.first(in: scalarLoops, from: first)!
    } else {
      number = loops.count
      loops.append(Loop(body: .scalars([]), count: 1, strip: 1))
      scalarLoops.append(number)
    }
    loops[number].append(Int32(position))
    loopOf.append(Int32(number))
  }

  private mutating func placeRows(_ number: Int32, _ run: Run, _ schedule: Schedule) {
    loops.append(Loop(body: .rows(number), count: Int(run.count), strip: 1))
    for _ in 0..<run.count { loopOf.append(Int32(loops.count - 1)) }
  }

  private mutating func placeStrips(_ number: Int32, _ run: Run, _ schedule: Schedule) {
    var first = 0
    for i in 0..<Int(run.width) {
      first = max(first, firstLoop(after: schedule.accesses[Int(run.access) + i], run, schedule))
    }
    let count = Int(run.count)
    let candidates = stripLoops[count] ?? []
    let loop: Int
    if let found = Self.first(in: candidates, from: first, where: { loops[$0].hasRoom }) {
      loop = found
    } else {
      loop = loops.count
      loops.append(Loop(body: .strips([]), count: count, strip: 1))
      stripLoops[count, default: []].append(loop)
    }
    loops[loop].append(number)
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

extension Loop {
  fileprivate var hasRoom: Bool {
    if case .strips(let runs) = body { runs.count < LoopNest.maximumRuns } else { true }
  }

  /// Appends a run or a position, in place.
  fileprivate mutating func append(_ number: Int32) {
    switch body {
    case .strips(var list):
      body = .scalars([])
      list.append(number)
      body = .strips(list)
    case .scalars(var list):
      body = .strips([])
      list.append(number)
      body = .scalars(list)
    case .rows: break
    }
  }
}

extension Schedule {
  /// The number of the last run that starts at or before `position`, if there is one.
  func runNumber(at position: Int) -> Int? {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].start <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// The run whose results start at `position`, if there is one.
  func run(startingAt position: Int) -> Run? {
    guard let number = runNumber(at: position), runs[number].start == position else { return nil }
    return runs[number]
  }

  /// The position after the run that covers `position`; the next position where none does.
  func end(ofRunAt position: Int) -> Int {
    guard let number = runNumber(at: position), runs[number].results.contains(position) else {
      return position + 1
    }
    return runs[number].results.upperBound
  }
}
