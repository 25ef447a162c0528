import ADLPrograms

/// What ties contribute to a gradient, or to a Jacobian row by row: the entries that are reached,
/// which are few for a single tie.
struct GradientShare {
  /// The number of entries, those included that are not reached.
  let count: Int

  /// The entries that are reached, by increasing position.
  let entries: [(position: Int, number: Tiered)]

  init(count: Int, _ entries: [(position: Int, number: Tiered)]) {
    self.count = count
    self.entries = entries
  }

  init(_ entries: [Tiered]) {
    self.init(count: entries.count, entries.enumerated().map { ($0, $1) })
  }

  /// All entries.
  var all: [Tiered] {
    var all = [Tiered](repeating: Tiered(0), count: count)
    for (position, number) in entries { all[position] = number }
    return all
  }

  /// Takes this part from `whole`.
  func take(from whole: inout [Tiered]) {
    Work.count(Cost.rational * entries.count)
    for (position, number) in entries { whole[position] = whole[position] - number }
  }
}
