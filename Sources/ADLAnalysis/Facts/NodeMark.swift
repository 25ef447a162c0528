import ADLPrograms

/// A node, with where it was written.
public struct NodeMark: Hashable, Sendable {
  public let node: Int
  public let anchor: Anchor
}
