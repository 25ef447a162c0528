import ADLPrograms

/// A number at one point of the line, known by what encloses it and by its normal form there.
///
/// Its sign is known where the enclosure tells it, where the normal form is a number, and where it
/// is a multiple of something that vanishes at the point. Enclosures that meet tell nothing: such a
/// sign is not known.
struct FormalNumber<Base: PlaceNumber>: LiftedNumber, KnowableNumber {
  let base: Base

  /// The table of the point; `nil` for a literal.
  let table: AtomTable?

  /// The normal form where the base does not tell it.
  private let symbolic: NormalForm?

  private init(_ base: Base, _ table: AtomTable?, _ symbolic: NormalForm?) {
    self.base = base
    self.table = table
    self.symbolic = symbolic
  }

  /// Creates the parameter of the line at a point, whose atoms are those of `table`.
  init(parameter base: Base, _ table: AtomTable) {
    self.init(base, table, base.isExact ? nil : NormalForm(atom: 0, table))
  }

  init(_ literal: Literal) {
    let base = Base(literal)
    self.init(base, nil, base.isExact ? nil : NormalForm(literal))
  }

  init(_ value: Int) { self.init(Base(value), nil, nil) }

  static var notANumber: Self { Self(.notANumber, nil, .notANumber) }
  static var anyNumber: Self { Self(.anyNumber, nil, .anyNumber) }

  /// The maximum number of terms of a form that is followed at a point.
  private static var termLimit: Int { 128 }

  /// The normal form.
  var form: NormalForm { symbolic ?? base.form(table) ?? .notANumber }

  // MARK: - What is known

  var sign: KnownSign {
    let known = base.sign
    if known.isKnown { return known }
    guard let symbolic, symbolic.isKnown, base.exists else { return .notKnown }
    if let constant = symbolic.constant { return constant.sign }
    return table?.vanishes(symbolic) == true ? .known(.zero) : .notKnown
  }

  func noteZero() -> Bool {
    guard let symbolic, base.exists else { return false }
    return table?.addVanishing(symbolic) ?? false
  }

  var isZero: Bool { base.isZero || sign.isCertainly(.zero) }
  var double: Double { base.double }
  var exists: Bool { base.exists }

  var known: KnownNumber {
    guard let symbolic, base.exists else { return base.known }
    if symbolic.isKnown, let constant = symbolic.constant { return .rational(constant) }
    return base.known.tier == .interval && sign.isCertainly(.zero) ? .rational(.zero) : base.known
  }

  /// `true` iff the number is known without an enclosure.
  var isExact: Bool {
    base.isExact || base.exists && symbolic?.isKnown == true && symbolic?.constant != nil
  }

  // MARK: - Operations

  static func hull(_ x: Self, _ y: Self) -> Self? {
    guard let base = Base.hull(x.base, y.base) else { return nil }
    return Self(base, x.table ?? y.table, base.isExact ? nil : .notANumber)
  }

  private static func make(
    _ base: Base, _ table: AtomTable?, _ form: @autoclosure () -> NormalForm
  ) -> Self {
    if base.isExact { return Self(base, table, nil) }
    guard base.exists else { return Self(base, table, .notANumber) }
    let form = form()
    return Self(base, table, form.terms.count <= termLimit ? form : .notANumber)
  }

  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    make(operation(x.base), x.table, operation(x.form))
  }

  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    let table = x.table ?? y.table
    return make(
      operation(x.base, y.base), table,
      {
        let (a, b) = (x.form(table), y.form(table))
        guard a.terms.count * b.terms.count <= 16 * termLimit else { return .notANumber }
        return operation(a, b)
      }())
  }

  static func lift(power n: Int, _ x: Self) -> Self {
    make(
      Base.power(x.base, n), x.table,
      {
        // Only what stays small is expanded.
        guard x.form.terms.count <= 1 || n.magnitude <= 8 else { return .notANumber }
        return NormalForm.power(x.form, n)
      }())
  }

  /// The normal form, over the given table where the number has none of its own.
  private func form(_ table: AtomTable?) -> NormalForm {
    symbolic ?? base.form(self.table ?? table) ?? .notANumber
  }
}

/// A number system in which points of the line are known.
protocol PlaceNumber: KnowableNumber {
  /// `true` iff the number exists and is known without an enclosure.
  var isExact: Bool { get }

  /// The normal form of an exact number, where atom 0 of the table is the line's parameter; `nil`
  /// where there is none.
  func form(_ table: AtomTable?) -> NormalForm?
}

extension Certified: PlaceNumber {
  func form(_ table: AtomTable?) -> NormalForm? {
    guard let rational else { return nil }
    return NormalForm(rational == .zero ? [:] : [.one: rational], table)
  }
}

extension PointValue: PlaceNumber {
  var isExact: Bool { if case .exact = storage { true } else { false } }

  func form(_ table: AtomTable?) -> NormalForm? {
    guard case .exact(let top, let bottom) = storage, bottom.isConstant else { return nil }
    var terms: NormalForm.Terms = [:]
    for (power, coefficient) in top.coefficients.enumerated() where coefficient != .zero {
      guard power == 0 || table != nil else { return nil }
      let factors = power == 0 ? [] : [NormalForm.Monomial.Factor(atom: 0, exponent: power)]
      terms[NormalForm.Monomial(factors: factors)] = coefficient / bottom.constantTerm
    }
    return NormalForm(terms, table)
  }
}
