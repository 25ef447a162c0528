import ADLPrograms

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
