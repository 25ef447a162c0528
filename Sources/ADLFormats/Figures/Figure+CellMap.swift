import ADLAnalysis

extension Figure {
  /// Creates the picture of a map: the lines on which pieces change over the cells as grounds.
  ///
  /// In a terminal the lines alone are drawn; outside the domain the ground stays white.
  public init(_ map: CellMap, name: String) {
    let borders = map.borders.map { border in
      [Point(border.start.x, border.start.y), Point(border.end.x, border.end.y)]
    }
    let graph = Graph(
      name: "\(name): \(map.cellCount) cell\(map.cellCount == 1 ? "" : "s")", strokes: borders)
    self.init(
      [graph], from: map.x.lowerBound, to: map.x.upperBound, bottom: map.y.lowerBound,
      top: map.y.upperBound, grounds: Self.grounds(of: map))
  }

  /// Runs of grid squares of one cell, row by row.
  private static func grounds(of map: CellMap) -> [Ground] {
    func edge(_ range: ClosedRange<Double>, _ index: Int, of count: Int) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double(index) / Double(count)
    }
    var grounds: [Ground] = []
    for row in 0..<map.rows {
      let y = edge(map.y, row, of: map.rows)...edge(map.y, row + 1, of: map.rows)
      var column = 0
      while column < map.columns {
        let cell = map.cells[row * map.columns + column]
        var end = column + 1
        while end < map.columns, map.cells[row * map.columns + end] == cell { end += 1 }
        if cell >= 0 {
          let x = edge(map.x, column, of: map.columns)...edge(map.x, end, of: map.columns)
          grounds.append(Ground(x: x, y: y, number: cell))
        }
        column = end
      }
    }
    return grounds
  }
}
