/// What arithmetic is charged before it is done, in operations of a machine, more or less.
package enum Cost {
  /// What exact arithmetic does whatever is left, so that small numbers are right to the end.
  static let permitted = 1 << 16

  /// An operation on long numbers, whatever their size.
  static let call = 64

  /// An application of a primitive in an evaluation, and a partial derivative.
  package static let application = 512

  /// An operation on rational numbers of one word, or an entry of a table of them.
  package static let rational = 48

  /// A term that is looked up in a normal form.
  package static let term = 512

  /// A recurrence for the coefficients of a series up to some order.
  static func recurrence(_ order: Int) -> Int { 2 * rational * (order + 1) * (order + 2) }

  /// A product of two numbers of the given digits; schoolbook up to some size, and slightly more
  /// than linear past it.
  static func product(_ a: Int, _ b: Int) -> Int {
    let (long, short) = (max(a, b) / 64 + 1, min(a, b) / 64 + 1)
    return call + long * min(short, 16 * (Int.bitWidth - short.leadingZeroBitCount))
  }

  /// A power of a number of so many digits, which has no value with more than `limit`.
  static func power(_ bits: Int, _ exponent: Int, limit: Int) -> Int {
    let (size, overflow) = bits.multipliedReportingOverflow(by: Int(clamping: exponent.magnitude))
    return overflow || size > limit ? call : 2 * product(size, size)
  }

  /// A greatest common divisor: Euclid's, and past some size halving, whose depth is the logarithm
  /// of the size. So measured, from 2^8 to 2^24 digits.
  static func divisor(_ a: Int, _ b: Int) -> Int {
    let depth = Int.bitWidth - (min(a, b) / 64 + 1).leadingZeroBitCount
    return 2 * max(4, depth) * product(a, b)
  }

  /// An operation of arithmetic on numbers of so many binary digits, rounded.
  static func float(_ bits: Int) -> Int { 4 * call + product(bits, bits) }

  /// A function of a number of so many binary digits, rounded.
  static func function(_ bits: Int) -> Int { 2048 + 16 * product(bits, bits) }
}
