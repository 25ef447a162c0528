/// A partition of the numbers from 0 that only grows coarser.
struct DisjointSets {
  private var parent: [Int]

  init(count: Int) { parent = Array(0..<count) }

  private func root(_ a: Int) -> Int {
    var a = a
    while parent[a] != a { a = parent[a] }
    return a
  }

  /// Joins the classes of `a` and `b`.
  /// - Returns: `true` iff they were two.
  @discardableResult
  mutating func join(_ a: Int, _ b: Int) -> Bool {
    let (a, b) = (root(a), root(b))
    parent[max(a, b)] = min(a, b)
    return a != b
  }

  /// The classes, each in increasing order, by their first members.
  var classes: [[Int]] {
    Dictionary(grouping: parent.indices, by: root).values.sorted { $0[0] < $1[0] }
  }
}
