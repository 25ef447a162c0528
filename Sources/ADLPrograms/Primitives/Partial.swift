/// One entry of d_k, the derivative of an elementary function in one operand.
///
/// `zero` is structural: the chosen piece does not contain the operand, so nothing passes between
/// the two, not even a NaN or an infinity. That is what keeps an untaken branch out of a
/// derivative.
public enum Partial<S: RealNumber>: Sendable {
  case zero
  case one
  case minusOne
  case value(S)

  /// The entry as a number.
  public var number: S {
    switch self {
    case .zero: S(0)
    case .one: S(1)
    case .minusOne: S(-1)
    case .value(let d): d
    }
  }

  /// `true` iff nothing passes through the entry.
  public var isZero: Bool {
    if case .zero = self { true } else { false }
  }

  /// Returns the product of `v` with this entry, or `nil` for a structural zero.
  public func scaling(_ v: S) -> S? {
    switch self {
    case .zero: nil
    case .one: v
    case .minusOne: -v
    case .value(let d): v * d
    }
  }

  /// Returns the sum of two entries; a structural zero adds nothing.
  public func adding(_ other: Self) -> Self {
    if isZero { return other }
    if other.isZero { return self }
    return .value(number + other.number)
  }

  /// Returns the entry times `weight`; a structural zero stays one.
  public func weighted(by weight: S) -> Self { isZero ? .zero : .value(weight * number) }
}
