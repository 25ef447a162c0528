import ADLPrograms

/// The cheapest way to give each row a column of its own.
///
/// Kuhn's Hungarian method with shortest augmenting paths, exactly.
struct Assignment {
  /// The column of each row.
  let columns: [Int]

  /// Solves the problem of `costs`, given row by row.
  ///
  /// - Requires: at least as many columns as rows.
  /// - Complexity: O(rows² columns), which is charged; where the work has ended, the rows are given
  ///   the first columns.
  init(_ costs: [[Rational]]) {
    let rows = costs.count
    let count = costs.first?.count ?? 0
    var rowPotential = [Rational](repeating: .zero, count: rows)
    var columnPotential = [Rational](repeating: .zero, count: count)
    var rowOfColumn = [Int](repeating: -1, count: count)
    for start in 0..<rows {
      // Dijkstra from `start` over reduced costs, which are never negative.
      var distance = [Rational?](repeating: nil, count: count)
      var previous = [Int](repeating: -1, count: count)
      var isDone = [Bool](repeating: false, count: count)
      var row = start
      var reached = Rational.zero
      var column = -1
      while true {
        Work.count(Cost.rational * count)
        if Work.hasEnded {
          columns = Array(0..<rows)
          return
        }
        var next = -1
        for j in 0..<count where !isDone[j] {
          let candidate = reached + costs[row][j] - rowPotential[row] - columnPotential[j]
          if distance[j].map({ candidate < $0 }) ?? true {
            distance[j] = candidate
            previous[j] = column
          }
          if next < 0 || distance[j]! < distance[next]! { next = j }
        }
        reached = distance[next]!
        isDone[next] = true
        column = next
        if rowOfColumn[next] < 0 { break }
        row = rowOfColumn[next]
      }
      rowPotential[start] = rowPotential[start] + reached
      for j in 0..<count where isDone[j] && j != column {
        let change = reached - distance[j]!
        columnPotential[j] = columnPotential[j] - change
        rowPotential[rowOfColumn[j]] = rowPotential[rowOfColumn[j]] + change
      }
      while column >= 0 {
        let before = previous[column]
        rowOfColumn[column] = before < 0 ? start : rowOfColumn[before]
        column = before
      }
    }
    var columns = [Int](repeating: 0, count: rows)
    for (column, row) in rowOfColumn.enumerated() where row >= 0 { columns[row] = column }
    self.columns = columns
  }
}
