/// The verdict on criticality: the second ladder of semantics, section 6.
public enum CriticalityVerdict: String, Hashable, Sendable {
  /// 0 is not in the hull of the node closure, and AD does not return it.
  case notCritical

  /// 0 is in the Clarke subdifferential.
  case clarkeCritical

  /// 0 is in the hull of the node closure, or AD returns it, but it is not in the Clarke
  /// subdifferential.
  case artificial

  /// What was computed leaves it open.
  case undecided
}
