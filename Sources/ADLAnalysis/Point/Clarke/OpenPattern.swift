import ADLPrograms

/// Choices at ties of which it stays open whether they, or all that extends them, occur near the
/// point.
public struct OpenPattern: Hashable, Sendable {
  /// Why it stays open.
  public enum Reason: Hashable, Sendable {
    /// The budget ran out, or the caller stopped the work, before what extends them was explored.
    case budget

    /// No cone of directions leads there, but guards are curved: a thin region may.
    case curvature

    /// Gradients of guards are only enclosed, and the enclosures do not tell whether directions
    /// lead there.
    case enclosures

    /// The sign of the guard at this node, whose gradient vanishes, changes with the direction.
    case tangency(node: Int)

    /// A guard at this node stays 0, or is not a number, as far as it was computed.
    case undecided(node: Int)
  }

  /// The choices, in program order.
  public let choices: [Choice]

  /// Why it stays open.
  public let reason: Reason
}
