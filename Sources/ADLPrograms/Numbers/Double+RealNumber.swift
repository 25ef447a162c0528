import RealModule

/// The doubles: IEEE 754 arithmetic, and the elementary functions of the C library.
extension Double: RealNumber {
  @inlinable
  public init(_ literal: Literal) {
    self = literal.double
  }

  /// The sign of the number: zero for both zeros, not known for not-a-number.
  @inlinable
  public var sign: KnownSign {
    if self > 0 { return .known(.positive) }
    if self < 0 { return .known(.negative) }
    return self == 0 ? .known(.zero) : .notKnown
  }

  /// Returns `x^n` by products in the order of `powerByProducts`.
  @inlinable
  public static func power(_ x: Double, _ n: Int) -> Double {
    powerByProducts(x, n)
  }

  /// Returns the C library's `pow` for `x >= 0`, 0^0 being 1; not-a-number for a negative base.
  @inlinable
  public static func power(_ x: Double, _ y: Double) -> Double {
    y == 0 ? 1 : pow(x, y)
  }

  /// The number itself.
  @inlinable
  public var double: Double { self }

  @inlinable
  public static var notANumber: Double { .nan }

  @inlinable
  public static var outlivesWork: Bool { true }

  @inlinable
  public static func order(_ x: Double, _ y: Double) -> KnownSign {
    if x > y { return .known(.positive) }
    if x < y { return .known(.negative) }
    return x == y ? .known(.zero) : .notKnown
  }
}
