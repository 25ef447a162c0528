import ADLPrograms

/// The cells of a program of two variables on a rectangle, as a picture: which pieces are taken
/// where, and the lines on which they change.
public struct CellMap: Hashable, Sendable {
  /// A point of the plane.
  public struct Point: Hashable, Sendable {
    /// The first coordinate.
    public let x: Double

    /// The second coordinate.
    public let y: Double

    /// Creates the point (x, y).
    public init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A part of a line on which pieces change.
  public struct Border: Hashable, Sendable {
    /// Where the part begins.
    public let start: Point

    /// Where the part ends.
    public let end: Point
  }

  /// The number of columns and rows of the grid.
  public let columns: Int

  /// The number of rows of the grid.
  public let rows: Int

  /// The number of the cell near the middle of each grid square, from the lowest row, each from the
  /// left; cells are numbered from 0 as they are met from the top left, and -1 is outside the
  /// domain.
  public let cells: [Int]

  /// The value of the output at the same points; NaN outside the domain.
  public let values: [Double]

  /// The number of different cells among `cells`.
  public let cellCount: Int

  /// The lines, in small parts.
  public let borders: [Border]

  /// The rectangle.
  public let x: ClosedRange<Double>

  /// The range of the second input.
  public let y: ClosedRange<Double>

  /// Why the work ended early, where it did: then rows are missing at the top, with cell -1.
  public let stop: Stop?

  /// Returns the point of a grid square that is looked at: beside its middle, where lines of short
  /// numbers seldom pass.
  public func point(column: Int, row: Int) -> Point {
    CellMapDrawing.point(
      Double(column) + CellMapDrawing.middle.x, Double(row) + CellMapDrawing.middle.y, x, y,
      columns, rows)
  }
}

extension Program {
  /// Returns the map of the cells of output `i` on a rectangle, on a grid of the given size.
  ///
  /// The lines are found by bisection in doubles between neighbouring points that take different
  /// pieces: a picture, not a proof.
  ///
  /// - Requires: p is 2, `i < q`, and the sizes are positive.
  /// - Complexity: O(columns · rows · m), and 30 evaluations a side of a grid square that a line
  ///   crosses.
  public func cellMap(
    output i: Int = 0, x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 96,
    rows: Int = 96, _ work: Work = .inherited
  ) -> CellMap {
    work.perform {
      var drawing = CellMapDrawing(self, output: i, x, y, columns, rows, work)
      return drawing.map()
    }
  }
}
