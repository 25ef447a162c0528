extension RealNumber {
  /// Returns `x^n` by products alone, and by one division more when `n` is negative.
  ///
  /// The order of the products is fixed, so every number system that calls this rounds alike: from
  /// the binary digits of |n| after the leading one, each digit squares the result, and a digit 1
  /// then multiplies it by `x` from the right. So x^2 = x * x, x^3 = (x * x) * x,
  /// x^4 = (x * x) * (x * x), x^5 = x^4 * x, and x^-n = 1 / x^n. `x^0` is 1 for every `x`.
  ///
  /// - Complexity: O(log |n|) products.
  @inlinable
  public static func powerByProducts(_ x: Self, _ n: Int) -> Self {
    let exponent = n.magnitude
    guard exponent != 0 else { return Self(1) }
    var result = x
    var digit = UInt.bitWidth - 1 - exponent.leadingZeroBitCount
    while digit > 0 {
      digit -= 1
      result = result * result
      if exponent >> UInt(digit) & 1 == 1 { result = result * x }
    }
    return n < 0 ? Self(1) / result : result
  }

  @inlinable
  public static func power(_ x: Self, _ n: Int) -> Self {
    powerByProducts(x, n)
  }
}
