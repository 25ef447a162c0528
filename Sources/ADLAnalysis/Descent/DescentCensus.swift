import ADLPrograms

/// How many of many runs have which limit.
public struct DescentCensus: Sendable {
  /// A limit with the runs that have it.
  public struct Group: Sendable {
    /// The limit of the first of them.
    public let limit: DescentLimit

    /// The first run that has it.
    public let example: DescentEnd

    /// How many runs have it, and how many of these end at it exactly.
    public internal(set) var count: Int
    public internal(set) var provedCount: Int

    /// The limit in doubles, where it is known exactly.
    fileprivate let near: [Double]?

    fileprivate init(limit: DescentLimit, example: DescentEnd) {
      self.limit = limit
      self.example = example
      (count, provedCount) = (0, 0)
      near = limit.exact?.map(\.double)
    }

    /// `true` iff the last iterate of a run is the limit, or a point of its face, in doubles.
    fileprivate func isAt(_ end: DescentEnd) -> Bool {
      guard let near else { return false }
      return near.indices.allSatisfy { i in
        let last = end.entry(i)
        return limit.face?.contains(last, at: i) ?? (last == near[i])
      }
    }

    /// `true` iff the limit, or a part of its face, is within reach of the last iterates of a run.
    fileprivate func isWithinReach(of window: DescentWindow) -> Bool {
      guard let near else { return false }
      return near.indices.allSatisfy { i in
        let reach = window.reach(i)
        return limit.face?.covers(reach, at: i) ?? reach.contains(near[i])
      }
    }
  }

  /// The limits, in the order of the first run that has each.
  public private(set) var groups: [Group] = []

  /// How many runs there were.
  public private(set) var count = 0

  /// How many runs have each verdict.
  public private(set) var counts: [DescentLimit.Verdict: Int] = [:]

  /// The runs that were not looked at, since the limits looked at were too many.
  public private(set) var unlookedCount = 0

  private var analyses = 0

  /// The maximum number of limits that are analysed.
  public static let analysisLimit = 2_000

  /// Creates the census of no runs.
  public init() {}

  /// The census as numbers: for each limit the first run that has it, and how many have it.
  public struct Record: Sendable {
    public struct Group: Sendable {
      public let number: Int
      public let count: Int
      public let provedCount: Int

      public init(number: Int, count: Int, provedCount: Int) {
        (self.number, self.count, self.provedCount) = (number, count, provedCount)
      }
    }

    public var groups: [Group] = []
    public var count = 0
    public var unlookedCount = 0
    public var analyses = 0

    /// The record of nothing.
    public init() {}

    /// `true` iff the numbers can be those of a census of the runs from `first` on.
    public func isSound(from first: Int, atMost most: Int) -> Bool {
      let sum = groups.reduce(unlookedCount) { $0.addingReportingOverflow($1.count).partialValue }
      return sum == count && (0...most).contains(count) && unlookedCount >= 0
        && groups.count <= DescentCensus.analysisLimit && analyses >= groups.count
        && groups.allSatisfy {
          $0.count > 0 && (0...$0.count).contains($0.provedCount)
            && (first..<first + count).contains($0.number)
        }
    }
  }

  /// The census in numbers.
  public var record: Record {
    var record = Record()
    record.groups = groups.map {
      Record.Group(
        number: $0.example.number, count: $0.count, provedCount: $0.provedCount)
    }
    (record.count, record.unlookedCount, record.analyses) = (count, unlookedCount, analyses)
    return record
  }

  /// Creates the census that a record is of; `run` runs one of the runs that stand for the limits
  /// again, and returns `nil` where that was interrupted.
  public init?(
    _ record: Record, by judge: DescentJudge, running run: (Int) throws -> DescentEnd?
  ) rethrows {
    for group in record.groups {
      guard let end = try run(group.number) else { return nil }
      let limit = judge.limit(end.end, at: end.point, end.window, derivative: end.derivative)
      if judge.isInterrupted { return nil }
      groups.append(Group(limit: limit, example: end))
      groups[groups.count - 1].count = group.count
      groups[groups.count - 1].provedCount = group.provedCount
      counts[limit.verdict, default: 0] += group.count
    }
    (count, unlookedCount, analyses) = (record.count, record.unlookedCount, record.analyses)
  }

  /// Counts the runs, in the order of their numbers, with the verdicts of `judge`; `false` where
  /// that was interrupted, and the rest was not counted.
  @discardableResult
  public mutating func count(_ ends: [DescentEnd], by judge: DescentJudge) -> Bool {
    ends.allSatisfy { count($0, by: judge) }
  }

  /// Counts a run; `false` where its verdict was interrupted, and it was not counted.
  private mutating func count(_ end: DescentEnd, by judge: DescentJudge) -> Bool {
    if let place = place(of: end, by: judge) {
      count += 1
      add(end, to: place)
      return true
    }
    guard analyses < Self.analysisLimit else {
      count += 1
      unlookedCount += 1
      return true
    }
    let limit = judge.limit(end.end, at: end.point, end.window, derivative: end.derivative)
    if judge.isInterrupted { return false }
    count += 1
    analyses += 1
    let place = groups.firstIndex { Self.areAlike($0.limit, limit) } ?? groups.count
    if place == groups.count {
      groups.append(Group(limit: limit, example: end))
    }
    add(end, to: place)
    return true
  }

  private mutating func add(_ end: DescentEnd, to place: Int) {
    groups[place].count += 1
    counts[groups[place].limit.verdict, default: 0] += 1
    if case .fixed = end.end, isAt(end, groups[place].limit) { groups[place].provedCount += 1 }
  }

  /// The maximum number of limits among which a run's is looked for before it is analysed.
  private static let searchLimit = 64

  /// Returns the limit among those that are known that a run has, by the rules of `DescentJudge`.
  private func place(of end: DescentEnd, by judge: DescentJudge) -> Int? {
    let window = end.window
    let isFixed: Bool
    switch end.end {
    case .leftBox: return groups.firstIndex { $0.limit.verdict == .leftBox }
    case .failed: return groups.firstIndex { $0.limit.verdict == .outsideDomain }
    case .fixed: isFixed = true
    default: isFixed = false
    }
    if !isFixed, end.isPassing {
      return groups.firstIndex { $0.limit.verdict == judge.passing }
    }
    let drifts = window.drifts
    return groups.prefix(Self.searchLimit).firstIndex { group in
      guard group.limit.verdict.isCritical else { return false }
      // Of a run that came to rest at one of them it was found out that AD is 0 there.
      if isFixed { return group.provedCount > 0 && group.isAt(end) }
      if drifts, group.limit.verdict != .clarkeCritical { return false }
      return group.isWithinReach(of: window)
    }
  }

  private func isAt(_ end: DescentEnd, _ limit: DescentLimit) -> Bool {
    guard let exact = limit.exact else { return false }
    return exact.indices.allSatisfy { i in
      let last = end.entry(i)
      return limit.face?.contains(last, at: i) ?? (exact[i] == Rational(last))
    }
  }

  /// `true` iff two limits are counted as one.
  private static func areAlike(_ a: DescentLimit, _ b: DescentLimit) -> Bool {
    guard a.verdict == b.verdict else { return false }
    if let x = a.exact, let y = b.exact {
      guard let face = a.face, let other = b.face else { return x == y }
      return face.meets(other)
        && x.indices.allSatisfy { face.ranges[$0] != nil || x[$0] == y[$0] }
    }
    guard a.exact == nil, b.exact == nil else { return false }
    if a.verdict != .clarkeCritical { return true }
    return a.point.indices.allSatisfy { a.window.reach($0).overlaps(b.window.reach($0)) }
  }
}

extension DescentLimit.Verdict {
  /// `true` for the verdicts on points at which a descent may stay.
  public var isCritical: Bool {
    self == .clarkeCritical || self == .artificial || self == .zeroByConvention
  }
}
