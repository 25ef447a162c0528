import ADLPrograms

extension Polynomial {
  /// The polynomial whose square this is, with a positive leading coefficient; `nil` where there is
  /// none with rational coefficients.
  /// - Complexity: O(degree^2) operations on the coefficients.
  public var squareRoot: Polynomial? {
    if isZero { return .zero }
    guard degree % 2 == 0 else { return nil }
    let leading = Rational.sqrt(leadingCoefficient)
    guard leading.isDefined, leading != .zero else { return nil }
    // The coefficients of the root from the highest: that of x^(2m-k) in its square is
    // 2 s_m s_(m-k) and products of those known by then.
    let m = degree / 2
    var root = [Rational](repeating: .zero, count: m + 1)
    root[m] = leading
    let inverse = (leading * Rational(2)).reciprocal
    for k in stride(from: 1, through: m, by: 1) {
      var rest = coefficients[2 * m - k]
      for j in stride(from: 1, to: k, by: 1) { rest = rest - root[m - j] * root[m - k + j] }
      root[m - k] = rest * inverse
    }
    let candidate = Polynomial(root)
    return candidate * candidate == self ? candidate : nil
  }
}

extension RationalFunction {
  /// A function whose square this is; `nil` where no rational one is known.
  var squareRoot: RationalFunction? {
    // √(n/d) = √(n d) / d, up to its sign.
    (numerator * denominator).squareRoot.flatMap { RationalFunction($0, denominator) }
  }
}
