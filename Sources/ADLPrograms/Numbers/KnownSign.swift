/// What is known of the sign of a number: one of four outcomes, and the one that is not known is
/// neither equal to 0 nor different from it.
///
/// For the difference of two numbers the outcomes read less, equal, greater, and not known. The
/// type has no `==`, so that a sign that is not known cannot be taken for any other by accident: a
/// question says whether it asks what is certain or what is possible.
@frozen
public enum KnownSign: Sendable {
  /// The number exists and has this sign.
  case known(Sign)

  /// The arithmetic cannot tell, or there is no number.
  case notKnown
}

extension KnownSign {
  /// `true` iff it is known; `false` says nothing of the sign.
  @inlinable
  public var isKnown: Bool {
    if case .known = self { true } else { false }
  }

  /// `true` iff the sign is known to be `sign`; `false` does not say that it is another.
  @inlinable
  public func isCertainly(_ sign: Sign) -> Bool {
    if case .known(let own) = self { own == sign } else { false }
  }

  /// `true` iff the sign is known to be another than `sign`; `false` does not say that it is
  /// `sign`.
  @inlinable
  public func isCertainlyNot(_ sign: Sign) -> Bool {
    if case .known(let own) = self { own != sign } else { false }
  }

  /// The signs that are possible, as far as is known.
  public var possible: [Sign] {
    switch self {
    case .known(let sign): [sign]
    case .notKnown: [.negative, .zero, .positive]
    }
  }

  /// The sign of the opposite number.
  @inlinable
  public var opposite: KnownSign { map(\.opposite) }

  /// Returns `transform` of the sign, where that is known.
  @inlinable
  public func map(_ transform: (Sign) -> Sign) -> KnownSign {
    if case .known(let sign) = self { .known(transform(sign)) } else { .notKnown }
  }

  /// Returns this sign, or `other` where this one is not known.
  @inlinable
  public func or(_ other: @autoclosure () -> KnownSign) -> KnownSign {
    isKnown ? self : other()
  }

  /// The sign of a product; 0 times what is not known is not known.
  @inlinable
  public static func * (a: KnownSign, b: KnownSign) -> KnownSign {
    if case .known(let x) = a, case .known(let y) = b { .known(x * y) } else { .notKnown }
  }
}
