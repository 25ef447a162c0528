import ADLPrograms

extension NormalForm {
  /// The maximum number of steps of a division.
  private static let divisionLimit = 512

  /// `true` iff the form is known to be a multiple of `divisor` by a polynomial in the atoms.
  func isDivisible(by divisor: NormalForm) -> Bool { isCombination(of: [divisor]) }

  /// `true` iff the form is known to be a sum of multiples of `divisors` by polynomials in the
  /// atoms.
  func isCombination(of divisors: [NormalForm]) -> Bool {
    remainder(by: divisors).map(\.terms.isEmpty) ?? false
  }

  /// What is left of the form once multiples of the divisors are taken off its greatest terms, up
  /// to one that no divisor takes off; `nil` where that is not known.
  func remainder(by divisors: [NormalForm]) -> NormalForm? {
    guard isKnown else { return nil }
    let leading = divisors.compactMap { divisor in
      divisor.isKnown ? divisor.leadingTerm.map { (divisor, $0) } : nil
    }
    var rest = self
    for _ in 0..<Self.divisionLimit {
      guard let first = rest.leadingTerm else { return rest }
      var step: NormalForm?
      for (divisor, term) in leading where step == nil {
        guard let quotient = first.key.quotient(by: term.key) else { continue }
        let factor = NormalForm([quotient: first.value / term.value], table ?? divisor.table)
        step = factor * divisor
      }
      guard let step else { return rest }
      rest = rest - step
      guard rest.isKnown else { return nil }
    }
    return nil
  }

  /// The greatest term in the lexicographic order of exponents.
  private var leadingTerm: (key: Monomial, value: Rational)? {
    terms.max { $0.key.isLess(than: $1.key) }.map { ($0.key, $0.value) }
  }
}

extension NormalForm.Monomial {
  /// The exponents by atom, 0 left out.
  private var exponents: [Int: Int] {
    Dictionary(uniqueKeysWithValues: factors.map { ($0.atom, $0.exponent) })
  }

  /// The lexicographic order: at the first atom in which the exponents differ.
  fileprivate func isLess(than other: Self) -> Bool {
    var (i, j) = (factors[...], other.factors[...])
    while let a = i.first, let b = j.first, a == b {
      i = i.dropFirst()
      j = j.dropFirst()
    }
    guard let b = j.first else { return false }
    guard let a = i.first else { return true }
    return a.atom == b.atom ? a.exponent < b.exponent : a.atom > b.atom
  }

  /// The quotient, where `other` divides this monomial.
  fileprivate func quotient(by other: Self) -> Self? {
    var rest = exponents
    for factor in other.factors {
      let exponent = (rest[factor.atom] ?? 0) - factor.exponent
      if exponent < 0 { return nil }
      rest[factor.atom] = exponent == 0 ? nil : exponent
    }
    return Self(
      factors: rest.sorted { $0.key < $1.key }.map { Factor(atom: $0.key, exponent: $0.value) })
  }
}
