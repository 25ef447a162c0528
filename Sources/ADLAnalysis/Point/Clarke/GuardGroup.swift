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

  /// The ties of the group that the program needs at the point.
  let units: [TieUnit]

  /// The ties of all groups, those in arms that are not taken at the point included.
  let all: Set<TieUnit>

  /// Those of this group.
  let own: [TieUnit]

  let kind: Kind

  /// The inputs that the guards in the group depend on.
  let inputs: [Int]

  /// The inputs that directions may be restricted to: on them the guards are as independent as they
  /// are on all.
  let coordinates: [Int]

  /// The ties of other groups.
  var others: Set<TieUnit> {
    Work.count(Cost.rational * all.count)
    return all.subtracting(own)
  }
}
