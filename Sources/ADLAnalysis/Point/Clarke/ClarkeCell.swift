import ADLPrograms

/// A cell that a sign tree found.
public struct ClarkeCell: Hashable, Sendable {
  /// The choices that hold in it, in program order.
  public let choices: [Choice]

  /// A direction from the point into it, or along which it is reached.
  public let direction: [Rational]

  /// `true` iff no cone of directions from the point lies in the cell.
  public let isThin: Bool
}
