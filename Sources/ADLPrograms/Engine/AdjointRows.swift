/// The rows of adjoints while a sweep is laid out: which are in use, by how many nodes, and which are
/// free again.
struct AdjointRows {
  /// The row after the last.
  private(set) var end: Int32
  private let first: Int32
  private var free: [Int32] = []

  // The row of each position, and how many positions share a row.
  private var rows: [Int32]
  private var users: [Int32: Int] = [:]

  init(first: Int32, positionCount: Int) {
    self.first = first
    end = first
    rows = [Int32](repeating: -1, count: positionCount)
  }

  /// The row of the adjoints of `position`; `nil` where nothing has reached it.
  func row(ofPosition position: Int) -> Int32? { rows[position] < 0 ? nil : rows[position] }

  /// Returns a row that is free.
  mutating func take() -> Int32 {
    let row = free.popLast() ?? end
    if row == end { end += 1 }
    users[row] = 1
    return row
  }

  /// Frees a row that was taken.
  mutating func give(_ row: Int32) {
    users[row, default: 1] -= 1
    if users[row] == 0, row >= first { free.append(row) }
  }

  /// Lets `position` have the adjoints in `row`, whoever else has them.
  mutating func alias(_ position: Int, to row: Int32) {
    rows[position] = row
    users[row, default: 0] += 1
  }

  /// Lets `position` have the adjoints in a row that was taken.
  mutating func own(_ position: Int, _ row: Int32) { rows[position] = row }

  /// Returns the row in which a share is put and the row that it is added to, -1 for none: a row
  /// that others have is left as it is.
  mutating func accumulate(_ position: Int) -> (row: Int32, base: Int32) {
    let base = rows[position]
    if base >= first, users[base] == 1 { return (base, base) }
    let row = take()
    if base >= 0 { give(base) }
    rows[position] = row
    return (row, base)
  }

  /// Frees the row of `position`, whose shares were passed on.
  mutating func release(_ position: Int) {
    if rows[position] >= 0 { give(rows[position]) }
    rows[position] = -1
  }
}
