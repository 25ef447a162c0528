/// An alternative taken at a tie.
public struct Choice: Hashable, Sendable {
  /// The node, from 0.
  public let node: Int

  /// The site of the selection; 0 for all but the 1-norm and medians of an even number.
  public let site: Int

  /// The piece taken there, from 0: for a sort, the operand that takes this place.
  public let piece: Int
}
