import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Signs and enclosures of numbers that know how they are made.
struct ConstructionTests {
  private let one = Certified(1)

  private func decimal(_ text: String) -> Certified { Certified(Rational(decimal: text)!) }

  @Test(arguments: SampledFunction.allCases)
  func `a number's sign and interval are those of 200 digits`(function: SampledFunction) {
    var random = SplitMix64(seed: 61)
    for _ in 0..<40 {
      let x = Rational(Double.random(in: function.samples, using: &random))
      let value = function(Sharp(x)).enclosure
      let number = function(Certified(x))
      #expect(Enclosure(number.interval).contains(value))
      // What is left once all that doubles see is taken off.
      let rest = number - Certified(Rational(number.double))
      let sign = Enclosure.apply(
        .subtraction, value, Enclosure(Rational(number.double), bits: 200), bits: 200
      ).sign
      if case .known(let sign) = sign { #expect(rest.sign.isCertainly(sign), "at \(x)") }
    }
  }

  @Test(arguments: ["1e-20", "1e-100", "1e-300", "-1e-1000"])
  func `a difference that doubles lose has its sign`(text: String) {
    let small = decimal(text)
    let sign: Sign = text.hasPrefix("-") ? .negative : .positive
    for number in [
      Certified.exp(decimal("1/2")) + small - .exp(decimal("1/2")),
      .log(one + small), .exp(small) - one, .sqrt(one + small) - one, .sin(.exp(one)) * small,
      (.exp(small) - one) / (.exp(one) + small),
    ] {
      #expect(number.sign.isCertainly(sign))
    }
    #expect(Certified.order(.exp(decimal("100")) + small, .exp(decimal("100"))).isCertainly(sign))
  }

  @Test func `one number in two spellings is one where normal forms show it, and open elsewhere`() {
    let two = Certified(2)
    for number in [
      Certified.power(.sqrt(two), 2) - two, .exp(.log(two)) - two,
      .sin(Literal.pi.number), one + decimal("1e-2000") * .exp(one) - one,
      .exp(one) + decimal("1e-2000") - .exp(one),
    ] where !number.isExact {
      #expect(!number.sign.isKnown || number.interval.contains(0) == false)
    }
    // What normal forms know is decided, at any size; what they do not, is not.
    #expect((Certified.power(.sqrt(two), 2) - two).sign.isCertainly(.zero))
    #expect((Certified.exp(one) + decimal("1e-2000") - .exp(one)).sign.isCertainly(.positive))
    #expect(Certified.sin(Literal.pi.number).sign.isCertainly(.zero))
    let third = Certified(Rational(1, 3))
    let double = Certified.sin(two * third) - two * .sin(third) * .cos(third)
    #expect(!double.sign.isKnown)
  }

  @Test func `where cancellation leaves little, the interval stays narrow`() {
    for number in [
      Certified.log(one + .exp(decimal("-40"))), .exp(decimal("1e-25")) - one,
      one / (.cosh(decimal("1e-12")) - one), .sqrt(.exp(decimal("1e-30")) - one),
    ] {
      #expect(number.interval.width <= 0x1p-40 * number.interval.lower)
    }
    // 2/(1 + √(1 + x)) and (√(1 + x) - 1) 2/x, at 10^-30.
    let x = decimal("1e-30")
    let root = Certified.sqrt(one + x)
    let difference = Certified(2) * (root - one) / x - Certified(2) / (one + root)
    #expect(difference.interval.width < 1e-30 && difference.interval.contains(0))
  }

  @Test func `a root of what is a little negative does not exist`() {
    #expect(!Certified.sqrt(.exp(decimal("1e-25")) - one - decimal("2e-25")).isDefined)
    #expect(!Certified.log(.exp(decimal("-1e-25")) - one).isDefined)
  }

  @Test func `a long chain of operations is taken apart without harm`() {
    var x = Certified.exp(one)
    for _ in 0..<20_000 { x = x + one }
    #expect(x.construction == nil && x.sign.isCertainly(.positive))
    #expect(abs(x.double - 20_002.718281828459) < 1e-9)
    // Twice as many paths with each step, and one number at each.
    var sum = Certified.exp(one)
    for _ in 0..<400 { sum = sum + sum - sum / Certified(2) }
    #expect(sum.sign.isCertainly(.positive))
  }

  @Test func `what is made alike is equal`() {
    #expect(Literal.e.number == Certified.exp(one) && Literal.pi == Literal.pi)
    #expect(Literal.e.number.hashValue == Certified.exp(one).hashValue)
    #expect(Certified.exp(one) + decimal("1e-30") != .exp(one))
    #expect(Literal.twoOverRootPi.number.interval.contains(Literal.twoOverRootPi.double))
  }
}
