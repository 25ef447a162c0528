/// How doubles are written.
public enum NumberText {
  /// Returns the shortest text that the language reads back to `x`, such as `3`, `0.1` or `1e-07`;
  /// `inf`, `-inf` and `nan` for what is not finite. A zero has no sign.
  public static func text(_ x: Double) -> String {
    let text = (x + 0).description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Returns the number nearest to `x` that has at most `digits` significant digits.
  package static func rounded(_ x: Double, digits: Int) -> Double {
    guard x.isFinite, x != 0 else { return x }
    var (mantissa, exponent) = (x.magnitude, 0)
    while mantissa >= 10 { (mantissa, exponent) = (mantissa / 10, exponent + 1) }
    while mantissa < 1 { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    for _ in 1..<digits { (mantissa, exponent) = (mantissa * 10, exponent - 1) }
    // The text is read back without another error.
    return Double("\(x < 0 ? "-" : "")\(Int(mantissa.rounded()))e\(exponent)") ?? x
  }

  /// Returns the numbers as a vector of the language, such as `[1, 2.5]`.
  public static func vector(_ numbers: some Sequence<Double>) -> String {
    "[" + numbers.map(text).joined(separator: ", ") + "]"
  }

  /// Returns the rows as a matrix of the language, such as `[1, 2; 3, 4]`.
  public static func matrix(_ rows: some Sequence<some Sequence<Double>>) -> String {
    "[" + rows.map { $0.map(text).joined(separator: ", ") }.joined(separator: "; ") + "]"
  }
}
