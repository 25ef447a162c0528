/// A number other than 0 by a decimal of few digits and a power of ten: it says how large a number
/// is whose size no double expresses.
public struct ScaledNumber: Hashable, Sendable {
  /// What the number is divided by the power of ten; of absolute value from about 1 to about 10.
  public let factor: Interval

  /// The exponent of the power of ten.
  public let exponent: Int

  /// The digits with which the factor is computed: exponents of up to 50 digits leave enough.
  private static let bits = 192

  /// The largest absolute value of a logarithm that is followed.
  private static let sizeLimit = 0x1p50

  /// Creates the number in `enclosure`; `nil` where that is 0, wide, or larger or smaller than
  /// anything that is written.
  init?(_ enclosure: Enclosure) {
    guard case .known(let sign) = enclosure.sign, sign != .zero else { return nil }
    let bits = Self.bits
    let size =
      sign == .positive
      ? enclosure : .apply(.subtraction, Enclosure(Interval(0)), enclosure, bits: bits)
    let ten = Enclosure(Interval(10))
    let logarithm = Enclosure.apply(
      .division, .apply(.log, size, bits: bits), .apply(.log, ten, bits: bits), bits: bits
    ).interval
    guard logarithm.isBounded, logarithm.lower.magnitude < Self.sizeLimit else { return nil }
    var exponent = Int(logarithm.lower.rounded(.down))
    func factor() -> Interval {
      Enclosure.apply(.division, size, .power(ten, exponent, bits: bits), bits: bits).interval
    }
    var scaled = factor()
    // The logarithm of a power of ten may lie just below its exponent.
    if scaled.upper >= 10 {
      exponent += 1
      scaled = factor()
      if scaled.upper < 1 {
        exponent -= 1
        scaled = factor()
      }
    }
    guard scaled.isBounded, scaled.upper - scaled.lower <= 1e-9 else { return nil }
    self.factor = sign == .positive ? scaled : -scaled
    self.exponent = exponent
  }

  /// Creates the size of `rational`; `nil` for 0.
  public init?(_ rational: Rational) {
    guard rational.isDefined else { return nil }
    self.init(Enclosure(rational, bits: Self.bits))
  }

  /// The sign of the number.
  public var sign: Sign { factor.lower > 0 ? .positive : .negative }

  /// The nearest double, or one near: 0 or an infinity where there is none of its size.
  public var double: Double { Double("\(factor.midpoint)e\(exponent)") ?? .nan }

  /// The interval of doubles that contains the number.
  public var interval: Interval {
    let (low, high) = ("\(factor.lower)e\(exponent)", "\(factor.upper)e\(exponent)")
    let (lower, upper) = (Double(low) ?? -.infinity, Double(high) ?? .infinity)
    return Interval(lower.nextDown, upper.nextUp)
  }

  /// `true` only if the two are not one number.
  public func isKnownToDiffer(from other: ScaledNumber) -> Bool {
    if sign != other.sign || abs(exponent - other.exponent) > 1 { return true }
    return exponent == other.exponent && !factor.intersects(other.factor)
  }
}

extension Certified {
  /// The size of the number, where doubles do not express it.
  public var scaled: ScaledNumber? {
    switch self {
    case .exact(let rational):
      Interval(rational).isOutOfRange ? ScaledNumber(rational) : nil
    case .enclosed(let interval, let construction):
      interval.isOutOfRange ? construction?.located.flatMap { ScaledNumber($0) } : nil
    }
  }

  /// `true` iff the number is known to lie between two real numbers.
  public var isBounded: Bool {
    switch self {
    case .exact(let rational): rational.isDefined
    case .enclosed(let interval, let construction):
      interval.isBounded || interval.isDefined && construction?.located != nil
    }
  }

  /// A rational number near the number: where doubles express its size the nearest of them;
  /// undefined where it would be very long.
  public var middle: Rational {
    switch self {
    case .exact(let rational): rational
    case .enclosed(let interval, let construction):
      interval.isOutOfRange
        ? construction?.located.map { $0.lower.rational(.nearest) ?? .undefined }
          ?? Rational(double) : Rational(double)
    }
  }

  /// A rational number that the number does not fall below, near it; undefined where there is none.
  public var lowerBound: Rational {
    switch self {
    case .exact(let rational): rational
    case .enclosed(let interval, let construction):
      interval.isOutOfRange
        ? construction?.located?.lower.rational(.down) ?? Rational(interval.lower)
        : Rational(interval.lower)
    }
  }
}

extension Construction {
  /// An enclosure with a bound on either side that tells the sign, where digits tell it.
  fileprivate var located: Enclosure? {
    guard case .known(let sign) = sign, sign != .zero,
      let enclosure = enclosure(bits: Self.firstBits), enclosure.sign.isKnown,
      !enclosure.lower.isInfinite, !enclosure.upper.isInfinite
    else { return nil }
    return enclosure
  }
}

extension Interval {
  /// `true` iff the interval does not tell the size of a number that it contains: it has no bound,
  /// or contains 0 or numbers that doubles hold with few digits.
  fileprivate var isOutOfRange: Bool {
    guard isDefined && !isZero else { return false }
    return !isBounded || contains(0)
      || Swift.max(lower.magnitude, upper.magnitude) < 0x1p-960
  }
}
