import BigInt

/// Returns the greatest common divisor of `a` and `b`, where that of 0 and `b` is `b`.
///
/// - Complexity: at most 64 steps of shifts and subtractions.
func greatestCommonDivisor(_ a: UInt, _ b: UInt) -> UInt {
  if a == 0 { return b }
  if b == 0 { return a }
  if a == 1 || b == 1 { return 1 }
  let twos = min(a.trailingZeroBitCount, b.trailingZeroBitCount)
  var x = a >> UInt(a.trailingZeroBitCount)
  var y = b >> UInt(b.trailingZeroBitCount)
  while x != y {
    if x < y { swap(&x, &y) }
    x &-= y
    x >>= UInt(x.trailingZeroBitCount)
  }
  return x << UInt(twos)
}

/// Returns the greatest common divisor of `a` and `b`, where that of 0 and `b` is `b`.
///
/// Numbers that came from doubles have a power of two as denominator; that case takes no loop.
func greatestCommonDivisor(_ a: BigUInt, _ b: BigUInt) -> BigUInt {
  if a.isZero { return b }
  if b.isZero { return a }
  let aTwos = a.trailingZeroBitCount
  let bTwos = b.trailingZeroBitCount
  let isPowerOfTwo = a.bitWidth == aTwos + 1 || b.bitWidth == bTwos + 1
  return isPowerOfTwo ? 1 << min(aTwos, bTwos) : a.greatestCommonDivisor(with: b)
}
