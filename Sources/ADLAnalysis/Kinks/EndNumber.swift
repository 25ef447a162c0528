import ADLPrograms

/// A number at an end of a cell, or where it may be cut: exact or enclosed by doubles, as cells
/// are.
///
/// How it is made tells whether it is 0, and nothing else. More digits there, beside enclosures by
/// doubles inside, would make a decomposition cut ever smaller cells that nothing decides.
struct EndNumber: LiftedNumber {
  /// The number, exact or enclosed by doubles alone.
  let certified: Certified

  private let construction: Construction?

  private init(_ certified: Certified, made construction: @autoclosure () -> Construction?) {
    let isExact = certified.isExact
    self.certified = isExact ? certified : Certified(certified.interval)
    self.construction = isExact ? nil : construction()
  }

  init(_ certified: Certified) { self.init(certified, made: certified.construction) }
  init(_ literal: Literal) { self.init(literal.number) }
  init(_ value: Int) { self.init(Certified(value)) }

  private var made: Construction? { construction ?? certified.construction }

  var interval: Interval { certified.interval }
  var double: Double { certified.interval.double }
  static var notANumber: EndNumber { EndNumber(Certified.undefined) }
  static var anyNumber: EndNumber { EndNumber(Certified.anyNumber) }

  var sign: KnownSign {
    let sign = certified.sign
    if sign.isKnown || !certified.isDefined { return sign }
    return construction?.rational?.isZero == true ? .known(.zero) : .notKnown
  }

  static func hull(_ x: EndNumber, _ y: EndNumber) -> EndNumber? {
    Certified.hull(x.certified, y.certified).map { EndNumber($0) }
  }

  static func lift(_ operation: UnaryOperation, _ x: EndNumber) -> EndNumber {
    EndNumber(operation(x.certified), made: Construction(operation, x.made))
  }

  static func lift(_ operation: BinaryOperation, _ x: EndNumber, _ y: EndNumber) -> EndNumber {
    EndNumber(operation(x.certified, y.certified), made: Construction(operation, x.made, y.made))
  }

  static func lift(power n: Int, _ x: EndNumber) -> EndNumber {
    EndNumber(Certified.power(x.certified, n), made: Construction(power: n, x.made))
  }
}
