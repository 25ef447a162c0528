import ADLPrograms

/// A node at which evaluation in doubles goes another way than exact evaluation.
public struct DoubleDivergence: Hashable, Sendable {
  /// What doubles do there.
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

  /// Where the node was written.
  public let anchor: Anchor

  /// What doubles do there.
  public let kind: Kind
}
