import ADLPrograms

/// A node, with where it was written.
public struct NodeMark: Hashable, Sendable {
  /// The node, from 0.
  public let node: Int

  /// Where the node was written.
  public let anchor: Anchor
}
