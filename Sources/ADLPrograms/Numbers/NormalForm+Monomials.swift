extension NormalForm {
  /// A product of atoms with their exponents, by increasing atom.
  package struct Monomial: Hashable, Sendable {
    /// The inputs and the atoms that are functions, each to a positive power.
    package var factors: [Factor]

    /// What has other exponents, by increasing number of the base; no exponent is 0.
    package var powers: [BasePower]

    package struct Factor: Hashable, Sendable {
      package var atom: Int
      package var exponent: Int

      package init(atom: Int, exponent: Int) {
        self.atom = atom
        self.exponent = exponent
      }
    }

    /// A base to a rational power.
    package struct BasePower: Hashable, Sendable {
      let base: PowerBase
      var exponent: Rational

      /// `true` iff the power is not to be multiplied out. A form has exponents below 1, and a
      /// cosine below 2: then its square is 1 - sin².
      var isReduced: Bool {
        switch base.kind {
        case .exponential: true
        case .form: exponent < .one
        case .cosine: exponent < Rational(2)
        }
      }
    }

    package init(factors: [Factor], powers: [BasePower] = []) {
      self.factors = factors
      self.powers = powers
    }

    init(atom: Int) { self.init(factors: [Factor(atom: atom, exponent: 1)]) }

    package static let one = Monomial(factors: [])

    /// The atom that the monomial is, if it is one.
    var atom: Int? {
      powers.isEmpty && factors.count == 1 && factors[0].exponent == 1 ? factors[0].atom : nil
    }

    package var degree: Int { factors.reduce(0) { $0 + $1.exponent } }

    var isReduced: Bool { powers.allSatisfy(\.isReduced) }

    static func * (a: Monomial, b: Monomial) -> Monomial {
      let factors = merge(
        a.factors, b.factors, \.atom, { Factor(atom: $0.atom, exponent: $0.exponent + $1.exponent) }
      )
      if a.powers.isEmpty && b.powers.isEmpty { return Monomial(factors: factors) }
      let powers = merge(
        a.powers, b.powers, \.base.number,
        { BasePower(base: $0.base, exponent: $0.exponent + $1.exponent) })
      return Monomial(factors: factors, powers: powers.filter { $0.exponent != .zero })
    }

    /// The list of what is in either, by increasing number, where what is in both is joined.
    private static func merge<T>(
      _ a: [T], _ b: [T], _ number: (T) -> Int, _ join: (T, T) -> T
    ) -> [T] {
      if a.isEmpty || b.isEmpty { return a.isEmpty ? b : a }
      var (i, j) = (0, 0)
      var merged: [T] = []
      while i < a.count || j < b.count {
        if j == b.count || (i < a.count && number(a[i]) < number(b[j])) {
          merged.append(a[i])
          i += 1
        } else if i == a.count || number(b[j]) < number(a[i]) {
          merged.append(b[j])
          j += 1
        } else {
          merged.append(join(a[i], b[j]))
          i += 1
          j += 1
        }
      }
      return merged
    }

    /// The monomial to a power above 0; `nil` where an exponent would be too large.
    func power(_ n: Int) -> Monomial? {
      var result = self
      for i in factors.indices {
        let (exponent, overflows) = factors[i].exponent.multipliedReportingOverflow(by: n)
        if overflows { return nil }
        result.factors[i].exponent = exponent
      }
      for i in powers.indices { result.powers[i].exponent = powers[i].exponent * Rational(n) }
      return n == 0 ? .one : result
    }

    /// The lexicographic order of exponents: at the first atom in which they differ. Multiplying
    /// both monomials by one leaves it.
    func isLess(than other: Monomial) -> Bool {
      if factors != other.factors {
        return Self.isLess(
          factors.map { ($0.atom, $0.exponent) }, other.factors.map { ($0.atom, $0.exponent) }, 0)
      }
      return Self.isLess(
        powers.map { ($0.base.number, $0.exponent) },
        other.powers.map { ($0.base.number, $0.exponent) }, .zero)
    }

    private static func isLess<E: Comparable>(_ a: [(Int, E)], _ b: [(Int, E)], _ zero: E) -> Bool {
      var (a, b) = (a[...], b[...])
      while let x = a.first, let y = b.first, x == y {
        a = a.dropFirst()
        b = b.dropFirst()
      }
      guard let x = a.first else { return b.first.map { $0.1 > zero } ?? false }
      guard let y = b.first else { return x.1 < zero }
      if x.0 == y.0 { return x.1 < y.1 }
      return x.0 < y.0 ? x.1 < zero : y.1 > zero
    }

    /// The quotient, where `other` divides this monomial.
    func quotient(by other: Monomial) -> Monomial? {
      var exponents = Dictionary(uniqueKeysWithValues: factors.map { ($0.atom, $0.exponent) })
      for factor in other.factors {
        let exponent = (exponents[factor.atom] ?? 0) - factor.exponent
        if exponent < 0 { return nil }
        exponents[factor.atom] = exponent == 0 ? nil : exponent
      }
      let inverse = Monomial(
        factors: [],
        powers: other.powers.map { BasePower(base: $0.base, exponent: -$0.exponent) })
      let rest = Monomial(factors: [], powers: powers) * inverse
      let isPolynomial = rest.powers.allSatisfy { power in
        power.base.isExponential || power.exponent > .zero
          || powers.contains { $0.base == power.base && $0.exponent < .zero }
      }
      guard isPolynomial, rest.isReduced else { return nil }
      let own = exponents.sorted { $0.key < $1.key }
      return Monomial(
        factors: own.map { Factor(atom: $0.key, exponent: $0.value) }, powers: rest.powers)
    }
  }
}

/// What has rational exponents in a monomial.
package final class PowerBase: Sendable {
  package enum Kind: Hashable, Sendable {
    /// The exponential of a monomial.
    case exponential(NormalForm.Monomial)

    /// A form; where an exponent is no integer, it is positive, or 0 where the power exists.
    case form(NormalForm.Terms)

    /// The cosine of a form, to an integer power.
    case cosine(NormalForm.Terms)
  }

  let kind: Kind

  /// The number among the atoms: negative where it is made of rationals alone.
  let number: Int

  init(_ kind: Kind, number: Int) {
    self.kind = kind
    self.number = number
  }

  var isExponential: Bool {
    if case .exponential = kind { true } else { false }
  }
}

extension PowerBase: Hashable {
  package static func == (a: PowerBase, b: PowerBase) -> Bool { a.number == b.number }
  package func hash(into hasher: inout Hasher) { hasher.combine(number) }
}
