import ADLAnalysis
import ADLPrograms

extension NumberText {
  /// The maximum number of characters that an exact fraction may take before its double stands for
  /// it.
  private static let fractionLimit = 24

  /// The maximum number of characters of a fraction that stands although a decimal is shorter.
  private static let shortFraction = 10

  /// The relative width up to which an enclosure is written as one number.
  private static let narrow = 1e-6

  /// Returns the number as a value of the language has it, without a mark of how it is known.
  ///
  /// An exact number as `1/3`, or as a decimal that is shorter; an enclosed one by a decimal in its
  /// enclosure with as few digits as there is one; a wide enclosure by its bounds, and a long
  /// fraction by its double after `≈`.
  public static func entry(_ number: KnownNumber) -> String {
    switch number {
    case .rational(let rational): entry(rational)
    case .algebraic(let interval), .enclosed(let interval): entry(interval)
    case .scaled(let number): "≈ " + decimal(number)
    case .approximate(let value): text(value)
    case .infinite, .undefined: text(number.double)
    }
  }

  private static func entry(_ rational: Rational) -> String {
    if rational.isOutOfRange { return text(rational) }
    let fraction = rational.description
    let decimal = text(rational.double)
    if decimal.count < fraction.count, fraction.count > shortFraction,
      Rational(decimal: decimal) == rational
    {
      return decimal
    }
    return fraction.count <= fractionLimit ? fraction : "≈ " + decimal
  }

  private static func entry(_ interval: Interval) -> String {
    guard interval.isDefined else { return "nan" }
    let scale = max(1, abs(interval.lower), abs(interval.upper))
    guard scale.isFinite, interval.upper - interval.lower <= narrow * scale else {
      return "[\(text(interval.lower)), \(text(interval.upper))]"
    }
    // 0 alone would say more than is known.
    let short = shortest(in: interval)
    return short == 0 ? "≈ 0" : text(short)
  }

  /// Returns the number by as few digits as there are in its enclosure.
  package static func decimal(_ number: ScaledNumber) -> String {
    // The digits are those of the opposite.
    let factor =
      number.factor.lower < 0 ? -shortest(in: -number.factor) : shortest(in: number.factor)
    return text(factor, power: number.exponent)
  }

  /// Returns the numbers as a vector of the language, such as `[1, 1/3]`.
  public static func vector(_ numbers: some Sequence<KnownNumber>) -> String {
    "[" + numbers.map { entry($0) }.joined(separator: ", ") + "]"
  }

  /// Returns a decimal in `interval` with as few digits after the point as possible, or its middle.
  static func shortest(in interval: Interval) -> Double {
    if interval.lower.nextUp == interval.upper {
      let (below, above) = (text(interval.lower), text(interval.upper))
      return above.count < below.count ? interval.upper : interval.lower
    }
    let middle = interval.double
    var scale = 1.0
    for _ in 0...16 {
      let candidate = (middle * scale).rounded() / scale
      if interval.lower <= candidate, candidate <= interval.upper { return candidate }
      scale *= 10
    }
    return middle
  }
}

extension Rational {
  /// `true` iff the number is not 0 and no double of full length is near.
  var isOutOfRange: Bool {
    guard isDefined, !isZero else { return false }
    let double = double.magnitude
    return !double.isFinite || double < .leastNormalMagnitude
  }
}
