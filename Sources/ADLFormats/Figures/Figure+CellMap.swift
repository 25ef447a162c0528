import ADLAnalysis

extension Figure {
  /// Creates the picture of a map: the lines on which pieces change over the cells as grounds, with
  /// the names of the cells in their middles.
  ///
  /// In a terminal the lines and the names are drawn; outside the domain the ground stays white.
  package init(_ map: CellMap, name: String, explanations: [Explanation] = []) {
    let graph = Graph(
      name: "\(name): \(map.cellCount) cell\(map.cellCount == 1 ? "" : "s")",
      strokes: Self.lines(of: map))
    self.init(
      [graph], from: map.x.lowerBound, to: map.x.upperBound, bottom: map.y.lowerBound,
      top: map.y.upperBound, grounds: Self.grounds(of: map), labels: Self.labels(of: map),
      explanations: explanations)
  }

  /// Creates the picture of a map with a way over it.
  package init(_ map: CellMap, name: String, way: [Point]) {
    let picture = Figure(map, name: name)
    let line = Graph(
      name: "the way", strokes: [way], dots: way.last.map { [$0] } ?? [],
      limits: way.first.map { [$0] } ?? [])
    self.init(
      picture.graphs + [line], from: picture.lower, to: picture.upper, bottom: picture.bottom,
      top: picture.top, grounds: picture.grounds, labels: picture.labels,
      explanations: picture.explanations)
  }

  /// What a cell is called: a letter; `nil` after the last.
  package static func cellName(_ number: Int) -> String? {
    letters.indices.contains(number) ? String(letters[number]) : nil
  }

  private static let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")

  /// A name for every part of a cell that has room, and one at least for every cell.
  private static func labels(of map: CellMap) -> [Label] {
    let centers = map.centers().sorted { ($0.depth, $1.row) > ($1.depth, $0.row) }
    var named: Set<Int> = []
    return centers.compactMap { center in
      let hasRoom = center.depth > max(map.rows / 24, 1)
      guard named.insert(center.cell).inserted || hasRoom, let name = cellName(center.cell)
      else { return nil }
      let point = map.point(column: center.column, row: center.row)
      return Label(point: Point(point.x, point.y), text: name)
    }
  }

  /// The borders, each joined to those that begin where it ends.
  private static func lines(of map: CellMap) -> [[Point]] {
    let parts = map.borders.map { [Point($0.start.x, $0.start.y), Point($0.end.x, $0.end.y)] }
    var ends: [Point: [Int]] = [:]
    for (i, part) in parts.enumerated() { for end in part { ends[end, default: []].append(i) } }
    var isDrawn = [Bool](repeating: false, count: parts.count)
    func follow(_ line: inout [Point]) {
      while let end = line.last, let next = ends[end]?.first(where: { !isDrawn[$0] }) {
        isDrawn[next] = true
        line.append(parts[next][0] == end ? parts[next][1] : parts[next][0])
      }
    }
    return parts.indices.compactMap { i in
      if isDrawn[i] { return nil }
      isDrawn[i] = true
      var line = parts[i]
      follow(&line)
      line.reverse()
      follow(&line)
      return line
    }
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
