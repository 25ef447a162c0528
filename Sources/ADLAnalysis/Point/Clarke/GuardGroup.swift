import ADLPrograms

/// A group of ties whose cells do not constrain those of other groups.
struct GuardGroup {
  enum Kind {
    /// One tie, all of whose alternatives are chosen near the point.
    case free

    /// Ties that depend on one input only: two directions say everything.
    case line(input: Int)

    /// Ties that need the sign tree.
    case tree
  }

  let units: [TieUnit]
  let kind: Kind

  /// The inputs that anything in the group depends on.
  let inputs: [Int]

  /// The inputs that directions may be restricted to: on them the guards are as independent as they
  /// are on all.
  let coordinates: [Int]
}
