import ADLPrograms

/// Several surveys of one interval laid over each other.
struct Overlay {
  let surveys: [Survey]
  let lower: Rational?
  let upper: Rational?

  /// An open interval on which no survey has a joint, with each survey's cell there.
  struct Patch {
    let extent: OpenCell

    /// One entry a survey; `nil` where a survey left the place open.
    let cells: [Decomposition.Cell?]
  }

  /// The patches, from left to right.
  func patches() -> [Patch] {
    var ends: [AlgebraicNumber] = []
    for cell in surveys.flatMap(\.cells) {
      ends += [cell.extent.lower, cell.extent.upper].compactMap(\.self)
    }
    ends.sort()
    ends = ends.enumerated().filter { $0 == 0 || ends[$0 - 1] != $1 }.map(\.element)
    var limits = ends.map { Optional($0) }
    if lower == nil { limits.insert(nil, at: 0) }
    if upper == nil { limits.append(nil) }
    var positions = [Int](repeating: 0, count: surveys.count)
    return zip(limits, limits.dropFirst()).map { low, high in
      let extent = OpenCell(low, high)
      let sample = AlgebraicNumber(extent.sample)
      let cells = surveys.indices.map { i -> Decomposition.Cell? in
        let own = surveys[i].cells
        while positions[i] < own.count, own[positions[i]].extent.upper.map({ $0 < sample }) ?? false
        {
          positions[i] += 1
        }
        guard positions[i] < own.count, own[positions[i]].extent.contains(sample) else {
          return nil
        }
        return own[positions[i]]
      }
      return Patch(extent: extent, cells: cells)
    }
  }

  /// The places of all joints, in order, each once; enclosures that meet count as one place.
  func locations() -> [Kink.Location] {
    var sorted = surveys.flatMap { $0.joints.map(\.kink.location) }.sorted {
      AlgebraicNumber.order($0.lower, $1.lower) == .negative
    }
    var result: [Kink.Location] = []
    sorted.reverse()
    while let next = sorted.popLast() {
      if let last = result.last, let joined = last.joined(with: next) {
        result[result.count - 1] = joined
      } else {
        result.append(next)
      }
    }
    return result
  }

  /// The cells of survey `i` beside `location`.
  func neighbours(of location: Kink.Location, in i: Int) -> (
    left: Decomposition.Cell?, right: Decomposition.Cell?
  ) {
    let survey = surveys[i]
    let (low, high) = (location.lower, location.upper)
    // A cell that runs across the place is both neighbours.
    let left = survey.cells.last { cell in
      (cell.extent.lower.map { $0 < low } ?? true)
    }
    let right = survey.cells.first { cell in
      (cell.extent.upper.map { $0 > high } ?? true)
    }
    let touchesLeft = left?.extent.upper.map { $0 >= low } ?? true
    let touchesRight = right?.extent.lower.map { $0 <= high } ?? true
    return (
      touchesLeft ? left ?? survey.before : nil, touchesRight ? right ?? survey.after : nil
    )
  }
}

extension Kink.Location {
  /// The least and the greatest number that the place may be.
  var lower: AlgebraicNumber {
    switch self {
    case .point(let number): number
    case .enclosure(let lower, _): AlgebraicNumber(lower)
    }
  }

  var upper: AlgebraicNumber {
    switch self {
    case .point(let number): number
    case .enclosure(_, let upper): AlgebraicNumber(upper)
    }
  }

  /// Returns the place that both may be; `nil` where they are two.
  fileprivate func joined(with next: Kink.Location) -> Kink.Location? {
    if case .point(let a) = self, case .point(let b) = next { return a == b ? self : nil }
    guard upper >= next.lower else { return nil }
    return .enclosure(
      lower: min(lower.bounds.lower, next.lower.bounds.lower),
      upper: max(upper.bounds.upper, next.upper.bounds.upper))
  }
}
