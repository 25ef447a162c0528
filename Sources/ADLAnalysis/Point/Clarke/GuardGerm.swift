import ADLPrograms

/// What is known of a guard near a point at which it vanishes together with its gradient.
enum GuardGerm: Hashable {
  /// It has this sign at almost all points near; zero for one that vanishes identically.
  case sign(Sign)

  /// It is a polynomial other than 0, without one sign that was found.
  case changing
  case unknown
}
