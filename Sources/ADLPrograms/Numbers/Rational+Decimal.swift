extension Rational {
  /// The largest decimal exponent that `init(decimal:)` reads.
  public static let decimalExponentLimit = 100_000

  /// Creates the number that `text` writes: a decimal such as `12`, `-0.1`, `.5`, `1e-9`, or a
  /// quotient of two such as `1/3`.
  ///
  /// `nil` where `text` is nothing of the kind, the divisor is 0, or an exponent exceeds
  /// `decimalExponentLimit` in absolute value.
  public init?(decimal text: String) {
    let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard parts.count <= 2, let dividend = Rational.decimal(parts[0]) else { return nil }
    guard parts.count == 2 else {
      self = dividend
      return
    }
    guard let divisor = Rational.decimal(parts[1]), divisor != .zero else { return nil }
    self = dividend / divisor
  }

  /// Returns the number that the sign, digits, point and exponent in `text` write.
  private static func decimal(_ text: Substring.UTF8View) -> Rational? {
    var rest = text
    let isNegative = takeSign(&rest)
    let whole = takeDigits(&rest)
    var fraction = text.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = takeDigits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    var exponent = 0
    if let mark = rest.first, mark == UInt8(ascii: "e") || mark == UInt8(ascii: "E") {
      rest.removeFirst()
      let isNegative = takeSign(&rest)
      let digits = takeDigits(&rest)
      guard !digits.isEmpty, let value = Int(Substring(digits)), value <= decimalExponentLimit
      else { return nil }
      exponent = isNegative ? -value : value
    }
    let digits = Integer(digits: String(Substring(whole)) + String(Substring(fraction)))
    guard rest.isEmpty, digits.isDefined else { return nil }
    exponent -= fraction.count
    let significand = Rational(isNegative ? -digits : digits)
    let scale = Rational(Integer(10).power(Int(exponent.magnitude)))
    return exponent < 0 ? significand / scale : significand * scale
  }

  /// Removes a leading sign from `text`; `true` iff it was a minus.
  private static func takeSign(_ text: inout Substring.UTF8View) -> Bool {
    guard let sign = text.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") else {
      return false
    }
    text.removeFirst()
    return sign == UInt8(ascii: "-")
  }

  /// Removes the leading decimal digits from `text` and returns them.
  private static func takeDigits(_ text: inout Substring.UTF8View) -> Substring.UTF8View {
    let digits = text.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    text.removeFirst(digits.count)
    return digits
  }
}
