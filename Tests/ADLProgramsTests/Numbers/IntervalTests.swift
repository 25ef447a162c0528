import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of the intervals: they contain what they must, and little else.
struct IntervalTests {
  /// Returns an interval inside `box`, a point in one of four cases.
  private static func interval(
    in box: ClosedRange<Double>, _ random: inout SplitMix64
  ) -> Interval {
    let a = Double.random(in: box, using: &random)
    let b = Double.random(in: box, using: &random)
    return Int.random(in: 0..<4, using: &random) == 0 ? Interval(a) : Interval(min(a, b), max(a, b))
  }

  @Test(arguments: SampledFunction.allCases)
  func `an enclosure contains the values at its points`(function: SampledFunction) {
    var random = SplitMix64(seed: 31)
    for _ in 0..<60 {
      let interval = Self.interval(in: function.samples, &random)
      let enclosure = function(interval)
      for _ in 0..<8 {
        let x = Double.random(in: interval.lower...interval.upper, using: &random)
        #expect(Enclosure(enclosure).contains(function(Sharp(Rational(x))).enclosure))
        if function.isRational { #expect(enclosure.contains(function(Rational(x)))) }
        let inner = function(interval.intersection(Interval(x - 0.25, x + 0.25)))
        #expect(enclosure.contains(inner))
      }
    }
  }

  @Test(arguments: SampledFunction.allCases)
  func `an enclosure of a point is narrow`(function: SampledFunction) {
    var random = SplitMix64(seed: 32)
    for _ in 0..<50 {
      let x = Double.random(in: function.samples, using: &random)
      let enclosure = function(Interval(x))
      #expect(enclosure.width <= 12 * max(abs(enclosure.upper), 1).ulp)
    }
  }

  @Test func `enclosures contain the sum of the Taylor series`() {
    var random = SplitMix64(seed: 33)
    // Every coefficient at 0 is at most 2 in absolute value, so that for |x| <= 1/8 the terms after
    // t^27 sum to less than 8^-27.
    let functions: [SampledFunction] = [
      .exp, .expm1, .log1p, .sin, .cos, .tan, .asin, .atan, .sinh, .cosh, .tanh,
    ]
    let tail = Rational.power(Rational(8), -27)
    for function in functions {
      let series = function(Series(at: Rational.zero, along: .one, order: 27))
      for _ in 0..<5 {
        let x = Double.random(in: -0.125...0.125, using: &random)
        let sum = series.coefficients.reversed().reduce(Rational.zero) { $0 * Rational(x) + $1 }
        let enclosure = function(Interval(x))
        #expect(enclosure.contains(sum - tail) && enclosure.contains(sum + tail))
      }
    }
  }

  @Test func `exact results keep their width`() {
    #expect(Interval(1) + Interval(1) == Interval(2.0))
    #expect(Interval(0.5) * Interval(-3) == Interval(-1.5))
    #expect(Interval(7) / Interval(-2) == Interval(-3.5))
    #expect(Interval.sqrt(Interval(2.25)) == Interval(1.5))
    #expect(Interval.power(Interval(-3), 3) == Interval(-27))
    #expect(Interval.exp(Interval(0)) == Interval(1) && Interval.cos(Interval(0)) == Interval(1))
    for inexact in [
      Interval(0.1) + Interval(0.2), Interval(0.1) * Interval(0.1), Interval(1) / Interval(3),
      Interval.sqrt(Interval(2)), Interval(Rational(1, 3)), Interval(1e300) + Interval(1),
    ] {
      #expect(inexact.upper == inexact.lower.nextUp)
    }
  }

  @Test func `arithmetic is outward at every scale`() {
    var random = SplitMix64(seed: 34)
    func double() -> Double {
      // Exponents over the whole range, subnormals and overflow included.
      let x = Double(bitPattern: random.next())
      return x.isFinite ? x : 0
    }
    for _ in 0..<600 {
      let (x, y) = (double(), double())
      let (a, b) = (Rational(x), Rational(y))
      for (enclosure, exact) in [
        (Interval(x) + Interval(y), a + b), (Interval(x) - Interval(y), a - b),
        (Interval(x) * Interval(y), a * b), (Interval(x) / Interval(y), a / b),
      ] where exact.isDefined {
        #expect(enclosure.contains(exact))
        #expect(enclosure.lower.nextUp.nextUp >= enclosure.upper)
      }
      let root = Interval.sqrt(Interval(x.magnitude))
      #expect(Rational(root.lower) * Rational(root.lower) <= a.magnitude)
      #expect(Rational(root.upper) * Rational(root.upper) >= a.magnitude)
    }
  }

  @Test func `circular functions find their extremes and poles`() {
    let pi = Double.pi
    #expect(Interval.sin(Interval(0, 2)).upper == 1)
    #expect(Interval.sin(Interval(0, 1.5)).upper < 1)
    #expect(Interval.sin(Interval(4, 5)).lower == -1)
    #expect(Interval.sin(Interval(-7, 7)) == Interval(-1, 1))
    #expect(Interval.cos(Interval(-1, 1)).upper == 1 && Interval.cos(Interval(-1, 1)).lower > 0.5)
    #expect(Interval.cos(Interval(3, 4)).lower == -1)
    #expect(Interval.cos(Interval(-.infinity, 0)) == Interval(-1, 1))
    #expect(Interval.tan(Interval(1, 2)) == .line)
    #expect(Interval.tan(Interval(-1, 1)).isBounded && Interval.tan(Interval(2, 4)).isBounded)
    var random = SplitMix64(seed: 35)
    for _ in 0..<500 {
      let x = Double.random(in: -60...60, using: &random)
      let y = x + Double.random(in: 0...6, using: &random)
      let z = Double.random(in: x...y, using: &random)
      let exact = Sharp(Rational(z))
      #expect(Enclosure(.sin(Interval(x, y))).contains(Sharp.sin(exact).enclosure))
      #expect(Enclosure(.cos(Interval(x, y))).contains(Sharp.cos(exact).enclosure))
      #expect(Enclosure(.tan(Interval(x, y))).contains(Sharp.tan(exact).enclosure))
      let ranges = Interval.sin(Interval(x, y)).width
      if y - x < pi / 4 { #expect(ranges < 0.8) }
    }
    for x in [1e15, 1e22, 1e300] {
      let exact = Sharp(Rational(x))
      #expect(Enclosure(.sin(Interval(x))).contains(Sharp.sin(exact).enclosure))
      #expect(Enclosure(.tan(Interval(x))).contains(Sharp.tan(exact).enclosure))
    }
  }

  @Test func `edges of domains are cut, and what is outside is undefined`() {
    #expect(Interval.sqrt(Interval(-1, 4)) == Interval(0, 2))
    #expect(Interval.log(Interval(-1, 1)) == Interval(-.infinity, 0))
    #expect(Interval.acos(Interval(1, 2)) == Interval(0))
    #expect(Interval.asin(Interval(-9, 9)).contains(Interval(-1.57079, 1.57079)))
    for result in [
      Interval.sqrt(Interval(-2, -1)), .log(Interval(0)), .log(onePlus: Interval(-2, -1)),
      .asin(Interval(2, 3)), .power(Interval(-2, -1), Interval(0.5)), Interval(1) / Interval(0),
      .undefined + Interval(1), Interval(0) * .undefined, .power(.undefined, 2), Interval(2, 1),
    ] {
      #expect(!result.isDefined && !result.sign.isKnown && !result.contains(0.0))
    }
  }

  @Test func `division by what contains zero is unbounded on the sides it must be`() {
    #expect(Interval(1, 2) / Interval(-1, 1) == .line)
    #expect(Interval(-1, 2) / Interval(0, 1) == .line)
    #expect(Interval(1, 2) / Interval(0, 4) == Interval(0.25, .infinity))
    #expect(Interval(1, 2) / Interval(-4, 0) == Interval(-.infinity, -0.25))
    #expect(Interval(-2, -1) / Interval(0, 4) == Interval(-.infinity, -0.25))
    #expect(Interval(1, 2) / Interval(1, .infinity) == Interval(0, 2))
    #expect(Interval(0, .infinity) * Interval(0) == Interval(0))
    #expect(Interval.power(Interval(-2, 3), 2) == Interval(0, 9))
    #expect(Interval.power(Interval(-2, 3), -2) == Interval(1.0 / 9, .infinity))
    #expect(Interval.power(Interval(0, 1), Interval(-1, 1)) == Interval(0, .infinity))
  }

  @Test func `the sign is stated only where all points share it`() {
    #expect(
      Interval(1, 2).sign.isCertainly(.positive) && Interval(-2, -1).sign.isCertainly(.negative))
    #expect(Interval(0).sign.isCertainly(.zero) && Interval(-0.0).sign.isCertainly(.zero))
    #expect(!Interval(0, 1).sign.isKnown && !Interval(-1, 1).sign.isKnown)
  }

  @Test func `hull, intersection and middle`() {
    let (a, b) = (Interval(0, 2), Interval(1, 3))
    #expect(a.hull(b) == Interval(0, 3) && a.intersection(b) == Interval(1, 2))
    #expect(!a.intersects(Interval(3, 4)) && !a.intersection(Interval(3, 4)).isDefined)
    #expect(a.hull(.undefined) == a && a.width == 2 && b.midpoint == 2)
    #expect(Interval.line.midpoint == 0 && Interval(1, .infinity).midpoint.isFinite)
    #expect(Interval(Rational(Integer(10).power(400))).lower == .greatestFiniteMagnitude)
  }
}
