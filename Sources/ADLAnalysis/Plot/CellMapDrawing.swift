import ADLPrograms

/// Draws a cell map.
struct CellMapDrawing {
  typealias Point = CellMap.Point

  let program: Program
  let output: Int
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>
  let columns: Int
  let rows: Int
  let work: Work

  private var numbers: [[Int: Piece]: Int] = [:]

  /// Where in a grid square the program is run.
  static let middle = (x: 0.5078125, y: 0.49609375)

  init(
    _ program: Program, output: Int, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>,
    _ columns: Int, _ rows: Int, _ work: Work
  ) {
    self.program = program
    self.output = output
    self.x = x
    self.y = y
    self.columns = columns
    self.rows = rows
    self.work = work
  }

  mutating func map() -> CellMap {
    var cells = [Int](repeating: -1, count: columns * rows)
    var values = [Double](repeating: .nan, count: columns * rows)
    // Cells are counted before the corners are looked at, which may lie on lines.
    let stop = fill(rows, columns) { drawing, row, column in
      let found = drawing.look(
        drawing.point(Double(column) + Self.middle.x, Double(row) + Self.middle.y))
      cells[row * drawing.columns + column] = found.cell
      values[row * drawing.columns + column] = found.value
    }
    let count = numbers.count
    var corners = [Int](repeating: -1, count: (columns + 1) * (rows + 1))
    let end =
      stop
      ?? fill(rows + 1, columns + 1) { drawing, row, column in
        corners[row * (drawing.columns + 1) + column] =
          drawing.look(drawing.corner(column, row)).cell
      }
    let lines = end == nil ? borders(corners) : []
    return CellMap(
      columns: columns, rows: rows, cells: fromTheTop(cells, count), values: values,
      cellCount: count, borders: lines, x: x, y: y, stop: end ?? work.stop)
  }

  /// Carries out `body` for all places of a grid; returns why the work ended early, where it did.
  private mutating func fill(
    _ rows: Int, _ columns: Int, _ body: (inout CellMapDrawing, Int, Int) -> Void
  ) -> Stop? {
    for row in 0..<rows {
      do throws(Stop) {
        try work.charge(columns)
      } catch {
        return error
      }
      for column in 0..<columns {
        body(&self, row, column)
        if let stop = work.stop { return stop }
      }
    }
    return nil
  }

  /// Returns the numbers as they would be if cells were met from the top left.
  private func fromTheTop(_ cells: [Int], _ count: Int) -> [Int] {
    var order = [Int?](repeating: nil, count: count)
    var next = 0
    for row in stride(from: rows - 1, through: 0, by: -1) {
      for column in 0..<columns {
        let cell = cells[row * columns + column]
        if cell >= 0, order[cell] == nil {
          order[cell] = next
          next += 1
        }
      }
    }
    return cells.map { $0 < 0 ? $0 : order[$0] ?? $0 }
  }

  /// A corner of a grid square, a little off: lines of short numbers pass through corners too, and
  /// there the program is on neither side.
  private func corner(_ column: Int, _ row: Int) -> Point {
    func place(_ index: Int, of count: Int) -> Double {
      min(max(Double(index) + 0x1p-9, 0x1p-17), Double(count) - 0x1p-17)
    }
    return point(place(column, of: columns), place(row, of: rows) - 0x1p-18)
  }

  private func point(_ column: Double, _ row: Double) -> Point {
    Self.point(column, row, x, y, columns, rows)
  }

  /// Returns the point at a place of the grid; an end of the rectangle is met to the bit.
  static func point(
    _ column: Double, _ row: Double, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>,
    _ columns: Int, _ rows: Int
  ) -> Point {
    // Ends that differ by more than the largest double are weighed, not subtracted.
    func between(_ range: ClosedRange<Double>, _ share: Double) -> Double {
      range.lowerBound * (1 - share) + range.upperBound * share
    }
    return Point(between(x, column / Double(columns)), between(y, row / Double(rows)))
  }

  private mutating func look(_ point: Point) -> (cell: Int, value: Double) {
    guard let evaluation = try? program.evaluate(at: [point.x, point.y]) else { return (-1, .nan) }
    var pieces: [Int: Piece] = [:]
    for (k, active) in evaluation.active.enumerated() {
      if let active { pieces[k] = active.piece }
    }
    let number = numbers[pieces] ?? numbers.count
    numbers[pieces] = number
    return (number, evaluation.outputs[output])
  }

  // MARK: - Lines

  /// Joins the points at which the sides of a grid square are crossed, until the work ends.
  private mutating func borders(_ corners: [Int]) -> [CellMap.Border] {
    var borders: [CellMap.Border] = []
    var known: [Int: Point] = [:]
    func cell(_ column: Int, _ row: Int) -> Int { corners[row * (columns + 1) + column] }
    for row in 0..<rows {
      for column in 0..<columns {
        if work.isStopped { return borders }
        let square = [
          (column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1),
        ]
        let own = square.map { cell($0.0, $0.1) }
        guard own.contains(where: { $0 != own[0] }) else { continue }
        var crossings: [Point] = []
        for side in 0..<4 where own[side] != own[(side + 1) % 4] {
          let (a, b) = (square[side], square[(side + 1) % 4])
          let key = min(a.1 * (columns + 1) + a.0, b.1 * (columns + 1) + b.0) * 2 + side % 2
          let crossing =
            known[key] ?? crossing(corner(a.0, a.1), own[side], corner(b.0, b.1))
          known[key] = crossing
          crossings.append(crossing)
        }
        if crossings.count == 2 {
          borders.append(.init(start: crossings[0], end: crossings[1]))
        } else {
          // Lines meet in the square: from every crossing to their middle.
          let n = Double(crossings.count)
          let center = Point(
            crossings.reduce(0) { $0 + $1.x } / n, crossings.reduce(0) { $0 + $1.y } / n)
          borders += crossings.map { .init(start: $0, end: center) }
        }
      }
    }
    return borders
  }

  /// Returns a point between `a`, which lies in the cell `cell`, and `b` at which that cell ends.
  private mutating func crossing(_ a: Point, _ cell: Int, _ b: Point) -> Point {
    var (inside, outside) = (a, b)
    for _ in 0..<30 {
      let middle = Point(inside.x / 2 + outside.x / 2, inside.y / 2 + outside.y / 2)
      if look(middle).cell == cell { inside = middle } else { outside = middle }
    }
    return outside
  }
}
