import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of the certified numbers: exact as long as they can be, and never wrong about a sign.
struct CertifiedTests {
  @Test(arguments: SampledFunction.allCases)
  func `a certified number is the exact one, or encloses it`(function: SampledFunction) {
    var random = SplitMix64(seed: 41)
    for _ in 0..<60 {
      let x = Rational(Double.random(in: function.samples, using: &random))
      let certified = function(Certified(x))
      let value = function(x.double)
      if function.isRational { #expect(certified == .exact(function(x))) }
      #expect(abs(certified.double - value) <= 1e-14 * (1 + abs(value)))
      if case .known(let sign) = certified.sign, abs(value) > 1e-12 {
        #expect(value.sign.isCertainly(sign))
      }
    }
  }

  @Test func `values that are rational stay exact`() {
    let quarter = Certified(Rational(1, 4))
    #expect(Certified.exp(Certified(0)) == Certified(1))
    #expect(Certified.log(Certified(1)) == Certified(0))
    #expect(Certified.sqrt(quarter) == Certified(Rational(1, 2)))
    #expect(Certified.power(quarter, Certified(Rational(-3, 2))) == Certified(8))
    #expect(Certified.power(quarter, -2) == Certified(16))
    #expect(Certified.erf(quarter - quarter) == Certified(0))
    #expect(!Certified.sqrt(Certified(2)).isExact && Certified.sqrt(Certified(2)).isDefined)
    #expect((Certified.sqrt(Certified(2)) * Certified(0)).isZero)
    #expect((Certified(0) / Certified.exp(Certified(1))).isZero)
  }

  @Test func `a tie is a tie, and an open sign stays open`() {
    let tenth = Certified(Literal(double: 0.1, exact: Rational(1, 10)))
    let sum = tenth + tenth + tenth - Certified(Rational(3, 10))
    #expect(sum.sign.isCertainly(.zero))
    let two = Certified(2)
    #expect((Certified.power(.sqrt(two), 2) - two).sign.isCertainly(.zero))
    #expect(!(Certified(Certified.sqrt(two).interval) - .sqrt(two)).sign.isKnown)
    #expect((Certified.sqrt(two) - Certified(Rational(7, 5))).sign.isCertainly(.positive))
    #expect(!(Certified(1) / Certified(0)).sign.isKnown && !(Certified(1) / Certified(0)).isDefined)
  }

  @Test func `a literal keeps an enclosure where it names no rational`() {
    #expect(Certified(Literal(double: .pi, exact: nil)).interval.width <= 2 * Double.pi.ulp)
    #expect(Certified(Literal(0.1)) == .exact(Rational(0.1)))
    let infinity = Certified(Literal(.infinity))
    #expect(infinity.sign.isCertainly(.positive) && !infinity.isExact)
    #expect(!Certified(Literal(.nan)).isDefined)
  }

  @Test func `folding keeps a sound enclosure, whatever doubles lost`() {
    let builder = ProgramBuilder(inputs: 0)
    let large = builder.literal(Literal(1e17))
    for literal in [Literal(1), Literal(double: .pi, exact: nil)] {
      let sum = builder.apply(.addition, [large, builder.literal(literal)], anchor: .none)
      let rest = builder.apply(.subtraction, [sum, large], anchor: .none)
      let folded = builder.literal(of: rest)
      #expect(folded?.double == 0 && folded?.exact == literal.exact)
      #expect(folded?.number.interval.contains(literal.double) == true)
    }
  }

  @Test func `numbers that grow too long degrade to enclosures`() {
    var x = Certified(Rational(3, 2))
    var exact = Rational(3, 2)
    while x.isExact {
      x = x * x
      exact = exact * exact
    }
    #expect(x.interval.contains(exact) && x.sign.isCertainly(.positive))
    #expect(exact.bitWidth > Certified.bitLimit && exact.bitWidth < 3 * Certified.bitLimit)
    #expect(Certified.power(Certified(3), 1 << 30).sign.isCertainly(.positive))
  }

  @Test func `series and duals over certified numbers decide what rationals cannot`() {
    // exp(t) - 1 - t at 0 is t²/2 + …: exact, so that the sign needs no enclosure.
    let t = Series(at: Certified(0), along: Certified(1), order: 3)
    let bend = Series.exp(t) - Series(1) - t
    #expect(
      bend.valuation == 2 && bend.sign.isCertainly(.positive) && bend[2] == .exact(Rational(1, 2)))
    // exp(1 + t) - e begins with what only its closed form shows to be 0.
    let e = Series(constant: Certified.exp(Certified(1)))
    #expect((Series.exp(Series(1) + t) - e).sign.isCertainly(.positive))
    // A number that may be any in an interval shows nothing.
    let unknown = Series(constant: Certified(Certified.exp(Certified(1)).interval))
    #expect(!(Series.exp(Series(1) + t) - unknown).sign.isKnown)
    #expect((Series.exp(Series(1) + t) - Series(2)).sign.isCertainly(.positive))
    let dual = Dual.sqrt(Dual(Certified(Rational(4, 9)), derivative: Certified(1)))
    #expect(dual.value == .exact(Rational(2, 3)) && dual.derivative == .exact(Rational(3, 4)))
    let erf = Dual.erf(Dual(Certified(0), derivative: Certified(1)))
    #expect(erf.value.isZero && erf.derivative.interval.contains(1.1283791670955126))
  }
}
