import ADLPrograms

/// Enclosures with bounds of 200 binary digits, as a number system: what the laws take as values.
struct Sharp: LiftedNumber {
  static let bits = 200

  let enclosure: Enclosure

  init(_ enclosure: Enclosure) {
    self.enclosure = enclosure
  }

  init(_ value: Rational) { self.init(Enclosure(value, bits: Self.bits)) }
  init(_ value: Int) { self.init(Rational(value)) }

  init(_ literal: Literal) {
    self.init(
      literal.exact.map { Enclosure($0, bits: Self.bits) } ?? Enclosure(literal.number.interval))
  }

  var sign: KnownSign { enclosure.sign }
  var double: Double { enclosure.interval.double }
  static var notANumber: Sharp { Sharp(Enclosure.undefined) }

  static func lift(_ operation: UnaryOperation, _ x: Sharp) -> Sharp {
    Sharp(.apply(operation, x.enclosure, bits: bits))
  }

  static func lift(_ operation: BinaryOperation, _ x: Sharp, _ y: Sharp) -> Sharp {
    Sharp(.apply(operation, x.enclosure, y.enclosure, bits: bits))
  }

  static func lift(power n: Int, _ x: Sharp) -> Sharp {
    Sharp(.power(x.enclosure, n, bits: bits))
  }
}
