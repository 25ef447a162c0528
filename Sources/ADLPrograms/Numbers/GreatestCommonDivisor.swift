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
