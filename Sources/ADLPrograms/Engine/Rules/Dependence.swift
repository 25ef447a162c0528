/// The number system of which a number says only what it was computed from.
///
/// A rule that runs over it tells which operands, and whether the result, its derivative needs: the
/// engine keeps or recomputes no others.
struct Dependence: RealNumber {
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

  private static func union(_ x: Self, _ y: Self) -> Self {
    Self(sources: x.sources | y.sources)
  }

  static prefix func - (x: Self) -> Self { x }
  static func + (x: Self, y: Self) -> Self { union(x, y) }
  static func - (x: Self, y: Self) -> Self { union(x, y) }
  static func * (x: Self, y: Self) -> Self { union(x, y) }
  static func / (x: Self, y: Self) -> Self { union(x, y) }
  static func power(_ x: Self, _ n: Int) -> Self { x }
  static func power(_ x: Self, _ y: Self) -> Self { union(x, y) }
  static func exp(_ x: Self) -> Self { x }
  static func log(_ x: Self) -> Self { x }
  static func sqrt(_ x: Self) -> Self { x }
  static func sin(_ x: Self) -> Self { x }
  static func cos(_ x: Self) -> Self { x }
  static func tan(_ x: Self) -> Self { x }
  static func asin(_ x: Self) -> Self { x }
  static func acos(_ x: Self) -> Self { x }
  static func atan(_ x: Self) -> Self { x }
  static func sinh(_ x: Self) -> Self { x }
  static func cosh(_ x: Self) -> Self { x }
  static func tanh(_ x: Self) -> Self { x }
  static func log(onePlus x: Self) -> Self { x }
  static func expMinusOne(_ x: Self) -> Self { x }
  static func erf(_ x: Self) -> Self { x }
}
