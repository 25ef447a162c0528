import ADLAnalysis
import ADLFormats
import ADLPrograms

/// Sets as conditions in the inputs: parts that differ in one comparison alone are put together.
struct IndexWords {
  /// A comparison of two formulas, with the relations that it may have.
  struct Comparison: Hashable {
    let left: String
    let right: String
    var relations: Set<Sign>

    /// The comparison as the language writes it.
    var text: String {
      let relation =
        switch (
          relations.contains(.negative), relations.contains(.zero), relations.contains(.positive)
        ) {
        case (true, true, _): "<="
        case (true, _, true): "!="
        case (true, _, _): "<"
        case (_, true, true): ">="
        case (_, true, _): "=="
        default: ">"
        }
      return "\(left) \(relation) \(right)"
    }

    /// `true` iff both are known to compare the same formulas: not where one is not written.
    func isOf(_ other: Comparison) -> Bool {
      left == other.left && right == other.right && ![left, right].contains("…")
    }
  }

  /// The parts, each a list of comparisons that hold together; an empty list is everything.
  private(set) var rows: [[Comparison]] = []

  init(_ parts: [IndexSets.Part], inputNames: [String]) {
    for part in parts {
      let text = part.sides.map { LetFormula($0, inputNames: inputNames) }
      let row = part.telling.map { i -> Comparison in
        let condition = part.conditions[i]
        func side(_ i: Int) -> String { text?.text(outputs: i..<i + 1, limit: 400) ?? "…" }
        return Comparison(
          left: side(condition.left), right: side(condition.right), relations: [condition.relation])
      }
      if !rows.contains(row) { rows.append(row) }
    }
    while mergeOnce() {}
  }

  /// Puts two rows together; `false` where no two can be.
  private mutating func mergeOnce() -> Bool {
    for i in rows.indices {
      for j in rows.indices where j > i {
        guard let row = Self.merged(rows[i], rows[j]) else { continue }
        rows.remove(at: j)
        rows[i] = row
        if rows[..<i].contains(row) || rows[(i + 1)...].contains(row) { rows.remove(at: i) }
        return true
      }
    }
    return false
  }

  private static func merged(_ a: [Comparison], _ b: [Comparison]) -> [Comparison]? {
    guard a.count == b.count, zip(a, b).allSatisfy({ $0.isOf($1) }) else { return nil }
    let apart = a.indices.filter { a[$0] != b[$0] }
    guard apart.count <= 1 else { return nil }
    guard let place = apart.first else { return a }
    var row = a
    row[place].relations.formUnion(b[place].relations)
    if row[place].relations.count == 3 { row.remove(at: place) }
    return row
  }

  /// The rows as text.
  var texts: [[String]] { rows.map { $0.map(\.text) } }
}
