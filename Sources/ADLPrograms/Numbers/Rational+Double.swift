extension Rational {
  /// Creates the rational equal to `double`; undefined where that is infinite or not a number.
  public init(_ double: Double) {
    guard double.isFinite else {
      self = .undefined
      return
    }
    guard double != 0 else {
      self = .zero
      return
    }
    let pattern = double.significandBitPattern | (double.isNormal ? 1 << 52 : 0)
    let twos = pattern.trailingZeroBitCount
    let magnitude = Integer(UInt(pattern >> UInt64(twos)))
    let exponent = (double.isNormal ? Int(double.exponent) : -1022) - 52 + twos
    let numerator = double < 0 ? -magnitude : magnitude
    self.init(
      lowestTerms: exponent > 0 ? numerator.shiftedLeft(by: exponent) : numerator,
      exponent < 0 ? Integer(1).shiftedLeft(by: -exponent) : 1)
  }

  /// The nearest double, ties to even: subnormal, zero or infinite where the number is very small
  /// or very large, and not-a-number for `undefined`.
  public var double: Double {
    if case .small(let numerator, let denominator) = storage,
      numerator.magnitude <= 1 << 53 && denominator <= 1 << 53
    {
      // Both are exact and the division rounds once; 0/0 is not-a-number.
      return Double(numerator) / Double(denominator)
    }
    let (sign, magnitude, divisor) = (sign, numerator.magnitude, denominator)
    let size = Rational.nearestDouble(magnitude, divisor)
    return sign.isCertainly(.negative) ? -size : size
  }

  /// Returns the double nearest to `numerator / denominator`, both positive.
  private static func nearestDouble(_ numerator: Integer, _ denominator: Integer) -> Double {
    // A quotient of 63 or 64 binary digits at the scale 2^-shift; `rest` says what lies below.
    let shift = 63 - (numerator.bitWidth - denominator.bitWidth)
    let dividend = numerator.shiftedLeft(by: max(shift, 0))
    let divisor = denominator.shiftedLeft(by: max(-shift, 0))
    let (quotient, rest) = (dividend / divisor, dividend % divisor)
    guard quotient.isDefined && rest.isDefined else { return .nan }
    let digits = UInt64(quotient.lowWord)
    let isExact = rest.isZero
    let exponent = 63 - digits.leadingZeroBitCount - shift
    if exponent > 1023 { return .infinity }
    let unit = max(exponent - 52, -1074)
    let dropped = unit + shift
    guard dropped <= 64 else { return 0 }
    let kept = dropped == 64 ? 0 : digits >> UInt64(dropped)
    let tail = dropped == 64 ? digits : digits & ((1 << UInt64(dropped)) - 1)
    let half: UInt64 = 1 << UInt64(dropped - 1)
    let isAboveHalf = tail > half || (tail == half && !isExact)
    let roundsUp = isAboveHalf || (tail == half && kept & 1 == 1)
    return Double(
      sign: .plus, exponent: unit, significand: Double(kept + (roundsUp ? 1 : 0)))
  }
}
