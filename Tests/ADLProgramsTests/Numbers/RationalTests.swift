import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of the exact rationals, with samples on both sides of the machine word.
struct RationalTests {
  /// Returns a rational whose parts have from 1 to `bits` binary digits, so that sums and products
  /// of samples cross from the machine word to big integers and back.
  static func sample(_ random: inout SplitMix64, bits: Int = 90) -> Rational {
    func part() -> Integer {
      .random(maximumBits: Int.random(in: 1...bits, using: &random), &random)
    }
    let numerator = part()
    return Rational(Bool.random(using: &random) ? numerator : -numerator, part() + 1)
  }

  @Test(arguments: [20, 40, 62, 64, 90])
  func `rationals are a field`(bits: Int) {
    var random = SplitMix64(seed: UInt64(bits))
    for _ in 0..<150 {
      let x = Self.sample(&random, bits: bits)
      let y = Self.sample(&random, bits: bits)
      let z = Self.sample(&random, bits: bits)
      #expect(x + y == y + x)
      #expect(x * y == y * x)
      #expect((x + y) + z == x + (y + z))
      #expect((x * y) * z == x * (y * z))
      #expect(x * (y + z) == x * y + x * z)
      #expect(x - x == .zero)
      #expect((x + y) - y == x)
      #expect((x * y).hashValue == (y * x).hashValue)
      if y != .zero {
        #expect(x / y * y == x)
        #expect(((x + y) / y).hashValue == (x / y + .one).hashValue)
      }
    }
  }

  @Test(arguments: [20, 62, 64, 90])
  func `results are canonical and equal to those of big integers`(bits: Int) {
    var random = SplitMix64(seed: UInt64(bits) &+ 77)
    for _ in 0..<150 {
      let x = Self.sample(&random, bits: bits)
      let y = Self.sample(&random, bits: bits)
      let (a, b) = (x.numerator, x.denominator)
      let (c, d) = (y.numerator, y.denominator)
      for (result, numerator, denominator) in [
        (x + y, a * d + c * b, b * d), (x * y, a * c, b * d), (x - y, a * d - c * b, b * d),
      ] {
        #expect(result.numerator * denominator == numerator * result.denominator)
        #expect(result.denominator > 0)
        #expect(Integer.greatestCommonDivisor(result.numerator, result.denominator) == 1)
        let fits = result.numerator.bitWidth < 64 && result.denominator.bitWidth < 64
        if case .small = result.storage { #expect(fits) } else { #expect(!fits) }
      }
      #expect((x < y) == (a * d < c * b))
      #expect((x <= y) == (a * d <= c * b))
      #expect(x.floor <= x && x < x.floor + .one && x.floor.isInteger)
    }
  }

  @Test func `the edges of the machine word are not edges of the numbers`() {
    let least = Rational(Int.min)
    let greatest = Rational(Int.max)
    #expect(-least == greatest + .one)
    #expect(least + greatest == Rational(-1))
    #expect(least * least == Rational.power(Rational(2), 126))
    #expect(least.reciprocal.reciprocal == least)
    #expect(greatest.reciprocal * greatest == .one)
    #expect(least.int == .min && greatest.int == .max && (-least).int == nil)
    #expect(Rational(Int.min, Int.min) == .one)
    #expect(Rational(6, -4).description == "-3/2")
  }

  @Test func `what has no rational value is undefined, and stays so`() {
    let third = Rational(1, 3)
    for result in [
      third / .zero, Rational(1, 0), Rational(Double.nan), Rational(Double.infinity),
      .log(Rational(2)), .sqrt(Rational(2)), .sqrt(Rational(-4)), .power(.zero, -1),
      .power(.zero, Rational(-1)), .power(Rational(3), 1 << 40),
      .power(Rational(2), Rational(1, 2)),
      .undefined + third, third * .undefined, -Rational.undefined, third / .undefined,
    ] {
      #expect(result == .undefined && !result.isDefined && !result.sign.isKnown)
      #expect(result.double.isNaN)
      #expect(!(result < third) && !(result >= third) && !(result <= result))
    }
    #expect(Rational.power(.undefined, 0) == .one)
    #expect(Rational.power(.zero, .zero) == .one)
  }

  @Test func `elementary functions are exact where they are rational`() {
    #expect(Rational.sqrt(Rational(4, 9)) == Rational(2, 3))
    #expect(Rational.power(Rational(8, 27), Rational(-2, 3)) == Rational(9, 4))
    #expect(Rational.power(Rational(-2, 3), -3) == Rational(-27, 8))
    #expect(Rational.power(.zero, Rational(1, 2)) == .zero)
    #expect(Rational.exp(.zero) == .one && Rational.log(.one) == .zero)
    #expect(Rational.cos(.zero) == .one && Rational.acos(.one) == .zero)
    let large = Rational(Integer(10).power(60))
    #expect(Rational.sqrt(large) == Rational(Integer(10).power(30)))
    #expect(Rational.sqrt(large + .one) == .undefined)
  }

  @Test(arguments: [
    ("0.1", 1, 10), ("1e-9", 1, 1_000_000_000), ("1/3", 1, 3), ("-.5", -1, 2), ("5.", 5, 1),
    ("+2.50E1", 25, 1), ("1.5/-0.5", -3, 1), ("0e99999", 0, 1), ("000", 0, 1),
  ])
  func `decimal text names a number`(text: String, numerator: Int, denominator: Int) {
    #expect(Rational(decimal: text) == Rational(numerator, denominator))
  }

  @Test(arguments: [
    "", ".", "-", "e5", "1e", "1e+", "1/0", "1/", "/2", "1/2/3", "0x1", "1 ", "٣", "1e999999999999",
    "nan", "inf", "--1", "1_000",
  ])
  func `other text names none`(text: String) {
    #expect(Rational(decimal: text) == nil)
  }

  @Test func `doubles are rationals, and come back`() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<1000 {
      let double = Double(bitPattern: random.next())
      guard double.isFinite else { continue }
      #expect(Rational(double).double == double)
    }
    for double in [
      0, -0.0, Double.leastNonzeroMagnitude, 0x1p-1022, 1.7976931348623157e308, 0.1, 3, 0x1p53,
    ] {
      #expect(Rational(double).double == double)
    }
  }

  @Test func `the nearest double is nearest, ties to even`() {
    var random = SplitMix64(seed: 6)
    for _ in 0..<300 {
      // Exponents down to the subnormals.
      let low = Double(bitPattern: random.next() >> 1)
      guard low.isFinite, low.nextUp.isFinite else { continue }
      let (below, above) = (Rational(low), Rational(low.nextUp))
      let middle = (below + above) / Rational(2)
      let nudge = (above - below) / Rational(Integer(10).power(40))
      #expect((middle - nudge).double == low)
      #expect((middle + nudge).double == low.nextUp)
      #expect(middle.double == (low.significandBitPattern & 1 == 0 ? low : low.nextUp))
      #expect((-middle).double == -middle.double)
    }
    let greatest = Rational(Double.greatestFiniteMagnitude)
    let half = Rational.power(Rational(2), 970)
    #expect((greatest + half).double == .infinity)
    #expect((greatest + half - .one).double == .greatestFiniteMagnitude)
    let least = Rational(Double.leastNonzeroMagnitude)
    #expect((least / Rational(2)).double == 0)
    #expect((least * Rational(51, 100)).double == .leastNonzeroMagnitude)
    #expect((least / Rational(1_000_000)).double == 0)
    #expect(Rational(decimal: "0.1")?.double == 0.1)
    #expect(Rational(decimal: "1e-400")?.double == 0)
  }

  @Test func `arithmetic agrees with that of doubles to rounding`() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<1000 {
      let x = Double.random(in: -10...10, using: &random)
      let y = Double.random(in: -10...10, using: &random)
      let (a, b) = (Rational(x), Rational(y))
      #expect((a + b).double == x + y)
      #expect((a - b).double == x - y)
      #expect((a * b).double == x * y)
      #expect((a / b).double == x / y)
      let cube = Rational.power(a, 3).double
      #expect(abs(cube - Double.power(x, 3)) <= 2 * cube.ulp)
    }
  }

  @Test func `integer powers of doubles have a fixed order of products`() {
    let x = 1.1
    #expect(Double.power(x, 0) == 1 && Double.power(.nan, 0) == 1)
    #expect(Double.power(x, 3) == (x * x) * x)
    #expect(Double.power(x, 4) == (x * x) * (x * x))
    #expect(Double.power(x, 6) == ((x * x) * x) * ((x * x) * x))
    #expect(Double.power(x, -5) == 1 / (((x * x) * (x * x)) * x))
    #expect(Double.power(-2, Int.min) == 0)
  }
}
