/// A binary floating-point format of IEEE 754, or bfloat16, with rounding to nearest, ties to even.
///
/// Every number of a format is a double, which is how it is kept.
public enum FloatingFormat: String, Hashable, Sendable, CaseIterable {
  case f16
  case bf16
  case f32
  case f64

  /// The number of binary digits, with the leading one.
  public var precision: Int {
    switch self {
    case .f16: 11
    case .bf16: 8
    case .f32: 24
    case .f64: 53
    }
  }

  /// The exponent of the smallest normal number.
  public var leastExponent: Int {
    switch self {
    case .f16: -14
    case .bf16, .f32: -126
    case .f64: -1022
    }
  }

  /// The largest finite number.
  public var greatest: Double {
    switch self {
    case .f16: 0x1.FFCp15
    case .bf16: 0x1.FEp127
    case .f32: 0x1.FFFFFEp127
    case .f64: .greatestFiniteMagnitude
    }
  }

  // MARK: - Rounding

  /// Returns the number of the format nearest to `x`, ties to even; infinite beyond the largest.
  public func rounded(_ x: Double) -> Double {
    switch self {
    case .f64: return x
    case .f32: return Double(Float(x))
    case .f16, .bf16:
      guard x.isFinite, x != 0 else { return x }
      let scale = Self.scale(unit(of: x))
      let nearest = (x * scale).rounded(.toNearestOrEven) / scale
      return nearest.magnitude > greatest ? (x < 0 ? -.infinity : .infinity) : nearest
    }
  }

  /// Returns the number of the format nearest to a number that lies beyond `x` on the given side,
  /// but not as far as the next double; ties to even.
  ///
  /// Only where `x` is half-way between two numbers of the format does the side matter.
  func rounded(_ x: Double, beyond side: Sign) -> Double {
    guard self != .f64, x.isFinite, side != .zero else { return rounded(x) }
    let scaled = x * Self.scale(unit(of: x))
    guard (scaled - scaled.rounded(.down)) == 0.5 else { return rounded(x) }
    return rounded(side == .positive ? x.nextUp : x.nextDown)
  }

  /// Returns the number of the format nearest to `x`, ties to even; not-a-number for `undefined`.
  public func rounded(_ x: Rational) -> Double {
    let nearest = x.double
    guard self != .f64, nearest.isFinite, rounded(nearest) != nearest else {
      return rounded(nearest)
    }
    guard case .known(let side) = (x - Rational(nearest)).sign else { return .nan }
    return rounded(nearest, beyond: side)
  }

  /// Returns the number of the format nearest to the one that the literal names.
  public func rounded(_ literal: Literal) -> Double {
    if self == .f64 { return literal.double }
    return rounded(literal.number) ?? rounded(literal.double)
  }

  /// Returns the number of the format nearest to `x`, looked for in ever more digits; `nil` where
  /// that does not tell it.
  func rounded(_ x: Certified) -> Double? {
    switch x {
    case .exact(let rational): return rational.isDefined ? rounded(rational) : nil
    case .enclosed(let interval, let construction):
      if let settled = settled(Enclosure(interval)) { return settled }
      var bits = 128
      while bits <= Self.bitLimit, let enclosure = construction?.enclosure(bits: bits) {
        if let settled = settled(enclosure) { return settled }
        bits *= 2
      }
      return nil
    }
  }

  private static let bitLimit = 2048

  /// Returns what all points of the interval are rounded to, if that is one number.
  func settled(_ x: Interval) -> Double? {
    guard x.isDefined else { return nil }
    let (lower, upper) = (rounded(x.lower), rounded(x.upper))
    return lower == upper ? lower : nil
  }

  /// The same for bounds of more digits than doubles have.
  private func settled(_ x: Enclosure) -> Double? {
    guard x.isDefined else { return nil }
    let (low, high) = (x.lower.double(.down), x.upper.double(.up))
    let lower = rounded(low, beyond: BigFloat(low) < x.lower ? .positive : .zero)
    let upper = rounded(high, beyond: BigFloat(high) > x.upper ? .negative : .zero)
    return lower == upper ? lower : nil
  }

  /// The exponent of the distance between the numbers around `x`, which is finite and not 0.
  private func unit(of x: Double) -> Int { max(Int(x.exponent), leastExponent) - precision + 1 }

  /// 2^-`unit`.
  private static func scale(_ unit: Int) -> Double {
    Double(sign: .plus, exponent: -unit, significand: 1)
  }

  // MARK: - The numbers in order

  /// The number of positive finite numbers; with their opposites and 0, `ordinal` numbers them from
  /// minus this to this.
  public var positiveCount: Int { ordinal(greatest) }

  /// Returns how many positive numbers there are up to `x`, which is a finite number of the format;
  /// with a minus sign for a negative one.
  public func ordinal(_ x: Double) -> Int {
    if x == 0 { return 0 }
    let magnitude = x.magnitude
    let least = Double(sign: .plus, exponent: leastExponent, significand: 1)
    let width = precision - 1
    let count: Int
    if magnitude < least {
      count = Int(magnitude / Double(sign: .plus, exponent: leastExponent - width, significand: 1))
    } else {
      let scale = Double(sign: .plus, exponent: width, significand: 1)
      let digits = Int((magnitude.significand - 1) * scale)
      count = (Int(magnitude.exponent) - leastExponent + 1) << width + digits
    }
    return x < 0 ? -count : count
  }

  /// Returns the number with the given ordinal.
  public func number(_ ordinal: Int) -> Double {
    let width = precision - 1
    let count = Int(ordinal.magnitude)
    let (block, digits) = (count >> width, count & (1 << width - 1))
    let magnitude =
      block == 0
      ? Double(sign: .plus, exponent: leastExponent - width, significand: Double(digits))
      : Double(
        sign: .plus, exponent: leastExponent + block - 1 - width,
        significand: Double(digits + 1 << width))
    return ordinal < 0 ? -magnitude : magnitude
  }

  /// Returns the ordinals of the finite numbers from `lower` to `upper`; `nil` is an infinite end.
  public func ordinals(from lower: Rational?, to upper: Rational?) -> Range<Int> {
    let all = -positiveCount..<positiveCount + 1
    var first = all.lowerBound
    if let lower {
      first = ordinal(clamped(lower))
      if Rational(number(first)) < lower { first += 1 }
    }
    var last = all.upperBound - 1
    if let upper {
      last = ordinal(clamped(upper))
      if Rational(number(last)) > upper { last -= 1 }
    }
    return first..<max(first, last + 1)
  }

  private func clamped(_ x: Rational) -> Double { min(max(rounded(x), -greatest), greatest) }
}
