import ADLPrograms

/// A point at which the pieces that a program takes change or meet.
public struct Kink: Sendable {
  /// Where a kink lies.
  public enum Location: Sendable {
    /// At this number, exactly.
    case point(AlgebraicNumber)

    /// Somewhere between these two numbers, which a double cannot tell apart much better.
    case enclosure(lower: Rational, upper: Rational)

    /// The location as a double.
    public var double: Double {
      switch self {
      case .point(let number): number.double
      case .enclosure(let lower, let upper): Rational.midpoint(lower, upper).double
      }
    }
  }

  /// Where it is.
  public let location: Location

  /// The selections whose pieces meet or change here, in program order.
  public let guards: [TiedGuard]

  /// What each output does here.
  public let outputs: [OutputKink]

  /// The domain that the point itself is outside of, where the program has no value.
  public let violation: DomainViolation?

  /// The nodes on the edge of whose domain the point lies (semantics, section 10).
  public let edges: [NodeMark]

  /// `true` iff the program has no value on either side.
  let isOutside: Bool

  /// How firmly the location, the ties and the classes are known.
  public let tier: Tier

  /// `true` iff no pieces meet or change here and every output runs on as one function; such a
  /// point is not a kink.
  var isDull: Bool {
    isOutside
      || guards.isEmpty && edges.isEmpty && violation == nil
        && outputs.allSatisfy { $0.kind == .removable }
  }

  /// `true` iff all that there is to it are guards that the arithmetic could not decide.
  var isOnlyUndecided: Bool {
    edges.isEmpty && violation == nil && !guards.isEmpty
      && guards.allSatisfy {
        $0.active?.isDecided == false && ($0.left == nil || $0.left == $0.right)
      }
  }

  /// `true` iff nothing is known to happen here.
  var isOpen: Bool { guards.isEmpty && edges.isEmpty && violation == nil || isOnlyUndecided }

  /// The most serious class of an output.
  public var kind: KinkKind { outputs.map(\.kind).max() ?? .removable }
}

/// A selection whose pieces meet at a kink, or differ on its two sides.
public struct TiedGuard: Hashable, Sendable {
  /// The node, from 0.
  public let node: Int

  /// Where the node was written.
  public let anchor: Anchor

  /// The pieces that meet at the kink; `nil` where the node is not needed there.
  public let active: ActiveSet?

  /// The pieces taken just before and just after; `nil` where the node is not needed or not known.
  public let left: Piece?

  /// The piece taken just after; `nil` where the node is not needed or not known.
  public let right: Piece?

  /// The node's own value before, at and after the kink, where these are known not to agree.
  public let jump: NodeJump?

  /// `true` iff pieces are known to meet or to change; else they may.
  public var isCertain: Bool {
    if active?.isDecided ?? false { return true }
    return left != nil && right != nil && left != right
  }
}

/// The values of a node that is not continuous at a kink; `nil` where it has none.
public struct NodeJump: Hashable, Sendable {
  /// The limit from the left.
  public let left: KnownNumber?

  /// The value at the kink.
  public let value: KnownNumber?

  /// The limit from the right.
  public let right: KnownNumber?

  /// The distance of two of them that are known to differ, where they do not show it themselves.
  public let gap: KnownNumber?
}

/// The class of a kink (semantics, section 7), from the mildest.
public enum KinkKind: Hashable, Sendable {
  /// The pieces on both sides are one function, and so is the value.
  case removable

  /// The pieces differ, and all their derivatives agree.
  case smoothJoint

  /// The derivatives of the pieces agree to this order; it is not known whether they are one
  /// function.
  case matching(order: Int)

  /// The function is `order` times continuously differentiable, and no more (C^p).
  case joint(order: Int)

  /// The function is continuous, its derivative jumps.
  case kink

  /// The function is continuous, and its derivative from one side is infinite.
  case infiniteSlope

  /// The edge of a domain: the value exists and the derivative is infinite or does not.
  case edge

  /// The value, or a limit from one side, differs from the others.
  case jump

  /// The function has no value at the point, or none on one side of it.
  case undefined

  /// It has no value at the point, and an infinite limit from one side or both.
  case pole

  /// The arithmetic could not tell.
  case undecided
}

extension KinkKind: Comparable {
  private var rank: (Int, Int) {
    switch self {
    case .removable: (0, 0)
    case .smoothJoint: (1, 0)
    case .matching(let order): (2, -order)
    case .joint(let order): (3, -order)
    case .kink: (4, 0)
    case .infiniteSlope: (5, 0)
    case .edge: (6, 0)
    case .jump: (7, 0)
    case .undefined: (8, 0)
    case .pole: (9, 0)
    case .undecided: (10, 0)
    }
  }

  public static func < (a: KinkKind, b: KinkKind) -> Bool { a.rank < b.rank }
}

/// What one output does at a kink.
public struct OutputKink: Sendable {
  /// What sort of kink it is to the output.
  public let kind: KinkKind

  /// The value at the kink.
  public let value: KnownNumber

  /// Value and derivative just before and just after; `nil` where the function does not exist there
  /// or was not followed.
  public let left: OneSidedLimit?

  /// Value and derivative just after; `nil` as for `left`.
  public let right: OneSidedLimit?

  /// The distance of two of the limits and the value that are known to differ, where they do not
  /// show it themselves.
  public let gap: KnownNumber?

  /// What AD returns by either mode of Algorithm 2.
  public let forward: KnownNumber

  /// What the backward mode returns.
  public let backward: KnownNumber

  /// What the backward mode's answer is worth.
  public let verdict: DerivativeVerdict
}

/// The limits of a function and of its derivative from one side.
public struct OneSidedLimit: Hashable, Sendable {
  /// The limit of the value.
  public let value: KnownNumber

  /// The limit of the derivative.
  public let derivative: KnownNumber
}

/// What an answer of AD is worth at a point of one variable (semantics, sections 6 and 9).
public enum DerivativeVerdict: Hashable, Sendable {
  /// The function is differentiable, and AD returns the derivative.
  case derivative

  /// The function is differentiable, and AD returns something else; 0 is an artificial critical
  /// point.
  case spurious(isCritical: Bool)

  /// A kink, and AD returns an element of the Clarke subdifferential.
  case inClarke

  /// A kink, and AD returns something outside the Clarke subdifferential.
  case outsideClarke(isCritical: Bool)

  /// AD returns no finite number.
  case notFinite

  /// There is no Clarke subdifferential to compare with: a jump, an edge, or no value.
  case none

  /// The arithmetic could not tell.
  case undecided
}
