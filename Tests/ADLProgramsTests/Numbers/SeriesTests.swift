import ADLTestSupport
import Testing

@testable import ADLPrograms

/// Laws of the truncated power series: their coefficients against derivatives and known expansions.
struct SeriesTests {
  private static let t = Series(at: Rational.zero, along: .one, order: 7)

  private static func random(
    _ random: inout SplitMix64, order: Int, valuation: Int = 0
  ) -> Series<Rational> {
    Series(
      (0...order).map { power in
        power < valuation
          ? .zero
          : Rational(Int.random(in: 1...50, using: &random), Int.random(in: 1...9, using: &random))
      })
  }

  @Test(arguments: SampledFunction.allCases)
  func `coefficients agree with repeated duals`(function: SampledFunction) {
    typealias Third = Dual<Dual<Dual<Double>>>
    var random = SplitMix64(seed: 21)
    for _ in 0..<20 {
      let x = Double.random(in: function.samples, using: &random)
      let first = Dual(x, derivative: 1)
      let second = Dual(first, derivative: Dual(1, derivative: 0))
      let zero = Dual(constant: 0.0)
      let third = function(
        Third(second, derivative: Dual(Dual(1, derivative: 0), derivative: zero)))
      let expected = [
        third.value.value.value, third.value.value.derivative,
        third.value.derivative.derivative / 2, third.derivative.derivative.derivative / 6,
      ]
      let series = function(Series(at: x, along: 1, order: 3))
      #expect(series.order == 3)
      for (power, coefficient) in expected.enumerated() {
        #expect(abs(series[power] - coefficient) <= 1e-11 * (1 + abs(coefficient)))
      }
      // A direction d scales the coefficient of t^k by d^k.
      let backward = function(Series(at: x, along: -2, order: 3))
      for power in 0...3 {
        let scaled = series[power] * Double.power(-2, power)
        #expect(abs(backward[power] - scaled) <= 1e-12 * (1 + abs(scaled)))
      }
      #expect(function(Series(constant: x)) == Series(constant: function(x)))
    }
  }

  @Test func `expansions at zero are the known ones`() {
    let t = Self.t
    let one = Series<Rational>(1)
    let factorials = [1, 1, 2, 6, 24, 120, 720, 5040].map { Rational($0) }
    let expansions: [(Series<Rational>, (Int) -> Rational)] = [
      (.exp(t), { .one / factorials[$0] }),
      (.expMinusOne(t), { $0 == 0 ? .zero : .one / factorials[$0] }),
      (.log(onePlus: t), { $0 == 0 ? .zero : Rational($0 & 1 == 1 ? 1 : -1, $0) }),
      (.log(one - t), { $0 == 0 ? .zero : Rational(-1, $0) }),
      (one / (one - t), { _ in .one }),
      (.power(one - t, -2), { Rational($0 + 1) }),
      (
        .sqrt(one - Series(4) * t), { [1, -2, -2, -4, -10, -28, -84, -264].map(Rational.init)[$0] }
      ),
      (.sin(t), { $0 & 1 == 0 ? .zero : Rational($0 & 2 == 0 ? 1 : -1) / factorials[$0] }),
      (.cos(t), { $0 & 1 == 1 ? .zero : Rational($0 & 2 == 0 ? 1 : -1) / factorials[$0] }),
      (.sinh(t), { $0 & 1 == 0 ? .zero : .one / factorials[$0] }),
      (.cosh(t), { $0 & 1 == 1 ? .zero : .one / factorials[$0] }),
      (.atan(t), { $0 & 1 == 0 ? .zero : Rational($0 & 2 == 0 ? 1 : -1, $0) }),
      (.tan(t), { [0, 1, 0, Rational(1, 3).double, 0, 2.0 / 15, 0, 17.0 / 315].map(near)[$0] }),
      (.tanh(t), { [0, 1, 0, -1.0 / 3, 0, 2.0 / 15, 0, -17.0 / 315].map(near)[$0] }),
      (.asin(t), { [0, 1, 0, 1.0 / 6, 0, 3.0 / 40, 0, 5.0 / 112].map(near)[$0] }),
    ]
    for (series, expected) in expansions {
      #expect(series.coefficients == (0...7).map(expected))
    }
    let erf = Series.erf(Series(at: 0.0, along: 1, order: 5))
    for (coefficient, factor) in zip(erf.coefficients, [0, 1, 0, -1.0 / 3, 0, 0.1]) {
      #expect(abs(coefficient - factor * 1.128379167095512574) < 1e-15)
    }
  }

  /// Returns the fraction with denominator 5040 nearest to `double`.
  private func near(_ double: Double) -> Rational {
    Rational(Int((double * 5040).rounded()), 5040)
  }

  @Test func `rational series are a field up to their order`() {
    var random = SplitMix64(seed: 22)
    for _ in 0..<50 {
      let a = Self.random(&random, order: 6)
      let b = Self.random(&random, order: 6)
      let c = Self.random(&random, order: 6)
      #expect(a / b * b == a)
      #expect(a * (b + c) == a * b + a * c)
      #expect((a - b) + b == a)
      #expect(Series.power(a, 5) == a * a * a * a * a)
      #expect(Series.power(a, -2) * a * a == Series(coefficients(1, order: 6)))
      #expect(Series.sqrt(a * a) == a)
      #expect(
        Series.power(a * a, Series(constant: Rational(3, 2))) == a * a * a)
      #expect((a * b).derivative == truncated(a.derivative * b + a * b.derivative, order: 5))
    }
  }

  @Test func `common powers of t cancel, and cost that many orders`() {
    var random = SplitMix64(seed: 23)
    for _ in 0..<20 {
      let a = Self.random(&random, order: 6, valuation: 2)
      let b = Self.random(&random, order: 6, valuation: 2)
      #expect((a / b).order == 4)
      #expect(a / b * truncated(b, order: 4) == truncated(a, order: 4))
      #expect(Series.sqrt(a * a) == truncated(a, order: 4))
      #expect(
        Series.power(a * a, Series(constant: Rational(1, 2))).coefficients.prefix(4)
          == a.coefficients.prefix(4))
    }
    // |t| from both sides: the root of (-t)² for small positive t is t.
    let root = Series.sqrt(Series.power(-Self.t, 2))
    #expect(root.sign.isCertainly(.positive) && root[1] == .one)
  }

  @Test func `what has no power series is not a number, with its sign where that is known`() {
    let t = Series(at: 0.0, along: 1, order: 3)
    #expect((Series(1) / t).constantTerm == .infinity)
    #expect((Series(1) / -t).constantTerm == -.infinity)
    #expect(Series.sqrt(t).sign.isCertainly(.positive) && Series.sqrt(t)[1] == .infinity)
    #expect(Series.power(t, Series(constant: 1.5)).coefficients.prefix(3) == [0, 0, .infinity])
    let unknown = (t * t * t * t) / (t * t * t * t)
    #expect(unknown.order == -1 && !unknown.sign.isKnown)
    #expect((unknown + Series(1)).order == -1)
    #expect(!(Series(constant: Rational.one) / Self.t).sign.isKnown)
  }

  @Test func `constants do not limit the order, and zeros beyond the order stay open`() {
    let t = Self.t
    #expect((t + Series(1)).order == 7 && (Series(3) * t / Series(2)).order == 7)
    #expect(Series<Rational>(2).order == nil && (Series<Rational>(2) * Series(3)).order == nil)
    #expect(Series<Rational>(0).isZero && (t - t).sign.isCertainly(.zero) && !(t - t).isZero)
    #expect((t - t).valuation == nil && (t * t).valuation == 2)
    #expect((t * t - t).sign.isCertainly(.negative) && (-t * t).sign.isCertainly(.negative))
    #expect(Series.power(t, 0) == Series(1))
  }

  @Test func `comparison is that of the germs, infinities included`() {
    let t = Self.t
    #expect(
      Series.order(t * t, t).isCertainly(.negative)
        && Series.order(Series(1) + t, Series(1)).isCertainly(.positive))
    #expect(Series.order(t, t + t - t).isCertainly(.zero))
    let infinite = Series(constant: Double.infinity)
    #expect(Series.order(infinite, infinite).isCertainly(.zero))
    #expect(!Series.order(.notANumber, infinite).isKnown)
    let dual = Dual(Double.infinity, derivative: 1)
    #expect(
      Dual.order(dual, dual).isCertainly(.zero) && Dual.order(dual, Dual(2)).isCertainly(.positive))
  }

  private func coefficients(_ constantTerm: Int, order: Int) -> [Rational] {
    [Rational(constantTerm)] + Array(repeating: .zero, count: order)
  }

  private func truncated(_ series: Series<Rational>, order: Int) -> Series<Rational> {
    Series(Array(series.coefficients.prefix(order + 1)))
  }
}
