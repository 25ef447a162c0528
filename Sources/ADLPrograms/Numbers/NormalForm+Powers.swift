/// Powers, roots, exponentials and logarithms.
extension NormalForm {
  private typealias BasePower = Monomial.BasePower

  /// The form that a single monomial is, with what is to be multiplied out multiplied out.
  static func reduced(_ monomial: Monomial, _ coefficient: Rational, _ table: AtomTable?)
    -> NormalForm
  {
    guard let i = monomial.powers.firstIndex(where: { !$0.isReduced }) else {
      return NormalForm([monomial: coefficient], table)
    }
    let power = monomial.powers[i]
    var rest = monomial
    let (content, degree): (NormalForm, Rational) =
      switch power.base.kind {
      case .exponential: (NormalForm(1), .one)
      case .form(let terms): (NormalForm(terms, table), .one)
      case .cosine(let terms): (squareOfCosine(NormalForm(terms, table)), Rational(2))
      }
    let whole = (power.exponent / degree).floor
    guard let count = whole.int, count <= expansionLimit else { return .notANumber }
    rest.powers[i].exponent = power.exponent - whole * degree
    if rest.powers[i].exponent == .zero { rest.powers.remove(at: i) }
    return product(
      reduced(rest, coefficient, table), powerByProducts(content, count), table)
  }

  /// The form `base`^`exponent`.
  static func power(_ base: PowerBase.Kind, _ exponent: Rational, _ table: AtomTable?)
    -> NormalForm
  {
    guard exponent != .zero else { return NormalForm(1) }
    guard exponent.isDefined, let base = AtomTable.base(base, table) else { return .notANumber }
    let power = BasePower(base: base, exponent: exponent)
    return reduced(Monomial(factors: [], powers: [power]), .one, table)
  }

  /// A form as a number times exponentials times a form, whose greatest coefficient is 1: all its
  /// multiples by positive quantities of that kind have that form in common.
  private var split: (coefficient: Rational, exponentials: Monomial, rest: NormalForm)? {
    guard isKnown, let leading = leadingTerm else { return nil }
    let exponentials = leading.key.powers.filter(\.base.isExponential)
    let inverse = Monomial(
      factors: [], powers: exponentials.map { BasePower(base: $0.base, exponent: -$0.exponent) })
    let factor = NormalForm([inverse: leading.value.reciprocal], table)
    let rest = Self.product(self, factor, table)
    return rest.isKnown
      ? (leading.value, Monomial(factors: [], powers: exponentials), rest) : nil
  }

  static func reciprocal(_ x: NormalForm) -> NormalForm {
    if let constant = x.constant { return NormalForm(constant: constant.reciprocal, x.table) }
    guard let (coefficient, exponentials, rest) = x.split else { return .notANumber }
    var result = NormalForm(
      [
        Monomial(
          factors: [],
          powers: exponentials.powers.map { BasePower(base: $0.base, exponent: -$0.exponent) }):
          coefficient.reciprocal
      ], x.table)
    guard rest.terms.count == 1, let monomial = rest.terms.keys.first else {
      return product(result, power(.form(rest.terms), Rational(-1), x.table), x.table)
    }
    for factor in monomial.factors {
      let base = PowerBase.Kind.form([Monomial(atom: factor.atom): .one])
      result = product(result, power(base, Rational(-factor.exponent), x.table), x.table)
    }
    let powers = monomial.powers.map { BasePower(base: $0.base, exponent: -$0.exponent) }
    return product(result, reduced(Monomial(factors: [], powers: powers), .one, x.table), x.table)
  }

  /// x^r for a form that is positive, or 0 where the power exists.
  private static func root(_ x: NormalForm, _ r: Rational) -> NormalForm {
    if r.isInteger, let n = r.int { return .power(x, n) }
    if let constant = x.constant { return root(of: constant, r, x.table) }
    guard let (coefficient, exponentials, rest) = x.split else { return .notANumber }
    let scale = root(of: coefficient.magnitude, r, x.table)
    let powers = exponentials.powers.map { BasePower(base: $0.base, exponent: $0.exponent * r) }
    let front = product(
      scale, NormalForm([Monomial(factors: [], powers: powers): .one], x.table), x.table)
    let inside = coefficient < .zero ? rest.scaled(by: Rational(-1)) : rest
    if let constant = inside.constant { return constant == .one ? front : .notANumber }
    // A root of a root; its base is positive, or 0, by itself.
    if inside.terms.count == 1, let monomial = inside.terms.keys.first, monomial.factors.isEmpty,
      monomial.powers.count == 1, coefficient > .zero, !monomial.powers[0].exponent.isInteger
    {
      let own = BasePower(base: monomial.powers[0].base, exponent: monomial.powers[0].exponent * r)
      return product(front, reduced(Monomial(factors: [], powers: [own]), .one, x.table), x.table)
    }
    return product(front, power(.form(inside.terms), r, x.table), x.table)
  }

  /// c^r for a rational c > 0, as a product of powers of primes.
  private static func root(of c: Rational, _ r: Rational, _ table: AtomTable?) -> NormalForm {
    let exact = Rational.power(c, r)
    if exact.isDefined { return NormalForm(constant: exact, table) }
    guard c > .zero else { return .notANumber }
    return c.primeFactors.reduce(NormalForm(1)) { result, factor in
      let exponent = Rational(factor.exponent) * r
      let whole = exponent.floor
      guard let n = whole.int else { return .notANumber }
      let front = NormalForm(constant: .power(factor.base, n), table)
      let own = power(.form([.one: factor.base]), exponent - whole, table)
      return product(result, product(front, own, table), table)
    }
  }

  /// x^y, of two forms.
  static func power(_ x: NormalForm, toForm y: NormalForm) -> NormalForm {
    if let r = y.constant {
      if x.constant == .zero { return r > .zero ? NormalForm([:], x.table) : .notANumber }
      return root(x, r)
    }
    return exponential(y * logarithm(x))
  }

  static func exponential(_ x: NormalForm) -> NormalForm {
    x.terms.reduce(NormalForm(1)) { result, term in
      // exp(c log a) = a^c.
      if let atom = term.key.atom, case .unary(.log, let a)? = AtomTable.atom(atom, x.table) {
        return product(result, root(NormalForm(a, x.table), term.value), x.table)
      }
      return product(result, power(.exponential(term.key), term.value, x.table), x.table)
    }
  }

  static func logarithm(_ x: NormalForm) -> NormalForm {
    if let constant = x.constant { return logarithm(of: constant, x.table) }
    guard let (coefficient, exponentials, rest) = x.split else { return .notANumber }
    var result = logarithm(of: coefficient.magnitude, x.table)
    for power in exponentials.powers {
      guard case .exponential(let monomial) = power.base.kind else { continue }
      result = result + NormalForm([monomial: power.exponent], x.table)
    }
    let inside = coefficient < .zero ? rest.scaled(by: Rational(-1)) : rest
    if let constant = inside.constant { return constant == .one ? result : .notANumber }
    // The logarithm of a root; its base is positive by itself.
    if inside.terms.count == 1, let monomial = inside.terms.keys.first, monomial.factors.isEmpty,
      monomial.powers.count == 1, coefficient > .zero, !monomial.powers[0].exponent.isInteger,
      case .form(let terms) = monomial.powers[0].base.kind
    {
      return result
        + logarithm(NormalForm(terms, x.table)).scaled(by: monomial.powers[0].exponent)
    }
    return result + form(of: .unary(.log, inside.terms), x.table)
  }

  /// log(c) for a rational c, as a sum over primes.
  private static func logarithm(of c: Rational, _ table: AtomTable?) -> NormalForm {
    guard c > .zero else { return .notANumber }
    return c.primeFactors.reduce(NormalForm([:], table)) { result, factor in
      let own = form(of: .unary(.log, [.one: factor.base]), table)
      return result + own.scaled(by: Rational(factor.exponent))
    }
  }

  /// `true` iff the form is 0 once it is multiplied with its denominators.
  ///
  /// Only sums of at most `limit` terms are multiplied.
  func isZeroOverDenominators(limit: Int) -> Bool {
    guard isKnown, !terms.isEmpty, terms.count <= limit else { return false }
    var form = self
    for _ in 0..<Self.denominatorRounds {
      var least: [PowerBase: Rational] = [:]
      for monomial in form.terms.keys {
        for power in monomial.powers where power.exponent < .zero && !power.base.isExponential {
          least[power.base] = min(least[power.base] ?? .zero, power.exponent)
        }
      }
      if least.isEmpty { return form.terms.isEmpty }
      let powers = least.map { BasePower(base: $0.key, exponent: -$0.value.floor) }
      let factor = Monomial(factors: [], powers: powers.sorted { $0.base.number < $1.base.number })
      var cleared = NormalForm([:], table)
      for (monomial, coefficient) in form.terms {
        let term = Self.reduced(monomial * factor, coefficient, table)
        cleared = cleared.adding(term)
        guard cleared.isKnown else { return false }
      }
      form = cleared
    }
    return form.terms.isEmpty
  }

  /// The sum, without a look at denominators.
  private func adding(_ other: NormalForm) -> NormalForm {
    guard isKnown, other.isKnown else { return .notANumber }
    var sum = terms
    sum.add(other.terms)
    return NormalForm(sum, table ?? other.table)
  }

  /// Longer sums are not multiplied with their denominators: when they are made, and when two are
  /// compared.
  static let (madeLimit, comparedLimit) = (6, 64)

  /// Denominators inside denominators are followed so deep.
  private static let denominatorRounds = 4
}

extension Rational {
  /// The rational as a product of powers, of primes as far as they are small.
  fileprivate var primeFactors: [(base: Rational, exponent: Int)] {
    guard let top = numerator.int,
      let bottom = denominator.int
    else { return [(self, 1)] }
    return Self.primeFactors(top, 1) + Self.primeFactors(bottom, -1)
  }

  /// Larger primes are not looked for.
  private static let primeLimit = 1_000

  private static func primeFactors(_ n: Int, _ sign: Int) -> [(base: Rational, exponent: Int)] {
    var (rest, factors) = (n, [(base: Rational, exponent: Int)]())
    var prime = 2
    while prime * prime <= rest, prime <= primeLimit {
      var exponent = 0
      while rest % prime == 0 {
        rest /= prime
        exponent += sign
      }
      if exponent != 0 { factors.append((Rational(prime), exponent)) }
      prime += 1
    }
    if rest > 1 { factors.append((Rational(rest), sign)) }
    return factors
  }
}
