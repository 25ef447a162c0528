/// The number system of which a number says only what it was computed from.
///
/// A rule that runs over it tells which operands, and whether the result, its derivative needs: the
/// engine keeps or recomputes no others.
struct Dependence: LiftedNumber {
  /// A bit for each thing that the number was computed from.
  var sources: UInt64

  /// The bit of operand i, for i up to 62.
  static func operand(_ i: Int) -> Dependence { Dependence(sources: 1 << UInt64(min(i, 62))) }

  /// The bit of the result.
  static let result = Dependence(sources: 1 << 63)

  init(sources: UInt64) { self.sources = sources }
  init(_ literal: Literal) { sources = 0 }
  init(_ value: Int) { sources = 0 }

  var sign: KnownSign { .notKnown }
  var isZero: Bool { false }
  var double: Double { .nan }
  static var notANumber: Dependence { Dependence(sources: 0) }

  static func lift(_ operation: UnaryOperation, _ x: Self) -> Self { x }
  static func lift(_ operation: BinaryOperation, _ x: Self, _ y: Self) -> Self {
    Self(sources: x.sources | y.sources)
  }
  static func lift(power n: Int, _ x: Self) -> Self { x }
}
