import ADLPrograms

/// Bounds |f - g| on a cell, where both are analytic: Taylor's formula with an enclosed remainder.
struct DifferenceBound {
  let first: Program
  let second: Program
  let path: Path
  let work: Work

  /// The order of the remainder, and into how many parts a cell is cut.
  static let order = 10
  static let parts = 32

  /// A part with a larger bound than this is halved, at most so many times.
  static let target = 1e-12
  static let halvings = 3

  init(_ first: Program, _ second: Program, _ path: Path, _ work: Work) {
    self.first = first
    self.second = second
    self.path = path
    self.work = work
  }

  /// Returns an upper bound of |f - g| on the cell; `nil` where none was found.
  func bound(on extent: OpenCell, _ f: [Int: Piece], _ g: [Int: Piece]) throws(Stop) -> Double? {
    let whole = extent.interval
    guard whole.isBounded else { return nil }
    let width = whole.width / Double(Self.parts)
    var largest = 0.0
    var start = whole.lower
    while start < whole.upper {
      let end = min(max(start + width, start.nextUp), whole.upper)
      let part = Interval(start, end)
      guard let bound = try bound(on: part, f, g, halvings: Self.halvings) else { return nil }
      largest = max(largest, bound)
      start = end
    }
    return largest
  }

  private func bound(on part: Interval, _ f: [Int: Piece], _ g: [Int: Piece], halvings: Int)
    throws(Stop) -> Double?
  {
    try work.charge()
    let bound = bound(on: part, f, g)
    let middle = part.midpoint
    if let bound, bound.isFinite, bound <= Self.target { return bound }
    guard halvings > 0, part.lower < middle, middle < part.upper else {
      return bound.flatMap { $0.isFinite ? $0 : nil }
    }
    guard
      let left = try self.bound(
        on: Interval(part.lower, middle), f, g, halvings: halvings - 1),
      let right = try self.bound(
        on: Interval(middle, part.upper), f, g, halvings: halvings - 1)
    else { return nil }
    return max(left, right)
  }

  private func bound(on part: Interval, _ f: [Int: Piece], _ g: [Int: Piece]) -> Double? {
    guard let near = difference(at: Interval(part.lower), f, g),
      let over = difference(at: part, f, g)
    else { return nil }
    // Σ c_k(start) w^k for k < K, and c_K(part) w^K.
    let step = Interval(part.upper) - Interval(part.lower)
    var worst = 0.0
    for (a, b) in zip(near, over) {
      guard (a.order ?? Self.order) >= Self.order, (b.order ?? Self.order) >= Self.order else {
        return nil
      }
      var power = Interval(1)
      var sum = 0.0
      for k in 0...Self.order {
        let coefficient = k < Self.order ? a[k] : b[k]
        let term = coefficient * power
        guard term.isDefined else { return nil }
        sum = (Interval(sum) + Interval(max(term.lower.magnitude, term.upper.magnitude))).upper
        power = power * step
      }
      worst = max(worst, sum)
    }
    return worst
  }

  private func difference(at x: Interval, _ f: [Int: Piece], _ g: [Int: Piece])
    -> [Series<Interval>]?
  {
    let inputs = path.coordinates.map {
      $0.value(at: Series(at: x, along: Interval(1), order: Self.order))
    }
    guard let a = try? first.evaluate(at: inputs, domain: .notANumber, frozen: f),
      let b = try? second.evaluate(at: inputs, domain: .notANumber, frozen: g)
    else { return nil }
    return zip(a.outputs, b.outputs).map { $0 - $1 }
  }
}
