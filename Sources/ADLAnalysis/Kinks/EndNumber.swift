import ADLPrograms

/// A number at an end of a cell, or where it may be cut: exact or enclosed by doubles, as cells are.
///
/// It does not know how it is made. More digits there, beside enclosures by doubles inside,
/// would make a decomposition cut ever smaller cells that nothing decides.
struct EndNumber: LiftedNumber {
  let certified: Certified

  init(_ certified: Certified) {
    self.certified = certified.isExact ? certified : Certified(certified.interval)
  }

  init(_ literal: Literal) { self.init(literal.number) }
  init(_ value: Int) { self.init(Certified(value)) }

  var interval: Interval { certified.interval }
  var sign: KnownSign { certified.sign }
  var double: Double { certified.interval.double }
  static var notANumber: EndNumber { EndNumber(Certified.undefined) }

  static func hull(_ x: EndNumber, _ y: EndNumber) -> EndNumber? {
    Certified.hull(x.certified, y.certified).map { EndNumber($0) }
  }

  static func lift(_ operation: UnaryOperation, _ x: EndNumber) -> EndNumber {
    EndNumber(operation(x.certified))
  }

  static func lift(_ operation: BinaryOperation, _ x: EndNumber, _ y: EndNumber) -> EndNumber {
    EndNumber(operation(x.certified, y.certified))
  }

  static func lift(power n: Int, _ x: EndNumber) -> EndNumber {
    EndNumber(Certified.power(x.certified, n))
  }
}
