import ADLPrograms

/// A limit along a ray, or a slope: a number, an infinity, or not known.
public enum RayLimit: Hashable, Sendable {
  case finite(Certified)
  case infinite(Sign)

  /// What the arithmetic computed does not tell it, or there is none.
  case notKnown

  /// The limit where it is a number.
  public var number: Certified? {
    if case .finite(let number) = self { number } else { nil }
  }

  /// `true` iff it is an infinity.
  var isInfinite: Bool { if case .infinite = self { true } else { false } }

  /// The limit of the opposite.
  public var opposite: RayLimit {
    switch self {
    case .finite(let number): .finite(-number)
    case .infinite(let sign): .infinite(sign.opposite)
    case .notKnown: .notKnown
    }
  }

  /// The limit as answers state numbers.
  public var known: KnownNumber {
    switch self {
    case .finite(let number): number.known
    case .infinite(let sign): .infinite(sign)
    case .notKnown: .undefined
    }
  }

  /// Creates the limit `number`, where that exists.
  init(_ number: Certified) {
    self = number.isBounded ? .finite(number) : .notKnown
  }

  init(_ limit: OneSidedExpansion<Certified>.Limit) {
    switch limit {
    case .finite(let number): self = RayLimit(number)
    case .infinite(let sign): self = .infinite(sign)
    case .unknown: self = .notKnown
    }
  }
}
