import ADLPrograms

/// The kinks of a program on an interval with the cells beside each.
struct Survey {
  /// A point where cells meet.
  struct Joint {
    let kink: Kink

    /// The cells beside it, by position in `cells`; `nil` beyond the interval.
    let left: Int?
    let right: Int?
  }

  let decomposition: Decomposition
  private(set) var cells: [Decomposition.Cell] = []
  private(set) var joints: [Joint] = []
  private(set) var unresolved: [Decomposition.Gap] = []

  /// Why the survey ended early, where it did.
  private(set) var stop: Stop?

  private let decomposer: Decomposer
  private var convention: Convention

  /// The cells beyond the two ends.
  private(set) var before: Decomposition.Cell?
  private(set) var after: Decomposition.Cell?

  init(_ decomposer: Decomposer, _ convention: Convention, _ lower: Rational?, _ upper: Rational?) {
    self.decomposer = decomposer
    self.convention = convention
    let (low, high) = (lower.map { AlgebraicNumber($0) }, upper.map { AlgebraicNumber($0) })
    // What is between the cells is looked at with what is left.
    let work = decomposer.work
    decomposition = work.spending(atMost: work.remaining / 4 * 3) {
      decomposer.decompose(OpenCell(low, high))
    }
    before = lower.flatMap { Self.outerCell(decomposer, $0, isLower: true) }
    after = upper.flatMap { Self.outerCell(decomposer, $0, isLower: false) }
    if let low { collectEnd(low, isLower: true) }
    collect()
    if let high { collectEnd(high, isLower: false) }
    mergeUnresolved()
    stop = decomposition.stop ?? work.stop
  }

  /// Leaves what is at a place open, if the work has ended: what was found there means nothing.
  private mutating func isLeftOpen(_ lower: Rational?, _ upper: Rational?) -> Bool {
    guard decomposer.work.isStopped else { return false }
    let ends = [lower, upper].compactMap(\.self)
    unresolved.append(
      Decomposition.Gap(
        lower: lower, upper: upper, sample: ends.first ?? .zero, enclosesRoot: false))
    return true
  }

  /// Unresolved parts that are closer than this, relative to where they lie, are one.
  private static let closeness = Rational(1, 1 << 20)

  /// Makes one part of unresolved parts that meet or nearly do.
  private mutating func mergeUnresolved() {
    var merged: [Decomposition.Gap] = []
    for gap in unresolved {
      if let last = merged.last, let end = last.upper,
        gap.lower.map({ $0 <= end + end.magnitude * Self.closeness }) ?? true
      {
        merged[merged.count - 1] = Decomposition.Gap(
          lower: last.lower, upper: gap.upper.map { max($0, end) }, sample: last.sample,
          enclosesRoot: false)
      } else {
        merged.append(gap)
      }
    }
    unresolved = merged
  }

  private mutating func collect() {
    var pending: Decomposition.Gap?
    for segment in decomposition.segments {
      switch segment {
      case .gap(let gap):
        // A root is seen between two cells only.
        if let pending { unresolved.append(pending) }
        pending = nil
        if gap.enclosesRoot && !cells.isEmpty { pending = gap } else { unresolved.append(gap) }
      case .cell(let cell):
        defer { pending = nil }
        guard let previous = cells.last else {
          cells.append(cell)
          continue
        }
        if let gap = pending, let lower = gap.lower, let upper = gap.upper {
          // What lies beyond a part that was left open is not a side of the root.
          let sides = (
            previous.extent.upper == AlgebraicNumber(lower) ? previous : nil,
            cell.extent.lower == AlgebraicNumber(upper) ? cell : nil
          )
          if sides.0 == nil || sides.1 == nil {
            unresolved.append(gap)
            cells.append(cell)
          } else {
            let kink = facts(at: .enclosure(lower: lower, upper: upper), sides.0, sides.1)
            if isLeftOpen(lower, upper) { cells.append(cell) } else { add(kink, cell) }
          }
        } else if let point = previous.extent.upper, point == cell.extent.lower {
          let kink = facts(at: .point(point), previous, cell)
          if isLeftOpen(point.bounds.lower, point.bounds.upper) {
            cells.append(cell)
          } else if kink.isOnlyUndecided, previous.pieces == cell.pieces, let t = point.rational {
            unresolved.append(Decomposition.Gap(lower: t, upper: t, sample: t, enclosesRoot: false))
            cells.append(cell)
          } else if kink.isDull {
            cells[cells.count - 1] = previous.joined(with: cell)
          } else {
            add(kink, cell)
          }
        } else {
          cells.append(cell)
        }
      }
    }
    if let pending { unresolved.append(pending) }
  }

  private mutating func add(_ kink: Kink, _ cell: Decomposition.Cell) {
    if !kink.isDull {
      joints.append(Joint(kink: kink, left: cells.count - 1, right: cells.count))
    }
    cells.append(cell)
  }

  private mutating func collectEnd(_ end: AlgebraicNumber, isLower: Bool) {
    let inner = isLower ? decomposition.cells.first : cells.last
    let innerEnd = isLower ? inner?.extent.lower : inner?.extent.upper
    let inside = innerEnd.map { $0 == end } == true ? inner : nil
    let kink = facts(
      at: .point(end), isLower ? before : inside, isLower ? inside : after)
    if isLeftOpen(end.bounds.lower, end.bounds.upper) { return }
    // Where the guards cannot be told and a side was not cut, the end belongs to what is open.
    if kink.isDull { return }
    if inside == nil || (isLower ? before : after) == nil, kink.isOpen {
      if inside != nil, let t = end.rational {
        unresolved.append(Decomposition.Gap(lower: t, upper: t, sample: t, enclosesRoot: false))
      }
      return
    }
    joints.append(
      Joint(kink: kink, left: isLower ? nil : cells.count - 1, right: isLower ? 0 : nil))
  }

  /// How far beyond an end the function is looked at, to know its other side there.
  private static let margin = Rational(1, 1024)

  private static func outerCell(_ decomposer: Decomposer, _ end: Rational, isLower: Bool)
    -> Decomposition.Cell?
  {
    let number = AlgebraicNumber(end)
    let beyond = AlgebraicNumber(isLower ? end - margin : end + margin)
    let outer = decomposer.decompose(
      isLower ? OpenCell(beyond, number) : OpenCell(number, beyond)
    ).cells
    let neighbour = isLower ? outer.last : outer.first
    let neighbourEnd = isLower ? neighbour?.extent.upper : neighbour?.extent.lower
    return neighbourEnd.map { $0 == number } == true ? neighbour : nil
  }

  /// Returns what holds at `location` between two cells.
  func facts(
    at location: Kink.Location, _ left: Decomposition.Cell?, _ right: Decomposition.Cell?
  ) -> Kink {
    let table = AtomTable(inputs: 1)
    switch location {
    case .point(let point):
      if let root = point.isolatedRoot {
        return kink(
          FormalNumber(parameter: PointValue(RationalFunction(.x), at: root), table), location,
          left, right)
      }
      return kink(FormalNumber(parameter: point.certified, table), location, left, right)
    case .enclosure(let lower, let upper):
      let guards = decomposition.enclosedGuards(from: lower, to: upper, table)
      // Several guards may vanish at several points.
      if guards.count == 1 { _ = table.addVanishing(guards[0]) }
      let enclosure =
        decomposition.enclosedNumber(from: lower, to: upper)
        ?? Certified(Interval(lower).hull(Interval(upper)))
      return kink(FormalNumber(parameter: enclosure, table), location, left, right)
    }
  }

  private func kink<S: KnowableNumber>(
    _ t: S, _ location: Kink.Location, _ left: Decomposition.Cell?, _ right: Decomposition.Cell?
  ) -> Kink {
    kink(pointFacts(t, location, left, right))
  }

  /// Returns what the point is to the program.
  func kink(_ facts: PointFacts<some KnowableNumber>) -> Kink { facts.kink(shape(facts)) }

  /// Returns what the point is to the program under every convention.
  func shape<S: KnowableNumber>(_ facts: PointFacts<S>) -> PointFacts<S>.Shape {
    var point: AlgebraicNumber?
    if case .point(let number) = facts.location { point = number }
    return facts.shape {
      PieceDifference(facts.left, facts.right, output: $0, at: point, in: decomposition)
    }
  }

  /// Returns the survey of the same program under another convention: what AD returns at the joints
  /// stays that of the first.
  func under(_ convention: Convention) -> Survey {
    var result = self
    result.convention = convention
    return result
  }

  /// Returns what holds at `t` between two cells, over the number system of `t`.
  func pointFacts<S: KnowableNumber>(
    _ t: S, _ location: Kink.Location, _ left: Decomposition.Cell?, _ right: Decomposition.Cell?
  ) -> PointFacts<S> {
    PointFacts(decomposition, at: location, t, between: left, and: right, under: convention)
  }
}
