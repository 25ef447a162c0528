import ADLPrograms

extension NormalForm {
  /// The sign at almost all displacements near 0 of a form whose inputs are displacements from a
  /// point, where it is one: zero only for the form 0, and `nil` where the sign changes or no
  /// criterion here decides.
  ///
  /// Also where it is 0 on a set without interior, the form does not take the opposite sign near 0.
  /// The criteria, for polynomials in the `count` inputs: even powers with coefficients of one
  /// sign; a quadratic form without eigenvalues of both signs; a definite lowest part of degree 2.
  func germSign(_ count: Int) -> Sign? {
    guard isPolynomial(count) else { return nil }
    if let value = terms[.one] { return value.exactSign }
    if terms.isEmpty { return .zero }
    let signs = Set(terms.values.map(\.exactSign))
    let isEven = terms.keys.allSatisfy { $0.factors.allSatisfy { $0.exponent % 2 == 0 } }
    if signs.count == 1, isEven { return signs.first! }
    guard terms.keys.map(\.degree).min() == 2 else { return nil }
    let variables = Set(terms.keys.flatMap { $0.factors.map(\.atom) }).sorted()
    let form = QuadraticForm(terms.filter { $0.key.degree == 2 }, variables)
    let inertia = form.inertia
    guard inertia.positive == 0 || inertia.negative == 0 else { return nil }
    let isPure = terms.keys.allSatisfy { $0.degree == 2 }
    let isDefinite = inertia.positive + inertia.negative == variables.count
    guard isPure || isDefinite else { return nil }
    return inertia.positive > 0 ? .positive : .negative
  }
}

extension NormalForm {
  /// Returns the form that atom `atom` equals where this affine form, in which it has the given
  /// coefficient, is 0.
  func solved(for atom: Int, coefficient: Rational) -> NormalForm {
    let own = NormalForm([Monomial(factors: [.init(atom: atom, exponent: 1)]): coefficient], table)
    return (own - self) * NormalForm(constant: coefficient.reciprocal)
  }

  /// Returns the polynomial with `replacement` in the place of atom `atom`.
  func substituting(_ replacement: NormalForm, for atom: Int) -> NormalForm {
    terms.reduce(NormalForm(0)) { sum, term in
      var rest = term.key
      var exponent = 0
      if let position = rest.factors.firstIndex(where: { $0.atom == atom }) {
        exponent = rest.factors.remove(at: position).exponent
      }
      let cofactor = NormalForm([rest: term.value], table)
      return sum + cofactor * NormalForm.powerByProducts(replacement, exponent)
    }
  }

  /// Returns an affine form with the same sign at all displacements near 0, where that is seen: the
  /// linear part, if the polynomial is 0 wherever that is. Then it is the product of both, and of a
  /// factor that is 1 at 0.
  var straightened: NormalForm {
    let linear = NormalForm(terms.filter { $0.key.degree == 1 }, table)
    guard linear.terms.count < terms.count,
      let (pivot, coefficient) = linear.terms.min(by: {
        $0.key.factors[0].atom < $1.key.factors[0].atom
      })
    else { return self }
    let atom = pivot.factors[0].atom
    let rest = substituting(linear.solved(for: atom, coefficient: coefficient), for: atom)
    return rest.isZero ? linear : self
  }
}
