/// A real number that is known exactly, or enclosed.
///
/// Rational operations on exact numbers are exact; a function with an irrational or unknown value,
/// or a number too long to go on with, leaves an enclosing interval. So a sign that this number
/// states is certain, and one that it cannot state is `nil`.
public enum Certified: Hashable, Sendable {
  /// This number.
  case exact(Rational)

  /// A number in this interval; none where the interval is undefined.
  case enclosed(Interval)

  /// The maximum number of binary digits, of numerator and denominator together, that an exact
  /// number keeps.
  public static let bitLimit = 1 << 13

  /// Creates the number `rational`, exactly unless it exceeds `bitLimit`.
  public init(_ rational: Rational) {
    self =
      rational.isDefined && rational.bitWidth <= Self.bitLimit
      ? .exact(rational) : .enclosed(Interval(rational))
  }

  /// Creates a number in `interval`, which is exact where that is one point.
  public init(_ interval: Interval) {
    self =
      interval.isPoint && interval.isBounded
      ? .exact(Rational(interval.lower)) : .enclosed(interval)
  }

  /// The result of an operation that has none.
  public static let undefined = Certified.enclosed(.undefined)

  /// The number where it is known exactly; otherwise `nil`.
  public var rational: Rational? {
    if case .exact(let rational) = self { return rational }
    return nil
  }

  /// `true` iff the number is known exactly.
  public var isExact: Bool { rational != nil }

  /// `true` iff the number exists.
  public var isDefined: Bool {
    switch self {
    case .exact(let rational): rational.isDefined
    case .enclosed(let interval): interval.isDefined
    }
  }

  /// The narrowest known interval that contains the number.
  public var interval: Interval {
    switch self {
    case .exact(let rational): Interval(rational)
    case .enclosed(let interval): interval
    }
  }

  /// The double nearest to an exact number, or the middle of the interval; not-a-number where that
  /// is unbounded or undefined.
  public var double: Double {
    switch self {
    case .exact(let rational): rational.double
    case .enclosed(let interval): interval.double
    }
  }
}

extension Certified: CustomStringConvertible {
  /// The fraction, or the bounds of the interval.
  public var description: String {
    switch self {
    case .exact(let rational): rational.description
    case .enclosed(let interval): interval.description
    }
  }
}
