import ADLPrograms

/// A polynomial with rational coefficients in *atoms*: the inputs, and whatever applies a function
/// that is not a polynomial to such forms.
///
/// As a number system it writes a program's piece in a normal form. Two pieces with one normal form
/// are one function wherever both exist; two forms may differ and be one function all the same,
/// unless all atoms are inputs.
struct NormalForm: LiftedNumber {
  /// The coefficient of every monomial; none is 0.
  let terms: [Monomial: Rational]

  /// What the atoms stand for; `nil` for a number.
  let table: AtomTable?

  /// `false` where the form stands for something that was not followed: it equals nothing.
  let isKnown: Bool

  /// A product of atoms, each with its exponent, by increasing atom.
  struct Monomial: Hashable, Sendable {
    var factors: [Factor]

    struct Factor: Hashable, Sendable {
      var atom: Int
      var exponent: Int
    }

    static let one = Monomial(factors: [])

    var degree: Int { factors.reduce(0) { $0 + $1.exponent } }

    static func * (a: Monomial, b: Monomial) -> Monomial {
      if a.factors.isEmpty || b.factors.isEmpty { return a.factors.isEmpty ? b : a }
      var (i, j) = (0, 0)
      var factors: [Factor] = []
      while i < a.factors.count || j < b.factors.count {
        if j == b.factors.count || (i < a.factors.count && a.factors[i].atom < b.factors[j].atom) {
          factors.append(a.factors[i])
          i += 1
        } else if i == a.factors.count || b.factors[j].atom < a.factors[i].atom {
          factors.append(b.factors[j])
          j += 1
        } else {
          factors.append(
            Factor(atom: a.factors[i].atom, exponent: a.factors[i].exponent + b.factors[j].exponent)
          )
          i += 1
          j += 1
        }
      }
      return Monomial(factors: factors)
    }
  }

  /// The maximum number of terms of a form that is followed.
  static let termLimit = 2048

  init(_ terms: [Monomial: Rational], _ table: AtomTable?, isKnown: Bool = true) {
    let isSmall = terms.count <= Self.termLimit
    self.terms = isSmall ? terms : [:]
    self.table = table
    self.isKnown = isKnown && isSmall
  }

  /// Creates the number `constant`, in whose functions `table` counts the atoms.
  init(constant: Rational, _ table: AtomTable? = nil) {
    self.init(
      constant == .zero ? [:] : [.one: constant], table, isKnown: constant.isDefined)
  }

  /// Creates the atom with the given number.
  init(atom: Int, _ table: AtomTable) {
    self.init([Monomial(factors: [.init(atom: atom, exponent: 1)]): .one], table)
  }

  /// A literal that is not known exactly is a form in what it was folded from; nothing is known of
  /// one that may be any number near its double.
  init(_ literal: Literal) {
    if let exact = literal.exact {
      self.init(constant: exact)
    } else if let formula = literal.formula {
      self = AtomTable.form(of: formula) { Self.folded(formula) }
    } else {
      self = .notANumber
    }
  }

  /// Creates an atom made of literals alone.
  private init(constant atom: AtomTable.Atom) {
    let factor = Monomial.Factor(atom: AtomTable.constant(atom), exponent: 1)
    self.init([Monomial(factors: [factor]): .one], nil)
  }

  private static func folded(_ formula: LiteralFormula) -> NormalForm {
    let form: NormalForm =
      switch formula.origin {
      case .unary(let operation, let x): operation(NormalForm(x))
      case .binary(let operation, let x, let y): operation(NormalForm(x), NormalForm(y))
      case .power(let x, let n): power(NormalForm(x), n, unlessLong: Certified.bitLimit)
      }
    return form.isKnown ? form : NormalForm(constant: .folded(formula))
  }

  /// The power of a form whose coefficients then have at most so many digits; otherwise unknown.
  private static func power(_ x: NormalForm, _ n: Int, unlessLong limit: Int) -> NormalForm {
    let digits = x.terms.values.reduce(0) { max($0, $1.bitWidth) }
    let fits = Int(clamping: n.magnitude) <= limit / max(1, digits)
    return fits ? .power(x, n) : .notANumber
  }

  /// The form that is an atom; of a table, or made of literals alone.
  private static func form(of atom: AtomTable.Atom, _ table: AtomTable?) -> NormalForm {
    if let table { return NormalForm(atom: table.atom(atom), table) }
    return atom.isConstant ? NormalForm(constant: atom) : .notANumber
  }

  init(_ value: Int) { self.init(constant: Rational(value)) }
  static var notANumber: NormalForm { NormalForm([:], nil, isKnown: false) }

  /// The number that the form is, where it has no atoms.
  var constant: Rational? {
    guard isKnown else { return nil }
    if terms.isEmpty { return .zero }
    return terms.count == 1 ? terms[.one] : nil
  }

  /// The coefficients of the inputs and the constant, where the form is affine in `count` inputs.
  func affine(_ count: Int) -> [Rational]? {
    guard isKnown else { return nil }
    var row = [Rational](repeating: .zero, count: count + 1)
    for (monomial, coefficient) in terms {
      if monomial.factors.isEmpty {
        row[count] = coefficient
      } else if monomial.factors.count == 1, monomial.factors[0].exponent == 1,
        (0..<count).contains(monomial.factors[0].atom)
      {
        row[monomial.factors[0].atom] = coefficient
      } else {
        return nil
      }
    }
    return row
  }

  /// `true` iff all atoms are among the first `count`: the form is a polynomial in the inputs.
  func isPolynomial(_ count: Int) -> Bool {
    isKnown && terms.keys.allSatisfy { $0.factors.allSatisfy { (0..<count).contains($0.atom) } }
  }

  /// `true` iff the two are known to be one function.
  static func areSame(_ a: NormalForm, _ b: NormalForm) -> Bool {
    a.isKnown && b.isKnown && a.terms == b.terms
  }

  /// The sign that the table's cell gives the form; that of the number where it is one.
  var sign: KnownSign {
    if let constant { return constant.sign }
    return isKnown ? table?.sign(of: self) ?? .notKnown : .notKnown
  }

  var isZero: Bool { constant == .zero }
  var double: Double { constant?.double ?? .nan }
}

extension NormalForm {
  static func lift(_ operation: UnaryOperation, _ x: NormalForm) -> NormalForm {
    guard x.isKnown else { return .notANumber }
    if operation == .negation { return x.scaled(by: Rational(-1)) }
    if let constant = x.constant {
      let value = operation(constant)
      if value.isDefined { return NormalForm(constant: value, x.table) }
    }
    return form(of: .unary(operation, x.terms), x.table)
  }

  static func lift(_ operation: BinaryOperation, _ x: NormalForm, _ y: NormalForm) -> NormalForm {
    guard x.isKnown, y.isKnown else { return .notANumber }
    let table = x.table ?? y.table
    switch operation {
    case .addition: return sum(x, y, table)
    case .subtraction: return sum(x, y.scaled(by: Rational(-1)), table)
    case .multiplication: return product(x, y, table)
    case .division:
      if let constant = y.constant {
        return constant == .zero ? .notANumber : x.scaled(by: constant.reciprocal)
      }
      guard let leading = y.leadingCoefficient else { return .notANumber }
      // One reciprocal for all multiples of a form.
      let reciprocal = form(of: .reciprocal(y.scaled(by: leading.reciprocal).terms), table)
      return reciprocal.isKnown
        ? product(x.scaled(by: leading.reciprocal), reciprocal, table) : .notANumber
    case .power:
      if let a = x.constant, let b = y.constant {
        let value = Rational.power(a, b)
        if value.isDefined { return NormalForm(constant: value, table) }
      }
      return form(of: .power(x.terms, y.terms), table)
    }
  }

  static func lift(power n: Int, _ x: NormalForm) -> NormalForm {
    guard x.isKnown else { return .notANumber }
    if n >= 0 && n <= 64 { return powerByProducts(x, n) }
    if n < 0 && n >= -64 { return powerByProducts(x, n) }
    if let constant = x.constant { return NormalForm(constant: .power(constant, n), x.table) }
    return form(of: .power(x.terms, [.one: Rational(n)]), x.table)
  }

  private func scaled(by factor: Rational) -> NormalForm {
    factor == .zero ? NormalForm([:], table) : NormalForm(terms.mapValues { $0 * factor }, table)
  }

  /// The multiple of the form that all its multiples share.
  var monic: NormalForm { leadingCoefficient.map { scaled(by: $0.reciprocal) } ?? self }

  /// The coefficient of one monomial, the same for all multiples of the form.
  private var leadingCoefficient: Rational? {
    terms.max { Self.precedes($0.key, $1.key) }?.value
  }

  private static func precedes(_ a: Monomial, _ b: Monomial) -> Bool {
    for (x, y) in zip(a.factors, b.factors) where x != y {
      return (x.atom, x.exponent) < (y.atom, y.exponent)
    }
    return a.factors.count < b.factors.count
  }

  private static func sum(_ x: NormalForm, _ y: NormalForm, _ table: AtomTable?) -> NormalForm {
    var terms = x.terms
    for (monomial, coefficient) in y.terms {
      let total = terms[monomial, default: .zero] + coefficient
      terms[monomial] = total == .zero ? nil : total
    }
    return NormalForm(terms, table)
  }

  private static func product(_ x: NormalForm, _ y: NormalForm, _ table: AtomTable?) -> NormalForm {
    guard x.terms.count * y.terms.count <= termLimit * 4 else { return .notANumber }
    var terms: [Monomial: Rational] = [:]
    for (a, left) in x.terms {
      for (b, right) in y.terms {
        let monomial = a * b
        let total = terms[monomial, default: .zero] + left * right
        terms[monomial] = total == .zero ? nil : total
      }
    }
    return NormalForm(terms, table)
  }
}
