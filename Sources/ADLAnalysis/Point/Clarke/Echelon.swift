import ADLPrograms

/// Vectors in echelon form: a basis of what was added, and the dependences of the rest on it.
struct Echelon {
  /// One reduced vector with its pivot, as a combination of the vectors of the basis.
  private struct Row {
    let entries: [Rational]
    let pivot: Int
    let combination: [Int: Rational]
  }

  private var rows: [Row] = []

  /// The owners of the vectors added, by their order.
  private var owners: [Int] = []

  /// For each vector that depends on the basis, the owners of what it depends on, and its own: the
  /// fundamental circuits.
  private(set) var circuits: [Set<Int>] = []

  /// The positions of the pivots: on these entries alone the vectors are as independent as they are.
  var pivots: [Int] { rows.map(\.pivot) }

  var rank: Int { rows.count }

  /// Adds `vector`, which belongs to `owner`.
  mutating func add(_ vector: [Rational], owner: Int) {
    let number = owners.count
    owners.append(owner)
    var entries = vector
    var combination: [Int: Rational] = [number: .one]
    for row in rows where !entries[row.pivot].isZero {
      let factor = entries[row.pivot] / row.entries[row.pivot]
      for j in entries.indices where !row.entries[j].isZero {
        entries[j] = entries[j] - factor * row.entries[j]
      }
      for (member, weight) in row.combination {
        combination[member] = (combination[member] ?? .zero) - factor * weight
      }
    }
    if let pivot = entries.firstIndex(where: { !$0.isZero }) {
      rows.append(Row(entries: entries, pivot: pivot, combination: combination))
    } else {
      circuits.append(Set(combination.filter { !$0.value.isZero }.map { owners[$0.key] }))
    }
  }
}
