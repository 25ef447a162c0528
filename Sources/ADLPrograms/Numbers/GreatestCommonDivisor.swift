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
///
/// - Complexity: O(n²) for n machine words.
func greatestCommonDivisor(_ a: BigUInt, _ b: BigUInt) -> BigUInt {
  if a.isZero { return b }
  if b.isZero { return a }
  let aTwos = a.trailingZeroBitCount
  let bTwos = b.trailingZeroBitCount
  if a.bitWidth == aTwos + 1 || b.bitWidth == bTwos + 1 { return 1 << min(aTwos, bTwos) }
  var (larger, smaller) = a < b ? (b, a) : (a, b)
  while smaller.bitWidth > UInt.bitWidth {
    let step = LehmerStep(larger, smaller)
    (larger, smaller) =
      step.isTrivial ? (smaller, larger % smaller) : step.applied(to: larger, smaller)
  }
  guard !smaller.isZero else { return larger }
  return BigUInt(greatestCommonDivisor(UInt(larger % smaller), UInt(smaller)))
}

/// Several steps of Euclid's algorithm at once, found from the leading digits alone: Lehmer's
/// method (Knuth, The Art of Computer Programming 2, section 4.5.2, algorithm L).
private struct LehmerStep {
  /// The matrix that takes (a, b) to (p a + q b, r a + s b), two later remainders.
  private var p = 1
  private var q = 0
  private var r = 0
  private var s = 1

  /// Finds the steps that are certain whatever follows the leading digits of `a >= b`.
  init(_ a: BigUInt, _ b: BigUInt) {
    // 62 digits leave room for the cofactors in the sums below.
    let shift = a.bitWidth - 62
    var x = Int(truncatingIfNeeded: UInt(a >> shift))
    var y = Int(truncatingIfNeeded: UInt(b >> shift))
    while y + r != 0 && y + s != 0 {
      let quotient = (x + p) / (y + r)
      guard quotient == (x + q) / (y + s) else { break }
      (p, r) = (r, p - quotient * r)
      (q, s) = (s, q - quotient * s)
      (x, y) = (y, x - quotient * y)
    }
  }

  /// `true` iff not even one step is certain.
  var isTrivial: Bool { q == 0 }

  /// Returns the two remainders, the larger one first.
  func applied(to a: BigUInt, _ b: BigUInt) -> (BigUInt, BigUInt) {
    let (a, b) = (Array(a.words), Array(b.words))
    let first = combination(p, a, q, b)
    let second = combination(r, a, s, b)
    return (first, second)
  }

  /// Returns `left x + right y`, where the factors have opposite signs, one may be 0, and the sum
  /// is not negative.
  private func combination(_ left: Int, _ x: [UInt], _ right: Int, _ y: [UInt]) -> BigUInt {
    let isLeftAdded = left > 0 || right < 0
    let (added, plus) = isLeftAdded ? (x, left.magnitude) : (y, right.magnitude)
    let (removed, minus) = isLeftAdded ? (y, right.magnitude) : (x, left.magnitude)
    var words = [UInt](repeating: 0, count: max(x.count, y.count))
    var carry: UInt = 0
    var borrow: UInt = 0
    for i in words.indices {
      // Neither carry nor borrow overflows: a product of two words leaves room for one more.
      var gain = plus.multipliedFullWidth(by: i < added.count ? added[i] : 0)
      let (low, gainOverflow) = gain.low.addingReportingOverflow(carry)
      gain.high &+= gainOverflow ? 1 : 0
      var loss = minus.multipliedFullWidth(by: i < removed.count ? removed[i] : 0)
      let (subtrahend, lossOverflow) = loss.low.addingReportingOverflow(borrow)
      loss.high &+= lossOverflow ? 1 : 0
      let (word, underflow) = low.subtractingReportingOverflow(subtrahend)
      words[i] = word
      carry = gain.high
      borrow = loss.high &+ (underflow ? 1 : 0)
    }
    return BigUInt(words: words)
  }
}
