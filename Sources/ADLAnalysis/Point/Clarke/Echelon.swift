import ADLPrograms

/// Vectors in echelon form: a basis of what was added, and the dependences of the rest on it.
///
/// Independence is certain. What is enclosed, and cannot be told from dependent, counts as
/// dependent on everything that it may depend on.
struct Echelon {
  /// One reduced vector with its pivot, as a combination of the vectors of the basis.
  private struct Row {
    let entries: [Certified]
    let pivot: Int
    let combination: [Int: Certified]
  }

  private var rows: [Row] = []

  /// The owners of the vectors added, by their order.
  private var owners: [Int] = []

  /// For each vector that depends on the basis, the owners of what it depends on, and its own: the
  /// fundamental circuits.
  private(set) var circuits: [Set<Int>] = []

  /// `true` iff every dependence is certain too.
  private(set) var isCertain = true

  /// The positions of the pivots: on these entries alone the vectors are as independent as they
  /// are.
  var pivots: [Int] { rows.map(\.pivot) }

  var rank: Int { rows.count }

  /// Adds `vector`, which belongs to `owner`.
  mutating func add(_ vector: [Certified], owner: Int) {
    let number = owners.count
    owners.append(owner)
    var entries = vector
    var combination: [Int: Certified] = [number: .exact(.one)]
    for row in rows where !entries[row.pivot].isZero {
      let factor = entries[row.pivot] / row.entries[row.pivot]
      for j in entries.indices where !row.entries[j].isZero {
        entries[j] = j == row.pivot ? .exact(.zero) : entries[j] - factor * row.entries[j]
      }
      for (member, weight) in row.combination {
        combination[member] = (combination[member] ?? .exact(.zero)) - factor * weight
      }
    }
    func isPivot(_ entry: Certified) -> Bool { entry.sign.isCertainlyNot(.zero) }
    let pivot =
      entries.firstIndex { $0.isExact && isPivot($0) } ?? entries.firstIndex(where: isPivot)
    if let pivot {
      rows.append(Row(entries: entries, pivot: pivot, combination: combination))
    } else {
      if entries.contains(where: { !$0.isZero }) { isCertain = false }
      circuits.append(Set(combination.filter { !$0.value.isZero }.map { owners[$0.key] }))
    }
  }
}
