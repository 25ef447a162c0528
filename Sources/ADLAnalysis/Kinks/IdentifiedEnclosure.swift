import ADLPrograms

/// A function on a cell by its enclosures and by its normal form: it has the sign of the form where
/// that is a number, and else the one that the enclosures tell.
struct IdentifiedEnclosure: LiftedNumber {
  let enclosure: JetEnclosure
  let form: NormalForm

  init(_ enclosure: JetEnclosure, _ form: NormalForm) {
    self.enclosure = enclosure
    self.form = form
  }

  init(_ literal: Literal) { self.init(JetEnclosure(literal), NormalForm(literal)) }
  init(_ value: Int) { self.init(JetEnclosure(value), NormalForm(value)) }

  /// The number that the function is everywhere, where it is known to be one.
  var constant: Rational? { form.isKnown ? form.constant : nil }

  var sign: KnownSign { constant?.sign ?? enclosure.sign }
  var isZero: Bool { constant == .zero || enclosure.isZero }
  var double: Double { enclosure.double }
  static var notANumber: Self { Self(.notANumber, .notANumber) }
  static var anyNumber: Self { Self(.anyNumber, .anyNumber) }

  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    Self(operation(x.enclosure), operation(x.form))
  }

  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    Self(operation(x.enclosure, y.enclosure), operation(x.form, y.form))
  }

  static func lift(power n: Int, _ x: Self) -> Self {
    Self(JetEnclosure.power(x.enclosure, n), NormalForm.power(x.form, n))
  }
}
