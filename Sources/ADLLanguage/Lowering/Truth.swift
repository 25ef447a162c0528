import ADLPrograms

/// The truth of a condition: known when the program is written, or a formula of comparisons.
enum Truth {
  case known(Bool)

  /// The comparisons are numbered in the order of `sides`, which lists both sides of each.
  case open(Condition, sides: [Operand])

  /// A comparison with a number that is none.
  case undefined
}
