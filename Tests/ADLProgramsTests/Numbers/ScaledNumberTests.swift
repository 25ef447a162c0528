import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of the sizes of numbers that doubles do not express.
struct ScaledNumberTests {
  @Test func `a power of ten has its own exponent`() throws {
    for exponent in [-5000, -400, -325, 309, 400, 5000] {
      let power = Rational.power(Rational(10), exponent)
      for factor in [Rational(1), Rational(-1), Rational(7, 2), Rational(-99, 10)] {
        let scaled = try #require(ScaledNumber(factor * power))
        #expect(scaled.factor.contains(factor), "\(factor) * 10^\(exponent)")
        #expect(scaled.exponent == exponent)
        #expect(factor.sign.isCertainly(scaled.sign))
      }
    }
    #expect(ScaledNumber(Rational.zero) == nil)
  }

  @Test func `the interval of doubles contains the number`() throws {
    var random = SplitMix64(seed: 7)
    for _ in 0..<200 {
      let factor = Rational(Int.random(in: -999...999, using: &random), 7)
      let number = factor * Rational.power(Rational(10), Int.random(in: -400...400, using: &random))
      guard let scaled = ScaledNumber(number) else {
        #expect(number == .zero)
        continue
      }
      #expect(scaled.interval.contains(number), "\(factor)")
    }
  }

  @Test func `what doubles do not express lies between bounds near it`() throws {
    let tiny = Certified.exp(Certified(-2000))
    #expect(tiny.interval.contains(0) && tiny.isBounded)
    #expect(tiny.lowerBound.sign.isCertainly(.positive))
    #expect(tiny.middle >= tiny.lowerBound)
    // exp(-2000) = 10^-868.588…, and one more factor is needed to pass it.
    #expect(tiny.lowerBound < Rational.power(Rational(10), -868))
    #expect(tiny.lowerBound > Rational.power(Rational(10), -869))
    let huge = Certified.exp(Certified(2000))
    #expect(!huge.interval.isBounded && huge.isBounded)
    #expect(huge.lowerBound > Rational.power(Rational(10), 868))
    #expect(huge.scaled?.exponent == 868 && tiny.scaled?.exponent == -869)
    // A number that may be any has neither bounds nor a size.
    #expect(!Certified(Interval.line).isBounded && Certified(Interval.line).scaled == nil)
    #expect(Certified(1).scaled == nil && Certified(0).scaled == nil)
  }

  @Test func `two sizes differ where one number cannot have both`() throws {
    let powers = [399, 400, 401].map { ScaledNumber(Rational.power(Rational(10), $0)) }
    let scaled = try powers.map { try #require($0) }
    #expect(scaled[0].isKnownToDiffer(from: scaled[2]))
    #expect(!scaled[1].isKnownToDiffer(from: scaled[1]))
    let twice = try #require(ScaledNumber(Rational(2) * Rational.power(Rational(10), 400)))
    #expect(scaled[1].isKnownToDiffer(from: twice))
    let opposite = try #require(ScaledNumber(-Rational.power(Rational(10), 400)))
    #expect(scaled[1].isKnownToDiffer(from: opposite))
  }
}
