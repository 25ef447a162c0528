import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of the duals: their derivatives against differences, and where a derivative does not move.
struct DualTests {
  @Test(arguments: SampledFunction.allCases)
  func `derivatives agree with central differences`(function: SampledFunction) {
    var random = SplitMix64(seed: 11)
    let step = 0x1p-17
    for _ in 0..<20 {
      let x = Double.random(in: function.samples, using: &random)
      let dual = function(Dual(Dual(x, derivative: 1), derivative: Dual(1, derivative: 0)))
      let (below, above) = (function(x - step), function(x + step))
      let scale = 1 + abs(dual.value.value) + abs(dual.derivative.derivative)
      #expect(dual.value.value == function(x))
      #expect(dual.value.derivative == dual.derivative.value)
      #expect(abs(dual.value.derivative - (above - below) / (2 * step)) <= 1e-7 * scale)

      let slope = { function(Dual($0, derivative: 1)).derivative }
      let second = (slope(x + step) - slope(x - step)) / (2 * step)
      #expect(abs(dual.derivative.derivative - second) <= 1e-6 * scale)
    }
  }

  @Test(arguments: SampledFunction.allCases.filter(\.isRational))
  func `derivatives over rationals are those over doubles, unrounded`(function: SampledFunction) {
    var random = SplitMix64(seed: 12)
    for _ in 0..<20 {
      let x = Double.random(in: function.samples, using: &random)
      let exact = function(Dual(Rational(x), derivative: .one)).derivative.double
      let rounded = function(Dual(x, derivative: 1)).derivative
      #expect(abs(exact - rounded) <= 1e-13 * (1 + abs(exact)))
    }
  }

  @Test func `what does not move has derivative zero, even at an infinite slope`() {
    let still = Dual(constant: 0.0)
    let moving = Dual(2.0, derivative: 1)
    #expect((Dual.sqrt(still) * moving).derivative == 0)
    #expect(Dual.sqrt(Dual(0.0, derivative: 1)).derivative == .infinity)
    #expect((Dual(constant: Double.infinity) / moving).derivative == -.infinity)
    #expect(Dual.power(Dual(0.0, derivative: 1), Dual(constant: 2.5)).derivative == 0)
    #expect((moving * Dual(constant: 0)).isZero)
  }

  @Test func `a derivative that is zero at the point alone still has a derivative`() {
    // t² at 0: the inner derivative is 0 and moves.
    let t = Dual(Dual(0.0, derivative: 1), derivative: Dual(1.0, derivative: 0))
    let result = Dual.exp(t * t)
    #expect(result.derivative.value == 0 && result.derivative.derivative == 2)
    #expect((t * t).sign.isCertainly(.zero) && !(t * t).isZero)
  }

  @Test func `the sign is that of the value`() {
    #expect(Dual(0.0, derivative: 1).sign.isCertainly(.zero))
    #expect(Dual(-1.0, derivative: 1).sign.isCertainly(.negative))
    #expect(!Dual(Double.nan, derivative: 1).sign.isKnown)
  }
}
