import ADLPrograms

/// Vectors in echelon form: a basis of what was added, and the dependences of the rest on it.
///
/// Independence is certain. What is enclosed, and cannot be told from dependent, counts as
/// dependent on everything that it may depend on.
struct Echelon<Number: RealNumber> {
  /// One reduced vector with its pivot, as a combination of the vectors of the basis. At the pivots
  /// of earlier rows it is 0.
  private struct Row {
    let entries: [Number]
    let pivot: Int
    let combination: [Int: Number]
  }

  private var rows: [Row] = []
  private let isPreferred: (Number) -> Bool

  /// The owners of the vectors added, by their order.
  private var owners: [Int] = []

  /// For each vector that depends on the basis, the owners of what it depends on, and its own: the
  /// fundamental circuits.
  private(set) var circuits: [Set<Int>] = []

  /// `true` iff every dependence is certain too.
  private(set) var isCertain = true

  /// The columns of the pivots: on these entries alone the vectors are as independent as they are.
  var pivots: [Int] { rows.map(\.pivot) }

  /// The number of vectors in the basis.
  var rank: Int { rows.count }

  /// Creates the basis of no vectors; its pivots are entries with `isPreferred` where there are
  /// any.
  init(preferring isPreferred: @escaping (Number) -> Bool = { _ in true }) {
    self.isPreferred = isPreferred
  }

  /// Adds `vector`, which belongs to `owner`.
  mutating func add(_ vector: [Number], owner: Int = 0) {
    let number = owners.count
    owners.append(owner)
    var entries = vector
    var combination: [Int: Number] = [number: Number(1)]
    Work.count(Cost.rational * (rows.count + 1) * vector.count)
    for row in rows where !entries[row.pivot].isZero {
      let factor = entries[row.pivot] / row.entries[row.pivot]
      for j in entries.indices where !row.entries[j].isZero {
        entries[j] = j == row.pivot ? Number(0) : entries[j] - factor * row.entries[j]
      }
      for (member, weight) in row.combination {
        combination[member] = (combination[member] ?? Number(0)) - factor * weight
      }
    }
    if let pivot = pivot(of: entries) {
      rows.append(Row(entries: entries, pivot: pivot, combination: combination))
    } else {
      if entries.contains(where: { !$0.isZero }) { isCertain = false }
      circuits.append(Set(combination.filter { !$0.value.isZero }.map { owners[$0.key] }))
    }
  }

  /// The first entry that is not 0 for certain, a preferred one before the others.
  private func pivot(of entries: [Number]) -> Int? {
    func isPivot(_ entry: Number) -> Bool { entry.sign.isCertainlyNot(.zero) }
    return entries.firstIndex { isPreferred($0) && isPivot($0) }
      ?? entries.firstIndex(where: isPivot)
  }

  /// Returns a basis of the vectors of `count` entries that are orthogonal to all that were added:
  /// one for each column without a pivot.
  func nullSpace(_ count: Int) -> [[Number]] {
    let pivots = Set(pivots)
    return (0..<count).filter { !pivots.contains($0) }.map { free in
      var vector = [Number](repeating: Number(0), count: count)
      vector[free] = Number(1)
      for row in rows.reversed() {
        // Its own pivot stands at 0 still.
        vector[row.pivot] = -row.entries.dot(vector) / row.entries[row.pivot]
      }
      return vector
    }
  }
}
