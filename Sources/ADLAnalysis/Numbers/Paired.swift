import ADLPrograms

/// A number in two systems at once; the first one decides signs.
struct Paired<A: RealNumber, B: RealNumber>: LiftedNumber {
  let first: A
  let second: B

  init(_ first: A, _ second: B) {
    self.first = first
    self.second = second
  }

  init(_ literal: Literal) { self.init(A(literal), B(literal)) }
  init(_ value: Int) { self.init(A(value), B(value)) }

  var sign: KnownSign { first.sign }
  var isZero: Bool { first.isZero && second.isZero }
  var double: Double { first.double }
  static var notANumber: Self { Self(.notANumber, .notANumber) }
  static var anyNumber: Self { Self(.anyNumber, .anyNumber) }
  static func order(_ x: Self, _ y: Self) -> KnownSign { A.order(x.first, y.first) }

  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self {
    Self(operation(x.first), operation(x.second))
  }

  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    Self(operation(x.first, y.first), operation(x.second, y.second))
  }

  static func lift(power n: Int, _ x: Self) -> Self {
    Self(A.power(x.first, n), B.power(x.second, n))
  }
}
