import BigInt

/// An exact rational number of any size.
public struct Rational: Hashable, Sendable {
  let numerator: BigInt
  let denominator: BigInt

  /// Creates the rational equal to the finite number `double`.
  public init(_ double: Double) {
    let significand = BigInt(double.significandBitPattern | (double.isNormal ? 1 << 52 : 0))
    let exponent = (double.isNormal ? Int(double.exponent) : -1022) - 52
    let magnitude = exponent >= 0 ? significand << exponent : significand
    numerator = double.sign == .minus ? -magnitude : magnitude
    denominator = exponent >= 0 ? 1 : BigInt(1) << -exponent
  }

  /// Creates the rational equal to `value`.
  public init(_ value: Int) {
    numerator = BigInt(value)
    denominator = 1
  }
}
