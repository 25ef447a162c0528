/// A polynomial with rational coefficients in *atoms*: the inputs, powers of positive quantities,
/// and whatever applies a function that is neither a polynomial nor elementary to such forms.
///
/// As a number system it writes a program's piece in a normal form. Two pieces with one normal form
/// are one function wherever both exist; two forms may differ and be one function all the same,
/// unless all atoms are inputs. What is known of the functions: exp(a + b) = exp(a) exp(b), and
/// log, powers and roots with it; the functions spelled with exp; sin² + cos² = 1, signs and
/// multiples of π/6 and π/4; what reciprocals cancel.
package struct NormalForm: LiftedNumber {
  /// The coefficient of every monomial; none is 0.
  package let terms: Terms

  /// What the atoms stand for; `nil` for a number.
  package let table: AtomTable?

  /// `false` where the form stands for something that was not followed: it equals nothing.
  package let isKnown: Bool

  /// The maximum number of terms of a form that is followed.
  package static let termLimit = 2048

  package init(_ terms: Terms, _ table: AtomTable?, isKnown: Bool = true) {
    let isSmall = terms.count <= Self.termLimit
    self.terms = isSmall ? terms : [:]
    self.table = table
    self.isKnown = isKnown && isSmall
  }

  /// Creates the number `constant`, in whose functions `table` counts the atoms.
  package init(constant: Rational, _ table: AtomTable? = nil) {
    self.init(
      constant == .zero ? [:] : [.one: constant], table, isKnown: constant.isDefined)
  }

  /// Creates the atom with the given number.
  package init(atom: Int, _ table: AtomTable) {
    self.init([Monomial(atom: atom): .one], table)
  }

  /// Creates the form of a number: a rational, or an atom made of rationals; nothing is known of
  /// one that may be any in an interval.
  package init(_ number: Certified) {
    switch number {
    case .exact(let rational): self.init(constant: rational)
    case .enclosed(_, let construction?): self.init(construction)
    case .enclosed(_, nil): self = .notANumber
    }
  }

  package init(_ literal: Literal) {
    self.init(literal.number)
  }

  init(_ construction: Construction) {
    self =
      construction.isSmall
      ? AtomTable.form(of: construction) { Self.folded(construction) } : .notANumber
  }

  /// Creates an atom made of rationals alone.
  init(constant atom: AtomTable.Atom) {
    self.init([Monomial(atom: AtomTable.constant(atom)): .one], nil)
  }

  private static func folded(_ construction: Construction) -> NormalForm {
    let form: NormalForm =
      switch construction.form {
      case .rational(let value): NormalForm(constant: value)
      case .unary(let operation, let x): operation(NormalForm(x))
      case .binary(let operation, let x, let y): operation(NormalForm(x), NormalForm(y))
      case .power(let x, let n): power(NormalForm(x), n, unlessLong: Certified.bitLimit)
      case .other: .notANumber
      }
    return form.isKnown ? form : NormalForm(constant: .construction(construction))
  }

  /// The power of a form whose coefficients then have at most so many digits; otherwise unknown.
  private static func power(_ x: NormalForm, _ n: Int, unlessLong limit: Int) -> NormalForm {
    let digits = x.terms.values.reduce(0) { max($0, $1.bitWidth) }
    let fits = Int(clamping: n.magnitude) <= limit / max(1, digits)
    return fits ? .power(x, n) : .notANumber
  }

  /// The form that is an atom; of a table, or made of rationals alone.
  static func form(of atom: AtomTable.Atom, _ table: AtomTable?) -> NormalForm {
    if let table { return NormalForm(atom: table.atom(atom), table) }
    return atom.isConstant ? NormalForm(constant: atom) : .notANumber
  }

  package init(_ value: Int) { self.init(constant: Rational(value)) }
  package static var notANumber: NormalForm { NormalForm([:], nil, isKnown: false) }

  /// The number that the form is, where it has no atoms.
  package var constant: Rational? {
    guard isKnown else { return nil }
    if terms.isEmpty { return .zero }
    return terms.count == 1 ? terms[.one] : nil
  }

  /// The coefficients of the inputs and the constant, where the form is affine in `count` inputs.
  package func affine(_ count: Int) -> [Rational]? {
    guard isKnown else { return nil }
    var row = [Rational](repeating: .zero, count: count + 1)
    for (monomial, coefficient) in terms {
      if monomial == .one {
        row[count] = coefficient
      } else if let atom = monomial.atom, (0..<count).contains(atom) {
        row[atom] = coefficient
      } else {
        return nil
      }
    }
    return row
  }

  /// `true` iff all atoms are among the first `count`: the form is a polynomial in the inputs.
  package func isPolynomial(_ count: Int) -> Bool {
    isKnown
      && terms.keys.allSatisfy {
        $0.powers.isEmpty && $0.factors.allSatisfy { (0..<count).contains($0.atom) }
      }
  }

  /// `true` iff the two are known to be one function.
  package static func areSame(_ a: NormalForm, _ b: NormalForm) -> Bool {
    guard a.isKnown, b.isKnown else { return false }
    if a.terms == b.terms { return true }
    let difference = a - b
    return difference.isKnown
      && (difference.terms.isEmpty
        || difference.isZeroOverDenominators(limit: comparedLimit))
  }

  /// The sign that the table's cell gives the form; that of the number where it is one.
  package var sign: KnownSign {
    if let constant { return constant.sign }
    return isKnown ? table?.sign(of: self) ?? .notKnown : .notKnown
  }

  package var isZero: Bool { constant == .zero }
  package var double: Double { constant?.double ?? .nan }
}

extension NormalForm {
  package static func lift(_ operation: BinaryOperation, _ x: NormalForm, _ y: NormalForm)
    -> NormalForm
  {
    guard x.isKnown, y.isKnown else { return .notANumber }
    let table = x.table ?? y.table
    switch operation {
    case .addition: return sum(x, y, table)
    case .subtraction: return sum(x, y.scaled(by: Rational(-1)), table)
    case .multiplication: return product(x, y, table)
    case .division: return product(x, reciprocal(y), table)
    case .power: return power(x, toForm: y)
    }
  }

  package static func lift(power n: Int, _ x: NormalForm) -> NormalForm {
    guard x.isKnown else { return .notANumber }
    if let constant = x.constant { return NormalForm(constant: .power(constant, n), x.table) }
    if n < 0 { return power(reciprocal(x), Int(clamping: n.magnitude)) }
    // A single term stays one, and is not multiplied out.
    if x.terms.count == 1, let (monomial, coefficient) = x.terms.first {
      let scale = Rational.power(coefficient, n)
      guard scale.isDefined, let power = monomial.power(n) else { return .notANumber }
      return reduced(power, scale, x.table)
    }
    return n <= expansionLimit ? powerByProducts(x, n) : .notANumber
  }

  /// Sums are not multiplied out to higher powers.
  static var expansionLimit: Int { 64 }

  func scaled(by factor: Rational) -> NormalForm {
    factor == .zero
      ? NormalForm([:], table)
      : NormalForm(terms.mapValues { $0 * factor }, table, isKnown: isKnown && factor.isDefined)
  }

  /// The multiple of the form that all its multiples share.
  package var monic: NormalForm { leadingTerm.map { scaled(by: $0.value.reciprocal) } ?? self }

  /// The greatest term: the same one for all multiples of the form by numbers and exponentials.
  var leadingTerm: (key: Monomial, value: Rational)? {
    terms.max { $0.key.isLess(than: $1.key) }.map { ($0.key, $0.value) }
  }

  private static func sum(_ x: NormalForm, _ y: NormalForm, _ table: AtomTable?) -> NormalForm {
    let (large, small) = x.terms.count < y.terms.count ? (y, x) : (x, y)
    if Work.hasEnded { return .notANumber }
    Work.count(Cost.term * (1 + small.terms.count))
    var terms = large.terms
    terms.add(small.terms)
    let form = NormalForm(terms, table)
    return form.isZeroOverDenominators(limit: madeLimit) ? NormalForm([:], table) : form
  }

  static func product(_ x: NormalForm, _ y: NormalForm, _ table: AtomTable?) -> NormalForm {
    let pairs = x.terms.count * y.terms.count
    guard x.isKnown, y.isKnown, pairs <= termLimit * 4, !Work.hasEnded else { return .notANumber }
    Work.count(Cost.term * (1 + pairs))
    var products: [Terms.Element] = []
    products.reserveCapacity(pairs)
    for (a, left) in x.terms {
      for (b, right) in y.terms {
        let monomial = a * b
        if monomial.isReduced {
          products.append((monomial, left * right))
        } else {
          let form = reduced(monomial, left * right, table)
          guard form.isKnown else { return .notANumber }
          products.append(contentsOf: form.terms)
        }
      }
    }
    var terms: Terms = [:]
    terms.add(products)
    return NormalForm(terms, table)
  }
}
