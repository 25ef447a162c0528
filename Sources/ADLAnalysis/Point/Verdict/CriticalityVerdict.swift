/// The verdict on criticality: the second ladder of semantics, section 6.
public enum CriticalityVerdict: String, Hashable, Sendable {
  /// 0 is not in the hull of the node closure, and AD does not return it.
  case notCritical

  /// 0 is in the Clarke subdifferential.
  case clarkeCritical

  /// 0 is in the hull of the node closure, but not in the Clarke subdifferential.
  case artificial

  /// AD returns 0 by a convention outside the node closure, in whose hull 0 is not.
  case zeroByConvention

  /// What was computed leaves it open.
  case undecided
}
