import ADLPrograms

/// An open interval of the line between two algebraic numbers; `nil` is an infinite end.
public struct OpenCell: Sendable {
  /// The lower end; `nil` where it is infinite.
  public let lower: AlgebraicNumber?

  /// The upper end; `nil` where it is infinite.
  public let upper: AlgebraicNumber?

  /// A rational number inside.
  public let sample: Rational

  /// Creates the cell between `lower` and `upper`.
  /// - Requires: `lower < upper`.
  public init(_ lower: AlgebraicNumber?, _ upper: AlgebraicNumber?) {
    self.lower = lower
    self.upper = upper
    sample = Self.sample(lower, upper)
  }

  /// `true` iff both ends are finite.
  var isBounded: Bool { lower != nil && upper != nil }

  /// `true` iff `number` lies strictly inside.
  public func contains(_ number: AlgebraicNumber) -> Bool {
    (lower.map { $0 < number } ?? true) && (upper.map { number < $0 } ?? true)
  }

  /// Returns the simplest rational in the middle half or so of the cell, or beyond its finite end.
  private static func sample(_ lower: AlgebraicNumber?, _ upper: AlgebraicNumber?) -> Rational {
    guard var low = lower, var high = upper else {
      return Rational.simplest(
        between: lower.map { $0.bounds.upper + .one }, and: upper.map { $0.bounds.lower - .one })
    }
    while low.bounds.upper >= high.bounds.lower {
      low = low.narrowed
      high = high.narrowed
    }
    let (a, b) = (low.bounds.upper, high.bounds.lower)
    let quarter = (b - a) * Rational(1, 4)
    return Rational.simplest(between: a + quarter, and: b - quarter)
  }
}

extension AlgebraicNumber {
  /// The same number in a narrower interval, where it is irrational.
  var narrowed: AlgebraicNumber {
    guard case .irrational(var root) = storage else { return self }
    for _ in 0..<8 { root.bisect() }
    return AlgebraicNumber(root)
  }
}
