/// A real number that is known exactly, or enclosed.
///
/// Rational operations on exact numbers are exact; a function with an irrational or unknown value,
/// or a number too long to go on with, leaves an enclosing interval, and how the number was made:
/// its sign is then looked for in ever more digits. So a sign that this number states is certain.
public enum Certified: Hashable, Sendable {
  /// This number.
  case exact(Rational)

  /// A number in this interval, made so where that is known; no number where the interval is
  /// undefined.
  case enclosed(Interval, Construction?)

  /// The maximum number of binary digits, of numerator and denominator together, that an exact
  /// number keeps.
  public static let bitLimit = 1 << 13

  /// Creates the number `rational`, exactly unless it exceeds `bitLimit`.
  public init(_ rational: Rational) {
    self =
      rational.isDefined && rational.bitWidth <= Self.bitLimit
      ? .exact(rational)
      : .enclosed(Interval(rational), rational.isDefined ? Construction(rational) : nil)
  }

  /// Creates a number in `interval`, which is exact where that is one point.
  public init(_ interval: Interval) {
    self.init(interval, nil)
  }

  /// Creates the number in `interval` that is made so, where that is known.
  public init(_ interval: Interval, _ construction: @autoclosure () -> Construction?) {
    if interval.isPoint && interval.isBounded {
      self = .exact(Rational(interval.lower))
    } else if interval.isDefined, let construction = construction() {
      let narrow = construction.narrowing(interval)
      if narrow.isPoint && narrow.isBounded {
        self = .exact(Rational(narrow.lower))
      } else if narrow.contains(0), let rational = construction.rational,
        rational.bitWidth <= Self.bitLimit
      {
        self = .exact(rational)
      } else {
        self = .enclosed(narrow, construction)
      }
    } else {
      self = .enclosed(interval, nil)
    }
  }

  /// How the number is made; `nil` where that is not known.
  package var construction: Construction? {
    switch self {
    case .exact(let rational): rational.isDefined ? Construction(rational) : nil
    case .enclosed(_, let construction): construction
    }
  }

  /// The result of an operation that has none.
  public static let undefined = Certified.enclosed(.undefined, nil)

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
    case .enclosed(let interval, _): interval.isDefined
    }
  }

  /// The narrowest known interval that contains the number.
  public var interval: Interval {
    switch self {
    case .exact(let rational): Interval(rational)
    case .enclosed(let interval, _): interval
    }
  }

  /// The double nearest to an exact number, or to one between two neighbours; the middle of a wider
  /// interval, not-a-number where that is unbounded or undefined.
  public var double: Double {
    switch self {
    case .exact(let rational): rational.double
    case .enclosed(let interval, let construction?)
    where interval.lower.nextUp == interval.upper && interval.isBounded:
      construction.nearestDouble(in: interval)
    case .enclosed(let interval, _): interval.double
    }
  }
}

extension Certified: CustomStringConvertible {
  /// The fraction, or the bounds of the interval.
  public var description: String {
    switch self {
    case .exact(let rational): rational.description
    case .enclosed(let interval, _): interval.description
    }
  }
}
