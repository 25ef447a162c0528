import CMPFR

/// A closed interval of real numbers whose bounds have any number of binary digits.
///
/// As an `Interval` it contains the value of an operation at all points of the operands at which it
/// exists, and is `undefined` where that is none. It is meant for numbers, which more digits
/// enclose ever more closely; a wide operand of a circular function is not followed closely.
public struct Enclosure: Sendable {
  /// Not greater than any point.
  public let lower: BigFloat

  /// Not less than any point.
  public let upper: BigFloat

  /// Creates [lower, upper]; undefined unless `lower <= upper`.
  public init(_ lower: BigFloat, _ upper: BigFloat) {
    let isDefined = lower <= upper
    self.lower = isDefined ? lower : Enclosure.notANumber
    self.upper = isDefined ? upper : Enclosure.notANumber
  }

  /// Creates the enclosure of `value` whose bounds have the given number of digits.
  public init(_ value: Rational, bits: Int) {
    self.init(BigFloat(value, bits: bits, .down), BigFloat(value, bits: bits, .up))
  }

  /// Creates the enclosure with the bounds of `interval`.
  public init(_ interval: Interval) {
    self.init(BigFloat(interval.lower), BigFloat(interval.upper))
  }

  private static let notANumber = BigFloat(.nan)
  private static let infinity = (BigFloat(-.infinity), BigFloat(.infinity))
  static let zero = BigFloat(0)
  static let one = BigFloat(1)
  static let minusOne = BigFloat(-1)

  /// The result of an operation that exists at no point of its operands.
  public static let undefined = Enclosure(notANumber, notANumber)

  /// All real numbers.
  public static let line = Enclosure(infinity.0, infinity.1)

  /// The enclosure of π.
  public static func pi(bits: Int) -> Enclosure {
    Enclosure(.pi(bits: bits, .down), .pi(bits: bits, .up))
  }

  /// `true` iff this is not `undefined`.
  public var isDefined: Bool { lower <= upper }

  /// `true` iff 0 lies in the enclosure.
  public var containsZero: Bool { lower.signum <= 0 && upper.signum >= 0 && isDefined }

  /// The sign of all points; not known where they differ, and for `undefined`.
  public var sign: KnownSign {
    if lower.signum > 0 { return .known(.positive) }
    if upper.signum < 0 { return .known(.negative) }
    return lower.isZero && upper.isZero ? .known(.zero) : .notKnown
  }

  /// The narrowest interval of doubles that contains the enclosure.
  public var interval: Interval { Interval(lower.double(.down), upper.double(.up)) }

  /// `true` iff every point of `other` lies in this enclosure.
  public func contains(_ other: Enclosure) -> Bool {
    lower <= other.lower && other.upper <= upper
  }

  /// The points in both; undefined where there is none.
  public func intersection(_ other: Enclosure) -> Enclosure {
    guard isDefined && other.isDefined else { return .undefined }
    return Enclosure(max(lower, other.lower), min(upper, other.upper))
  }
}
