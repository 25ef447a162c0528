/// A closed interval of real numbers with double bounds; every operation rounds outward.
///
/// The result of an operation contains its value at all points of the operands at which it exists:
/// `sqrt([-1, 4])` is [0, 2]. Where it exists at none, the result is `undefined`, with bounds that
/// are not numbers. Infinite bounds mean that the interval has no bound on that side.
public struct Interval: Hashable, Sendable {
  /// The largest number that is known not to be greater than any point.
  public let lower: Double

  /// The smallest number that is known not to be less than any point.
  public let upper: Double

  /// Creates [lower, upper]; undefined unless `lower <= upper`.
  public init(_ lower: Double, _ upper: Double) {
    // Adding +0 turns -0 into +0, so that equal bounds look equal.
    self.lower = lower <= upper ? lower + 0 : .nan
    self.upper = lower <= upper ? upper + 0 : .nan
  }

  /// Creates the interval that contains `point` alone; for an infinite one the interval of the
  /// numbers beyond all finite doubles.
  public init(_ point: Double) {
    self.init(
      point == .infinity ? .greatestFiniteMagnitude : point,
      point == -.infinity ? -.greatestFiniteMagnitude : point)
  }

  /// Creates the narrowest interval that contains `rational`.
  public init(_ rational: Rational) {
    let nearest = rational.double
    if nearest.isFinite {
      let error = rational - Rational(nearest)
      self.init(
        error.sign.isCertainlyNot(.negative) ? nearest : nearest.nextDown,
        error.sign.isCertainlyNot(.positive) ? nearest : nearest.nextUp)
    } else {
      self.init(nearest)
    }
  }

  /// Creates the interval of what lies within one unit in the last place of `double`.
  public init(around double: Double) {
    self.init(Interval(double).lower.nextDown, Interval(double).upper.nextUp)
  }

  /// The result of an operation that exists at no point of its operands.
  public static let undefined = Interval(.nan, .nan)

  /// All real numbers.
  public static let line = Interval(-.infinity, .infinity)

  /// `true` iff the interval is not `undefined`.
  public var isDefined: Bool { lower <= upper }

  /// `true` iff the interval is one number.
  public var isPoint: Bool { lower == upper }

  /// `true` iff both bounds are finite.
  public var isBounded: Bool { lower.isFinite && upper.isFinite }

  /// An upper bound of upper - lower.
  public var width: Double { (Interval(upper) - Interval(lower)).upper }

  /// A finite number in the interval, half-way where that is bounded; not-a-number for `undefined`.
  public var midpoint: Double {
    guard !isPoint else { return lower }
    let least = Swift.max(lower, -.greatestFiniteMagnitude)
    let greatest = Swift.min(upper, .greatestFiniteMagnitude)
    return isDefined ? Swift.min(Swift.max(least / 2 + greatest / 2, least), greatest) : .nan
  }

  /// `true` iff `point` lies in the interval.
  public func contains(_ point: Double) -> Bool {
    lower <= point && point <= upper
  }

  /// `true` iff `point` lies in the interval.
  public func contains(_ point: Rational) -> Bool {
    guard isDefined && point.isDefined else { return false }
    return (lower == -.infinity || Rational(lower) <= point)
      && (upper == .infinity || point <= Rational(upper))
  }

  /// `true` iff every point of `other` lies in the interval.
  public func contains(_ other: Interval) -> Bool {
    lower <= other.lower && other.upper <= upper
  }

  /// `true` iff the intervals have a point in common.
  public func intersects(_ other: Interval) -> Bool {
    lower <= other.upper && other.lower <= upper
  }

  /// The points in both intervals; undefined where there is none.
  public func intersection(_ other: Interval) -> Interval {
    guard intersects(other) else { return .undefined }
    return Interval(Swift.max(lower, other.lower), Swift.min(upper, other.upper))
  }

  /// The narrowest interval that contains both; the other one where one is undefined.
  public func hull(_ other: Interval) -> Interval {
    guard isDefined && other.isDefined else { return isDefined ? self : other }
    return Interval(Swift.min(lower, other.lower), Swift.max(upper, other.upper))
  }
}

extension Interval: CustomStringConvertible {
  /// The bounds, such as `[-0.5, 2.0]`.
  public var description: String { "[\(lower), \(upper)]" }
}
