extension NormalForm {
  /// The maximum number of steps of a division.
  private static let divisionLimit = 512

  /// `true` iff the form is known to be a multiple of `divisor` by a polynomial in the atoms.
  package func isDivisible(by divisor: NormalForm) -> Bool { isCombination(of: [divisor]) }

  /// `true` iff the form is known to be a sum of multiples of `divisors` by polynomials in the
  /// atoms.
  package func isCombination(of divisors: [NormalForm]) -> Bool {
    remainder(by: divisors).map(\.terms.isEmpty) ?? false
  }

  /// What is left of the form once multiples of the divisors are taken off its greatest terms, up
  /// to one that no divisor takes off; `nil` where that is not known.
  package func remainder(by divisors: [NormalForm]) -> NormalForm? {
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
}
