import ADLPrograms

/// A product of intervals; `nil` is an infinite end.
public struct Box: Hashable, Sendable {
  /// One side of a box.
  public struct Side: Hashable, Sendable {
    /// The lower end; `nil` where it is infinite.
    public let lower: Rational?

    /// The upper end; `nil` where it is infinite.
    public let upper: Rational?

    /// `true` iff the end belongs to the side. Analyses that only meet the inside do not ask.
    public let containsLower: Bool

    /// `true` iff the upper end belongs to the side.
    public let containsUpper: Bool

    /// Creates the interval from `lower` to `upper`, closed where nothing else is said.
    /// - Requires: `lower < upper`.
    public init(
      _ lower: Rational?, _ upper: Rational?, containsLower: Bool = true, containsUpper: Bool = true
    ) {
      self.lower = lower
      self.upper = upper
      self.containsLower = containsLower
      self.containsUpper = containsUpper
    }

    /// `true` iff both finite ends belong to the side.
    var isClosed: Bool {
      (lower == nil || containsLower) && (upper == nil || containsUpper)
    }

    /// `true` iff `x` is an end that does not belong to the side.
    func excludes(_ x: KnownNumber) -> Bool {
      guard case .rational(let x) = x else { return false }
      return !containsLower && x == lower || !containsUpper && x == upper
    }
  }

  /// One side per input.
  public let sides: [Side]

  /// Creates the product of `sides`, one an input.
  public init(_ sides: [Side]) {
    self.sides = sides
  }

  /// Creates [lower, upper]^n.
  public init(_ lower: Rational?, _ upper: Rational?, count n: Int) {
    sides = [Side](repeating: Side(lower, upper), count: n)
  }

  /// `false` iff a coordinate of the point, which lies in the closed box, is an end that does not
  /// belong to its side.
  func contains(_ point: [KnownNumber]) -> Bool {
    !zip(sides, point).contains { $0.excludes($1) }
  }

  /// Returns a random rational point inside.
  func point(_ random: inout some RandomNumberGenerator) -> [Rational] {
    sides.map { side in
      let share = Rational(Int.random(in: 1...1022, using: &random), 1023)
      switch (side.lower, side.upper) {
      case (let lower?, let upper?): return lower + (upper - lower) * share
      case (let lower?, nil): return lower + share * Rational(16)
      case (nil, let upper?): return upper - share * Rational(16)
      case (nil, nil): return (share - Rational(1, 2)) * Rational(16)
      }
    }
  }

  /// Returns the parameters at which the line enters and leaves the box; `nil` where it has no part
  /// of it, and infinite ends as `nil`.
  func clip(_ start: [Rational], _ direction: [Rational]) -> (lower: Rational?, upper: Rational?)? {
    var (low, high): (Rational?, Rational?) = (nil, nil)
    for (i, side) in sides.enumerated() {
      guard direction[i] != .zero else {
        if side.lower.map({ start[i] < $0 }) ?? false { return nil }
        if side.upper.map({ start[i] > $0 }) ?? false { return nil }
        continue
      }
      let ends = [side.lower, side.upper].map { bound in
        bound.map { ($0 - start[i]) / direction[i] }
      }
      let (first, last) = direction[i] > .zero ? (ends[0], ends[1]) : (ends[1], ends[0])
      if let first { low = low.map { max($0, first) } ?? first }
      if let last { high = high.map { min($0, last) } ?? last }
    }
    if let low, let high, low >= high { return nil }
    return (low, high)
  }
}
