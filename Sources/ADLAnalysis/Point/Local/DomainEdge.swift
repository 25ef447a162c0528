import ADLPrograms

/// A node that has its value but no derivative at the point, such as `sqrt` at 0: not a kink, since
/// the function is not Lipschitz there (semantics, section 10).
public struct DomainEdge: Hashable, Sendable {
  /// The node, from 0.
  public let node: Int

  /// What the node applies.
  public let primitive: Primitive

  /// Where the node was written.
  public let anchor: Anchor

  /// The values of its operands.
  public let arguments: [Certified]

  /// The value of the node.
  public let value: Certified

  /// `true` iff some choice of tied pieces lets the derivative of the output pass through the node,
  /// at the point or beside it.
  public let reachesOutput: Bool

  /// `true` iff the slopes of the node stay bounded beside the point: a norm of what vanishes,
  /// which ends no domain.
  public let isLipschitz: Bool

  /// The same node, through which no derivative passes.
  var unreached: DomainEdge {
    DomainEdge(
      node: node, primitive: primitive, anchor: anchor, arguments: arguments, value: value,
      reachesOutput: false, isLipschitz: isLipschitz)
  }
}
