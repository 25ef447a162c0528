import Glibc

/// Reads doubles from bytes.
///
/// A decimal whose digits make an integer below 2^53, scaled by at most 10^22 either way, is the
/// correctly rounded product or quotient of two exact doubles (Clinger, "How to read floating point
/// numbers accurately", 1990); the C library reads the others, `inf` and `nan` among them.
enum NumberScanner {
  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Returns the number that the bytes of `range` are, without the blanks around it; `nil` if they
  /// are none.
  ///
  /// - Requires: the byte after the range can be read, and belongs to no number.
  static func number(
    _ bytes: UnsafePointer<UInt8>, _ range: Range<Int>
  ) -> Double? {
    var i = range.lowerBound
    let isNegative = bytes[i] == UInt8(ascii: "-")
    if isNegative || bytes[i] == UInt8(ascii: "+") { i += 1 }
    var mantissa: UInt64 = 0
    var scale = 0
    var digits = 0
    var isFraction = false
    while i < range.upperBound {
      let digit = bytes[i] &- UInt8(ascii: "0")
      if digit < 10 {
        if mantissa >= 1 << 53 { return slowNumber(bytes, range) }
        mantissa = mantissa * 10 + UInt64(digit)
        digits += 1
        scale -= isFraction ? 1 : 0
      } else if bytes[i] == UInt8(ascii: "."), !isFraction {
        isFraction = true
      } else {
        break
      }
      i += 1
    }
    if digits == 0 || mantissa >= 1 << 53 { return slowNumber(bytes, range) }
    if i < range.upperBound, bytes[i] | 0x20 == UInt8(ascii: "e") {
      i += 1
      guard let exponent = integer(bytes, &i, range.upperBound) else { return nil }
      scale += exponent
    }
    guard i == range.upperBound, scale.magnitude <= 22 else { return slowNumber(bytes, range) }
    let power = powers[Int(scale.magnitude)]
    let x = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
    return isNegative ? -x : x
  }

  /// Reads a whole number of at most four digits; `nil` if there is none.
  private static func integer(_ bytes: UnsafePointer<UInt8>, _ i: inout Int, _ end: Int) -> Int? {
    guard i < end else { return nil }
    let isNegative = bytes[i] == UInt8(ascii: "-")
    if isNegative || bytes[i] == UInt8(ascii: "+") { i += 1 }
    let first = i
    var value = 0
    while i < end, bytes[i] &- UInt8(ascii: "0") < 10 {
      // Beyond four digits the number is 0 or infinite, which the C library finds as well.
      value = min(value * 10 + Int(bytes[i] &- UInt8(ascii: "0")), 100_000)
      i += 1
    }
    if i == first { return nil }
    return isNegative ? -value : value
  }

  private static func slowNumber(_ bytes: UnsafePointer<UInt8>, _ range: Range<Int>) -> Double? {
    let first = bytes + range.lowerBound
    return first.withMemoryRebound(to: CChar.self, capacity: range.count + 1) { text in
      var end: UnsafeMutablePointer<CChar>?
      let x = strtod(text, &end)
      guard let end, UnsafePointer(end) == text + range.count else { return nil }
      return x
    }
  }
}
