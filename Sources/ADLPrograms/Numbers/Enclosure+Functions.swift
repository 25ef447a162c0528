import CMPFR

extension Enclosure {
  /// Returns the operation on an enclosure, with bounds of the given number of digits.
  public static func apply(_ operation: UnaryOperation, _ x: Enclosure, bits: Int) -> Enclosure {
    guard x.isDefined else { return .undefined }
    switch operation {
    case .negation:
      return Enclosure(
        x.upper.applying(mpfr_neg, bits: bits, .down), x.lower.applying(mpfr_neg, bits: bits, .up))
    case .sqrt: return x.increasing(mpfr_sqrt, bits: bits, from: zero)
    case .log:
      return x.upper.isZero ? .undefined : x.increasing(mpfr_log, bits: bits, from: zero)
    case .logOnePlus:
      return x.upper == minusOne
        ? .undefined : x.increasing(mpfr_log1p, bits: bits, from: minusOne)
    case .exp: return x.increasing(mpfr_exp, bits: bits)
    case .expMinusOne: return x.increasing(mpfr_expm1, bits: bits)
    case .atan: return x.increasing(mpfr_atan, bits: bits)
    case .sinh: return x.increasing(mpfr_sinh, bits: bits)
    case .tanh: return x.increasing(mpfr_tanh, bits: bits)
    case .erf: return x.increasing(mpfr_erf, bits: bits)
    case .asin: return x.increasing(mpfr_asin, bits: bits, from: minusOne, to: one)
    case .acos:
      let inside = x.intersection(Enclosure(minusOne, one))
      guard inside.isDefined else { return .undefined }
      return Enclosure(
        inside.upper.applying(mpfr_acos, bits: bits, .down),
        inside.lower.applying(mpfr_acos, bits: bits, .up))
    case .cosh: return x.magnitude(bits: bits).increasing(mpfr_cosh, bits: bits)
    case .sin: return x.wave(mpfr_sin, bits: bits)
    case .cos: return x.wave(mpfr_cos, bits: bits)
    case .tan:
      // Where the cosine has no zero, neither the tangent has a pole.
      guard !x.wave(mpfr_cos, bits: bits).containsZero else { return .line }
      return x.increasing(mpfr_tan, bits: bits)
    }
  }

  /// Returns the range of a function that increases, on the part of the enclosure in its domain.
  private func increasing(
    _ function: BigFloat.Function, bits: Int, from least: BigFloat? = nil,
    to greatest: BigFloat? = nil
  ) -> Enclosure {
    let inside = Enclosure(
      least.map { max($0, lower) } ?? lower, greatest.map { min($0, upper) } ?? upper)
    guard inside.isDefined else { return .undefined }
    return Enclosure(
      inside.lower.applying(function, bits: bits, .down),
      inside.upper.applying(function, bits: bits, .up))
  }

  /// Returns the absolute value.
  private func magnitude(bits: Int) -> Enclosure {
    let opposite = Enclosure.apply(.negation, self, bits: bits)
    if lower.signum >= 0 { return self }
    return upper.signum <= 0 ? opposite : Enclosure(Enclosure.zero, max(upper, opposite.upper))
  }

  /// The largest exponent of an argument of a circular function: its reduction needs as many
  /// digits.
  private static var reductionLimit: Int { 1 << 14 }

  /// Returns a range of the sine or cosine, of which no two values differ by more than the
  /// arguments do.
  private func wave(_ function: BigFloat.Function, bits: Int) -> Enclosure {
    let range = Enclosure(Enclosure.minusOne, Enclosure.one)
    guard lower.isBelow(powerOfTwo: Self.reductionLimit),
      upper.isBelow(powerOfTwo: Self.reductionLimit)
    else { return range }
    let width = BigFloat.apply(.subtraction, upper, lower, bits: bits, .up)
    return Enclosure(
      .apply(
        .subtraction, lower.applying(function, bits: bits, .down), width, bits: bits, .down),
      .apply(.addition, lower.applying(function, bits: bits, .up), width, bits: bits, .up)
    ).intersection(range)
  }
}
