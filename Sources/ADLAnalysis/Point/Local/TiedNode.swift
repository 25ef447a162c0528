import ADLPrograms

/// A node at which two or more pieces meet: the "why" of every set-valued answer.
public struct TiedNode: Hashable, Sendable {
  /// The node, from 0.
  public let node: Int

  /// What the node applies.
  public let primitive: Primitive

  /// The primitive's name, or the name of the selection that the user declared.
  public let name: String

  /// Where the node was written.
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
