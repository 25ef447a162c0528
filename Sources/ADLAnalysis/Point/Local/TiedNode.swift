import ADLPrograms

/// A node at which two or more pieces meet: the "why" of every set-valued answer.
public struct TiedNode: Hashable, Sendable {
  /// The node, from 0.
  public let node: Int
  public let primitive: Primitive

  /// The primitive's name, or the name of the selection that the user declared.
  public let name: String
  public let anchor: Anchor

  /// The pieces that meet, site by site.
  public let sites: [ActiveSet.Site]

  /// The guards that vanish.
  public let guards: [Guard]

  /// By what means the tie was found.
  public let tier: Tier

  /// `false` iff plain evaluation in doubles does not find the tie.
  public let isTiedInDoubles: Bool
}

/// A node at which evaluation in doubles goes another way than exact evaluation.
public struct DoubleDivergence: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Pieces meet, but doubles see them apart.
    case missedTie

    /// Doubles see a tie where pieces are apart.
    case falseTie

    /// Doubles choose another piece.
    case otherPiece
  }

  /// The node, from 0.
  public let node: Int
  public let anchor: Anchor
  public let kind: Kind
}

/// A node that has its value but no derivative at the point, such as `sqrt` at 0: not a kink, since
/// the function is not Lipschitz there (semantics, section 10).
public struct DomainEdge: Hashable, Sendable {
  /// The node, from 0.
  public let node: Int
  public let primitive: Primitive
  public let anchor: Anchor
  public let arguments: [Certified]
  public let value: Certified

  /// `true` iff some choice of tied pieces lets the derivative of the output pass through the node.
  public let reachesOutput: Bool
}
