import ADLPrograms

/// A polynomial with rational coefficients in a few variables, by the exponents of each term.
struct LocalPolynomial: Hashable {
  /// The coefficients, none of which is 0, by exponents, one for each variable.
  private(set) var terms: [[Int]: Rational]
  let count: Int

  /// Creates the polynomial in `count` variables with the given terms.
  init(_ terms: [[Int]: Rational], count: Int) {
    self.terms = terms.filter { !$0.value.isZero }
    self.count = count
  }

  /// Creates a constant.
  init(constant: Rational, count: Int) {
    self.init([[Int](repeating: 0, count: count): constant], count: count)
  }

  /// Creates the variable numbered `index`.
  init(variable index: Int, count: Int) {
    self.init([(0..<count).map { $0 == index ? 1 : 0 }: .one], count: count)
  }

  var isZero: Bool { terms.isEmpty }
  var isConstant: Bool { terms.keys.allSatisfy { $0.allSatisfy { $0 == 0 } } }
  var constantTerm: Rational { terms[[Int](repeating: 0, count: count)] ?? .zero }

  /// The least degree of a term; 0 for the polynomial 0.
  var order: Int { terms.keys.map { $0.reduce(0, +) }.min() ?? 0 }

  /// The greatest degree of a term.
  var degree: Int { terms.keys.map { $0.reduce(0, +) }.max() ?? 0 }

  /// The sum of the terms of least degree.
  var lowestPart: LocalPolynomial {
    let order = order
    return LocalPolynomial(terms.filter { $0.key.reduce(0, +) == order }, count: count)
  }

  static func + (a: LocalPolynomial, b: LocalPolynomial) -> LocalPolynomial {
    LocalPolynomial(a.terms.merging(b.terms) { $0 + $1 }, count: a.count)
  }

  static prefix func - (a: LocalPolynomial) -> LocalPolynomial {
    LocalPolynomial(a.terms.mapValues { -$0 }, count: a.count)
  }

  static func - (a: LocalPolynomial, b: LocalPolynomial) -> LocalPolynomial { a + -b }

  static func * (a: LocalPolynomial, b: LocalPolynomial) -> LocalPolynomial {
    var terms: [[Int]: Rational] = [:]
    for (e, x) in a.terms {
      for (f, y) in b.terms {
        let exponents = zip(e, f).map { $0 + $1 }
        terms[exponents] = (terms[exponents] ?? .zero) + x * y
      }
    }
    return LocalPolynomial(terms, count: a.count)
  }

  /// The value at `x`.
  func callAsFunction(_ x: [Rational]) -> Rational {
    terms.reduce(.zero) { sum, term in
      sum
        + zip(term.key, x).reduce(term.value) { product, power in
          (0..<power.0).reduce(product) { product, _ in product * power.1 }
        }
    }
  }

  /// The polynomial in the variables after the first ones, which are held to `values`.
  func holding(_ values: [Rational]) -> LocalPolynomial {
    var found: [[Int]: Rational] = [:]
    for (exponents, coefficient) in terms {
      let factor = zip(exponents, values).reduce(coefficient) { product, power in
        (0..<power.0).reduce(product) { product, _ in product * power.1 }
      }
      let rest = Array(exponents.dropFirst(values.count))
      found[rest] = (found[rest] ?? .zero) + factor
    }
    return LocalPolynomial(found, count: count - values.count)
  }

  /// The polynomial in the variables before the last, which is held to `value`.
  func holdingLast(_ value: Rational) -> LocalPolynomial {
    var found: [[Int]: Rational] = [:]
    for (exponents, coefficient) in terms {
      let factor = (0..<exponents[count - 1]).reduce(coefficient) { product, _ in product * value }
      let rest = Array(exponents.dropLast())
      found[rest] = (found[rest] ?? .zero) + factor
    }
    return LocalPolynomial(found, count: count - 1)
  }

  /// The polynomial of one variable.
  var univariate: Polynomial {
    let degree = terms.keys.map { $0[0] }.max() ?? -1
    return Polynomial((0..<(degree + 1)).map { terms[[$0]] ?? .zero })
  }

  /// The coefficients of the powers of the last variable, in the others.
  var coefficients: [LocalPolynomial] {
    let degree = terms.keys.map { $0[count - 1] }.max() ?? -1
    var parts = [[[Int]: Rational]](repeating: [:], count: degree + 1)
    for (exponents, coefficient) in terms {
      parts[exponents[count - 1]][Array(exponents.dropLast())] = coefficient
    }
    return parts.map { LocalPolynomial($0, count: count - 1) }
  }

  /// The derivative in the last variable.
  var lastDerivative: LocalPolynomial {
    var found: [[Int]: Rational] = [:]
    for (exponents, coefficient) in terms where exponents[count - 1] > 0 {
      var lower = exponents
      lower[count - 1] -= 1
      found[lower] = coefficient * Rational(exponents[count - 1])
    }
    return LocalPolynomial(found, count: count)
  }

  /// The polynomial in a chart of the blown-up point: x_axis = sign · r, and x_i = r s_i for the
  /// other variables in their order; without the power of r that divides it.
  func chart(axis: Int, sign: Sign) -> LocalPolynomial {
    let order = order
    var found: [[Int]: Rational] = [:]
    for (exponents, coefficient) in terms {
      var others = exponents
      let own = others.remove(at: axis)
      let power = exponents.reduce(0, +) - order
      found[[power] + others] = own % 2 == 1 && sign == .negative ? -coefficient : coefficient
    }
    return LocalPolynomial(found, count: count)
  }

  /// The polynomial without powers of the first variable, divided by its leading coefficient in
  /// some fixed order of the terms: one for all multiples.
  var normalized: LocalPolynomial {
    let power = terms.keys.map { $0[0] }.min() ?? 0
    let reduced = terms.map { ([$0.key[0] - power] + $0.key.dropFirst(), $0.value) }
    let lead = reduced.max { $0.0.lexicographicallyPrecedes($1.0) }?.1 ?? .one
    return LocalPolynomial(
      Dictionary(uniqueKeysWithValues: reduced.map { ($0.0, $0.1 / lead) }), count: count)
  }

  /// The quotient by a divisor, which leaves no rest.
  func quotient(by divisor: LocalPolynomial) -> LocalPolynomial {
    guard let (lead, factor) = divisor.terms.max(by: { $0.key.lexicographicallyPrecedes($1.key) })
    else { return self }
    var rest = self
    var quotient: [[Int]: Rational] = [:]
    while let (top, coefficient) = rest.terms.max(by: { $0.key.lexicographicallyPrecedes($1.key) })
    {
      let exponents = zip(top, lead).map { $0 - $1 }
      let term = coefficient / factor
      quotient[exponents] = term
      for (other, value) in divisor.terms {
        let key = zip(exponents, other).map { $0 + $1 }
        let left = (rest.terms[key] ?? .zero) - term * value
        rest.terms[key] = left.isZero ? nil : left
      }
    }
    return LocalPolynomial(quotient, count: count)
  }
}
