import ADLPrograms

/// One condition that holds at the point and puts it into its cell: how two formulas compare.
public struct IndexCondition: Hashable, Sendable {
  /// The selection that asks, from 0.
  public let node: Int

  /// The primitive's name, or the name of the selection that the user declared.
  public let name: String

  /// Where the selection was written.
  public let anchor: Anchor

  /// The outputs of `SelectionAnswer.sides` that are compared.
  public let left: Int

  /// The output of `SelectionAnswer.sides` on the right.
  public let right: Int

  /// The sign of the left side minus the right one; zero at a tie.
  public let relation: Sign

  /// By what means it is known.
  public let tier: Tier
}
