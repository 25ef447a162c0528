import ADLPrograms

/// As many linear equations as unknowns: each row has the coefficients, then the right-hand side.
struct LinearSystem<Number: RealNumber> {
  private var rows: [[Number]]

  /// `true` iff the matrix is symmetric; then entries below the diagonal are not read.
  private let isSymmetric: Bool

  init(_ rows: [[Number]], isSymmetric: Bool = false) {
    self.rows = rows
    self.isSymmetric = isSymmetric
  }

  /// What elimination comes to.
  enum Outcome {
    case solution([Number])

    /// No row has a pivot in this column.
    case stuck(column: Int)
  }

  /// Solves the system by elimination, and from the last unknown to the first.
  ///
  /// - Parameter pivot: returns which of the given rows, of those from number `column` on, has the
  ///   pivot in `column`, if any; of a symmetric matrix only that row may.
  /// - Complexity: O(n³).
  func solved(pivot: (_ column: Int, _ rows: [[Number]]) -> Int?) -> Outcome {
    var rows = rows
    let count = rows.count
    Work.count(Cost.rational * count * count * (count + 3) / 3)
    for column in 0..<count {
      guard let chosen = pivot(column, rows) else { return .stuck(column: column) }
      rows.swapAt(column, chosen)
      for row in (column + 1)..<max(count, column + 1) {
        let entry = isSymmetric ? rows[column][row] : rows[row][column]
        if entry.isZero { continue }
        let factor = entry / rows[column][column]
        for k in (isSymmetric ? row : column + 1)...count {
          rows[row][k] = rows[row][k] - factor * rows[column][k]
        }
      }
    }
    var solution = [Number](repeating: Number(0), count: count)
    for row in stride(from: count - 1, through: 0, by: -1) {
      var rest = rows[row][count]
      for k in (row + 1)..<max(count, row + 1) { rest = rest - rows[row][k] * solution[k] }
      solution[row] = rest / rows[row][row]
    }
    return .solution(solution)
  }
}
