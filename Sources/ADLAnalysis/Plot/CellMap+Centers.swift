/// Where the name of a cell finds room: a grid square as far from other cells as there is.
public struct CellCenter: Hashable, Sendable {
  /// The number of the cell.
  public let cell: Int

  /// The column of the square, from 0 at the left.
  public let column: Int

  /// The row of the square, from 0 at the bottom.
  public let row: Int

  /// How many squares away the nearest of another cell is, diagonals included; ends of the map
  /// count.
  public let depth: Int
}

extension CellMap {
  /// Returns the centre of every connected part of every cell, from the lowest row.
  /// - Complexity: O(columns · rows).
  public func centers() -> [CellCenter] {
    let depths = depths()
    var isSeen = [Bool](repeating: false, count: cells.count)
    var centers: [CellCenter] = []
    for start in cells.indices where cells[start] >= 0 && !isSeen[start] {
      let part = part(from: start, &isSeen)
      let depth = part.map { depths[$0] }.max() ?? 0
      // Of the deepest squares that in their middle.
      let deepest = part.filter { depths[$0] == depth }
      let column = deepest.reduce(0) { $0 + $1 % columns } / deepest.count
      let row = deepest.reduce(0) { $0 + $1 / columns } / deepest.count
      let best = deepest.min { a, b in
        func distance(_ square: Int) -> Int {
          abs(square % columns - column) + abs(square / columns - row)
        }
        return (distance(a), a) < (distance(b), b)
      }
      guard let best else { continue }
      centers.append(
        CellCenter(cell: cells[start], column: best % columns, row: best / columns, depth: depth))
    }
    return centers
  }

  /// Returns the squares of the connected part that holds `start`.
  private func part(from start: Int, _ isSeen: inout [Bool]) -> [Int] {
    var part: [Int] = []
    var pending = [start]
    isSeen[start] = true
    while let square = pending.popLast() {
      part.append(square)
      let column = square % columns
      var neighbours = [square - columns, square + columns]
      if column > 0 { neighbours.append(square - 1) }
      if column < columns - 1 { neighbours.append(square + 1) }
      for next in neighbours
      where cells.indices.contains(next) && !isSeen[next] && cells[next] == cells[start] {
        isSeen[next] = true
        pending.append(next)
      }
    }
    return part
  }

  /// The distance of every square from the nearest of another cell, in two sweeps.
  private func depths() -> [Int] {
    var depths = [Int](repeating: 1, count: cells.count)
    func depth(_ row: Int, _ column: Int, _ cell: Int) -> Int {
      guard 0..<rows ~= row, 0..<columns ~= column else { return 0 }
      return cells[row * columns + column] == cell ? depths[row * columns + column] : 0
    }
    func sweep(_ order: some Sequence<Int>, _ step: Int, limit: Bool) {
      for square in order {
        let (row, column, cell) = (square / columns, square % columns, cells[square])
        let around = [
          depth(row + step, column - 1, cell), depth(row + step, column, cell),
          depth(row + step, column + 1, cell), depth(row, column + step, cell),
        ]
        let own = 1 + (around.min() ?? 0)
        depths[square] = limit ? min(depths[square], own) : own
      }
    }
    sweep(depths.indices, -1, limit: false)
    sweep(depths.indices.reversed(), 1, limit: true)
    return depths
  }
}
