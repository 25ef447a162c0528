extension NormalForm {
  /// Affine functions of `count` inputs whose product the form is, each as its coefficients with
  /// the constant last; `nil` where only a general factorisation could tell.
  ///
  /// What is found is an affine form times a monomial, as `a * x[1] + 2 * a`.
  package func affineFactors(_ count: Int) -> [[Rational]]? {
    if let row = affine(count) { return [row] }
    guard isPolynomial(count), let first = terms.keys.first else { return nil }
    var content = first.factors
    for monomial in terms.keys {
      content = content.compactMap { factor in
        guard let own = monomial.factors.first(where: { $0.atom == factor.atom }) else {
          return nil
        }
        return .init(atom: factor.atom, exponent: min(factor.exponent, own.exponent))
      }
    }
    guard !content.isEmpty, content.allSatisfy({ (0..<count).contains($0.atom) && $0.exponent > 0 })
    else { return nil }
    var rest: Terms = [:]
    for (monomial, coefficient) in terms {
      let factors = monomial.factors.compactMap { factor -> Monomial.Factor? in
        let taken = content.first { $0.atom == factor.atom }?.exponent ?? 0
        return factor.exponent == taken
          ? nil : .init(atom: factor.atom, exponent: factor.exponent - taken)
      }
      rest[Monomial(factors: factors)] = coefficient
    }
    guard let row = NormalForm(rest, table).affine(count) else { return nil }
    let inputs = content.flatMap { factor in
      let unit = (0...count).map { Rational($0 == factor.atom ? 1 : 0) }
      return [[Rational]](repeating: unit, count: factor.exponent)
    }
    return inputs + [row]
  }
}
