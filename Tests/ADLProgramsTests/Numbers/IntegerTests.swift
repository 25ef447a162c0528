import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of the integers, with samples on both sides of the machine word.
struct IntegerTests {
  private static func sample(_ bits: Int, _ random: inout SplitMix64) -> Integer {
    let magnitude = Integer.random(
      maximumBits: Int.random(in: 1...bits, using: &random), &random)
    return Bool.random(using: &random) ? magnitude : -magnitude
  }

  @Test(arguments: [20, 62, 63, 64, 65, 130, 2000])
  func `integers are a ring with division`(bits: Int) {
    var random = SplitMix64(seed: UInt64(bits))
    for _ in 0..<150 {
      let (x, y) = (Self.sample(bits, &random), Self.sample(bits, &random))
      let z = Self.sample(bits, &random)
      #expect(x + y == y + x && x * y == y * x && x - x == 0)
      #expect((x + y) + z == x + (y + z) && x * (y + z) == x * y + x * z)
      #expect((x + y) - y == x && -(-x) == x && (x < y) == (y - x > 0))
      #expect((x * y).hashValue == (y * x).hashValue && ((x + y) - y).hashValue == x.hashValue)
      guard y != 0 else { continue }
      let (quotient, rest) = (x / y, x % y)
      #expect(quotient * y + rest == x && rest.magnitude < y.magnitude)
      #expect(rest.signum * x.signum >= 0)
      #expect((x * y).dividedExactly(by: y) == x)
      let floor = x.floor(dividingBy: y.magnitude)
      #expect(floor * y.magnitude <= x && x < (floor + 1) * y.magnitude)
    }
  }

  @Test func `sizes, powers, shifts and roots agree`() {
    var random = SplitMix64(seed: 3)
    for bits in [1, 40, 63, 64, 65, 128, 700] {
      let x = Integer.random(maximumBits: bits, &random) + 2
      let size = x.bitWidth
      #expect(x >= Integer(2).power(size - 1) && x < Integer(2).power(size))
      #expect(x.shiftedLeft(by: 77) == x * Integer(2).power(77))
      for degree in [2, 3, 5] {
        #expect(x.power(degree).root(degree) == x)
        #expect((x.power(degree) + 1).root(degree) == nil)
      }
      #expect(x.power(5) == x * x * x * x * x && x.power(0) == 1)
    }
    let least = Integer(Int.min)
    #expect(least.magnitude == -least && -(-least) == least)
    #expect(least / -1 == Integer(Int.max) + 1 && least % -1 == 0)
    #expect(Integer(UInt.max) == Integer(2).power(64) - 1 && Integer(UInt.max).lowWord == .max)
  }

  @Test func `decimal digits are those of repeated division`() {
    var random = SplitMix64(seed: 4)
    for bits in [10, 63, 64, 65, 300] {
      let x = Self.sample(bits, &random).magnitude
      var (digits, rest) = ("", x)
      while rest > 0 {
        digits = (rest % 10).description + digits
        rest = rest / 10
      }
      if digits.isEmpty { digits = "0" }
      #expect(x.description == digits && Integer(digits: digits) == x)
      #expect((-x).description == (x == 0 ? "0" : "-" + digits))
    }
  }

  @Test func `the greatest common divisor is that of the plain algorithm`() {
    func plain(_ a: Integer, _ b: Integer) -> Integer { b == 0 ? a : plain(b, a % b) }
    var random = SplitMix64(seed: 8)
    for bits in [1, 63, 64, 65, 128, 200, 1000] {
      for _ in 0..<12 {
        let common = Integer.random(maximumBits: bits, &random)
        let a = common * .random(maximumBits: bits, &random)
        let b = common * .random(maximumBits: bits, &random)
        #expect(Integer.greatestCommonDivisor(a, b) == plain(a, b))
        #expect(Integer.greatestCommonDivisor(-b, a + b) == plain(b, a))
      }
    }
  }

  @Test func `what would exceed the limit is undefined, and stays so`() {
    let large = Integer(2).power(Integer.bitLimit - 1)
    #expect(large.isDefined && large.bitWidth == Integer.bitLimit)
    let results = [
      large + large, large * 2, large.power(2), large.shiftedLeft(by: 1), large * large,
      Integer(3).power(400_000_000_000), Integer(2).power(.max), Integer(1).shiftedLeft(by: .max),
      Integer(1) / 0, Integer(1) % 0, .undefined + 1, -Integer.undefined, .undefined * 0,
    ]
    for result in results {
      #expect(result == .undefined && !result.isDefined && result.signum == 0)
      #expect(!(result < 1) && !(result >= 1) && !(result <= result))
    }
    let small = Rational(Integer(1), Integer(2).power(Rational.partBitLimit - 1))
    #expect(small.isDefined && !(small * small).isDefined && small.double == 0)
    #expect(small < Rational(1, 3) && small * Rational(1, 3) == .undefined)
    #expect(Interval(small) == Interval(0, .leastNonzeroMagnitude))
    let near = Rational(1, 3) + small * Rational(8)
    #expect(near.isDefined && Interval(near).contains(Rational(1, 3)))
    #expect(Rational.power(Rational(3), 400_000_000_000) == .undefined)
  }
}
