/// The verdict on derivatives at a point: the first ladder of semantics, section 6.
public enum PointVerdict: String, Hashable, Sendable {
  /// No pieces meet: the function is analytic around the point.
  case smooth

  /// Pieces meet, the function is differentiable, and AD returns its derivative.
  case differentiable

  /// The function is differentiable, and AD returns something else.
  case spuriousDerivative

  /// The function is not differentiable, and AD returns an element of the Clarke subdifferential.
  case kink

  /// The function is not differentiable, and what AD returns is not in the Clarke subdifferential.
  case spuriousKink

  /// The function is not continuous at the point: it is not in the class, and has no such sets
  /// here.
  case discontinuous

  /// The function is continuous at the point and jumps as near to it as one likes, so that it has
  /// no such sets here either.
  case continuousAtPoint

  /// The same, where it is not known whether the function is continuous at the point.
  case discontinuousAround

  /// The value exists but the derivative does not, or is infinite, inside some node.
  case domainEdge

  /// The budget, or what can be decided at all, did not suffice.
  case undecided
}
