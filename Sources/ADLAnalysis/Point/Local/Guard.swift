import ADLPrograms

/// A guard of a selection that vanishes at the point, as a function of nodes: Σ c_j x_j + constant.
public struct Guard: Hashable, Sendable {
  /// One c_j with its node, from 0.
  public struct Term: Hashable, Sendable {
    /// The node, from 0.
    public let node: Int

    /// The coefficient of the node's value.
    public let coefficient: Certified
  }

  /// The terms in node order.
  public let terms: [Term]

  /// What is added to them.
  public let constant: Certified

  /// `false` iff the guard is not an affine function of these nodes; the terms are then its
  /// gradient.
  public let isAffine: Bool
}
