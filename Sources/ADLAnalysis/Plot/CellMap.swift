import ADLPrograms

/// The cells of a program of two variables on a rectangle, as a picture: which pieces are taken where,
/// and the lines on which they change.
public struct CellMap: Hashable, Sendable {
  /// A point of the plane.
  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double

    /// Creates the point (x, y).
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A part of a line on which pieces change.
  public struct Border: Hashable, Sendable {
    public let start: Point
    public let end: Point
  }

  /// The number of columns and rows of the grid.
  public let columns: Int
  public let rows: Int

  /// The number of the cell at the middle of each grid square, from the lowest row, each from the
  /// left; cells are numbered from 0 as they are met, and -1 is outside the domain.
  public let cells: [Int]

  /// The value of the output at the same points; NaN outside the domain.
  public let values: [Double]

  /// The number of different cells met.
  public let cellCount: Int

  /// The lines, in small parts.
  public let borders: [Border]

  /// The rectangle.
  public let x: ClosedRange<Double>
  public let y: ClosedRange<Double>

  /// Why the work ended early, where it did: then rows are missing at the top, with cell -1.
  public let stop: Stop?
}

extension Program {
  /// Returns the map of the cells of output `i` on a rectangle, on a grid of the given size.
  ///
  /// The lines are found by bisection in doubles between neighbouring points that take different
  /// pieces: a picture, not a proof.
  ///
  /// - Requires: p is 2, `i < q`, and the sizes are positive.
  public func cellMap(
    output i: Int = 0, x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 96,
    rows: Int = 96, _ work: Work = Work()
  ) -> CellMap {
    var drawing = CellMapDrawing(self, output: i, x, y, columns, rows, work)
    return drawing.map()
  }
}

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
    // The cell at the corners of all grid squares, and at their middles.
    var corners = [Int](repeating: -1, count: (columns + 1) * (rows + 1))
    var cells = [Int](repeating: -1, count: columns * rows)
    var values = [Double](repeating: .nan, count: columns * rows)
    var stop: Stop?
    for row in 0...rows {
      do throws(Stop) {
        try work.spend(columns)
      } catch {
        stop = error
        break
      }
      for column in 0...columns {
        corners[row * (columns + 1) + column] = look(corner(column, row)).cell
        guard row < rows, column < columns else { continue }
        let found = look(middle(column, row))
        cells[row * columns + column] = found.cell
        values[row * columns + column] = found.value
      }
    }
    return CellMap(
      columns: columns, rows: rows, cells: cells, values: values, cellCount: numbers.count,
      borders: stop == nil ? borders(corners) : [], x: x, y: y, stop: stop)
  }

  private func corner(_ column: Int, _ row: Int) -> Point { point(Double(column), Double(row)) }

  private func middle(_ column: Int, _ row: Int) -> Point {
    point(Double(column) + 0.5, Double(row) + 0.5)
  }

  private func point(_ column: Double, _ row: Double) -> Point {
    Point(
      x.lowerBound + (x.upperBound - x.lowerBound) * column / Double(columns),
      y.lowerBound + (y.upperBound - y.lowerBound) * row / Double(rows))
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

  /// Joins the points at which the sides of a grid square are crossed.
  private mutating func borders(_ corners: [Int]) -> [CellMap.Border] {
    var borders: [CellMap.Border] = []
    var known: [Int: Point] = [:]
    func cell(_ column: Int, _ row: Int) -> Int { corners[row * (columns + 1) + column] }
    for row in 0..<rows {
      for column in 0..<columns {
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
    for _ in 0..<20 {
      let middle = Point((inside.x + outside.x) / 2, (inside.y + outside.y) / 2)
      if look(middle).cell == cell { inside = middle } else { outside = middle }
    }
    return outside
  }
}
