import ADLAnalysis
import ADLPrograms
import Testing

struct PolynomialLaws {
  /// The number of real roots by Sturm's theorem: an oracle that shares nothing with Descartes'
  /// rule but the arithmetic of polynomials.
  private func sturmCount(_ p: Polynomial) -> Int {
    var chain = [p, p.derivative]
    while let last = chain.last, !last.isConstant {
      let remainder = chain[chain.count - 2].quotientAndRemainder(dividingBy: last).1
      if remainder.isZero { break }
      chain.append(-remainder.primitivePart)
    }
    func variations(_ signs: [Sign]) -> Int {
      let kept = signs.filter { $0 != .zero }
      return zip(kept, kept.dropFirst()).count { $0 != $1 }
    }
    return variations(
      chain.map { $0.degree % 2 == 0 ? $0.signAtInfinity : $0.signAtInfinity.opposite })
      - variations(chain.map(\.signAtInfinity))
  }

  @Test(arguments: 0..<36)
  func `Descartes finds as many roots as Sturm counts, and each is a root`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var p = random.polynomial(Int.random(in: 1...5, using: &random))
    // Multiple and rational roots, and pairs that lie close together.
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      p = p * Polynomial([random.fraction(), .one])
    }
    if seed % 6 == 0 { p = p * p + Polynomial(constant: Rational(1, 1_000_000)) }
    if seed % 6 == 1 { p = p * p - Polynomial(constant: Rational(1, 1_000_000)) }
    guard p.degree > 0 else { return }
    let roots = try p.realRoots(Work())
    #expect(roots.count == sturmCount(p))
    for root in roots {
      #expect(root.sign(of: p) == .zero)
      #expect(root.sign(of: p + .one) == .positive)
      #expect(root.multiplicity(in: p) >= 1)
    }
    #expect(zip(roots, roots.dropFirst()).allSatisfy { $0 < $1 && $1 > $0 && $0 != $1 })
  }

  @Test(arguments: 0..<20) func `a square has its root, and beside it there is none`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let p = random.polynomial(Int.random(in: 1...6, using: &random))
    let root = p.leadingCoefficient < .zero ? -p : p
    #expect((p * p).squareRoot == root)
    #expect((p * p + Polynomial(constant: Rational(1, 7))).squareRoot == nil || p.isConstant)
    #expect((p * p).scaled(by: Rational(2)).squareRoot == nil || p.isZero)
    #expect((p * Polynomial.x * Polynomial.x * p * .x).squareRoot == nil || p.isZero)
  }

  @Test(arguments: 0..<30)
  func `rational roots are found as rationals, with their multiplicity`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var expected: [Rational: Int] = [:]
    var p = Polynomial(constant: random.fraction() + Rational(20))
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let root = random.fraction(40)
      expected[root, default: 0] += 1
      p = p * Polynomial([-root, .one])
    }
    p = p * Polynomial([Rational(2), .zero, .one])
    let roots = try p.realRoots(Work())
    #expect(roots.compactMap(\.rational) == expected.keys.sorted())
    #expect(roots.count == expected.count)
    for root in roots { #expect(root.multiplicity(in: p) == expected[root.rational!]) }
  }

  @Test func `irrational roots compare exactly and have their doubles`() throws {
    let two = try Polynomial([Rational(-2), .zero, .one]).realRoots(Work())
    let eight = try Polynomial([Rational(-8), .zero, .one]).realRoots(Work())
    let fourth = try Polynomial([Rational(-4), .zero, .zero, .zero, .one]).realRoots(Work())
    #expect(two.map(\.double) == [-2.0.squareRoot(), 2.0.squareRoot()])
    #expect(eight[1].double == 8.0.squareRoot())
    #expect(two[1] == fourth[1] && two[1] != eight[1] && two[1] < eight[1])
    #expect(two[1].sign(of: Polynomial([.zero, Rational(-2), .zero, .one])) == .zero)
    // x² - 2 - 10⁻⁴⁰ has a root that no double tells from √2.
    let tiny = Rational(decimal: "1e-40")!
    let near = try Polynomial([Rational(-2) - tiny, .zero, .one]).realRoots(Work())
    #expect(two[1] < near[1] && near[1].double == 2.0.squareRoot())
  }

  @Test(arguments: 0..<40)
  func `the greatest common divisor divides both and holds the common factor`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let (a, b) = (random.polynomial(4), random.polynomial(3))
    let common = random.polynomial(Int(seed % 4))
    guard !a.isZero, !b.isZero, !common.isZero else { return }
    let divisor = Polynomial.greatestCommonDivisor(a * common, b * common)
    #expect((a * common).quotientAndRemainder(dividingBy: divisor).1.isZero)
    #expect((b * common).quotientAndRemainder(dividingBy: divisor).1.isZero)
    #expect(divisor.quotientAndRemainder(dividingBy: common).1.isZero)
    let quotient = RationalFunction(a * common, b * common)!
    #expect(quotient == RationalFunction(a, b)!)
  }

  @Test func `many roots of a high degree stay quick`() throws {
    var p = Polynomial.one
    for i in 1...16 { p = p * Polynomial([Rational(-i), .one]) }
    #expect(try p.realRoots(Work()).map(\.rational) == (1...16).map { Rational($0) })
    // Chebyshev's polynomial of degree 24: 24 irrational roots in (-1, 1).
    var (t0, t1) = (Polynomial.one, Polynomial.x)
    for _ in 1..<24 { (t0, t1) = (t1, Polynomial([.zero, Rational(2)]) * t1 - t0) }
    let roots = try t1.realRoots(Work())
    #expect(roots.count == 24 && roots.allSatisfy { $0.double.magnitude < 1 })
  }

  @Test func `a spent budget and an interruption stop the isolation`() {
    var p = Polynomial.one
    for i in 1...12 { p = p * Polynomial([Rational(-2 * i * i - 1), .zero, .one]) }
    #expect(throws: Stop.exhausted) { try p.realRoots(Work(Budget(steps: 3))) }
    #expect(throws: Stop.interrupted) { try p.realRoots(Work(cancellation: Cancellation { true })) }
  }
}
