import ADLPrograms

/// A decimal number of at most 18 digits on either side of its point, which most numbers are: it is
/// read without big integers, and its double is the quotient of two exact ones.
struct ShortDecimal {
  /// The number is `mantissa / 10^scale`.
  private let mantissa: Int
  private let scale: Int

  private static let powers: [Int] = (0...18).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }

  /// Reads digits with at most one point; `nil` where there is more to it than fits.
  init?(_ text: some Sequence<UInt8>) {
    var mantissa = 0
    var digits = 0
    var scale = 0
    var isFraction = false
    for byte in text {
      if byte == UInt8(ascii: ".") {
        if isFraction { return nil }
        isFraction = true
      } else if byte.isDigit {
        digits += mantissa == 0 && byte == UInt8(ascii: "0") ? 0 : 1
        scale += isFraction ? 1 : 0
        if digits > 18 || scale > 18 { return nil }
        mantissa = mantissa * 10 + Int(byte - UInt8(ascii: "0"))
      } else {
        return nil
      }
    }
    self.mantissa = mantissa
    self.scale = scale
  }

  /// The number as a constant.
  var constant: ConstantValue? {
    let power = Self.powers[scale]
    if mantissa % power == 0 { return .integer(mantissa / power) }
    // Both are doubles exactly, so that their quotient is the nearest double.
    guard mantissa < 1 << 53 && power < 1 << 53 else { return nil }
    return .number(
      Literal(double: Double(mantissa) / Double(power), exact: Rational(mantissa, power)))
  }
}
