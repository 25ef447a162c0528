@testable import ADLAnalysis
import ADLPrograms
import Testing

struct CellMapTests {
  @Test func `a map of two variables has the cells and the lines between them`() {
    let map = program(inputs: 2) { x in [max(x[0], x[1]) + relu(x[0] + x[1])] }
      .cellMap(x: -1...1, y: -1...1, columns: 40, rows: 30)
    #expect(map.cellCount == 4 && map.cells.allSatisfy { $0 >= 0 } && !map.borders.isEmpty)
    for border in map.borders {
      for end in [border.start, border.end] {
        let isOnLine = abs(end.x - end.y) < 1e-5 || abs(end.x + end.y) < 1e-5
        #expect(isOnLine || (end.x * end.x + end.y * end.y).squareRoot() < 0.1)
      }
    }
  }

  @Test func `outside the domain there is no cell`() {
    let map = program(inputs: 2) { x in [log(x[0]) + x[1]] }
      .cellMap(x: -1...1, y: -1...1, columns: 10, rows: 10)
    #expect(map.cells.count { $0 < 0 } == 50 && map.values.count(where: \.isNaN) == 50)
  }

  @Test func `an interruption leaves the upper rows open`() {
    let map = program(inputs: 2) { x in [max(x[0], x[1])] }
      .cellMap(x: -1...1, y: -1...1, columns: 10, rows: 10, Work(Budget(steps: 45)))
    #expect(map.stop == .exhausted && map.cells[0] >= 0 && map.cells[99] == -1)
  }

  @Test func `cells are counted from the top left, and named in their middles`() {
    let map = program(inputs: 2) { x in [max(abs(x[0]), x[1])] }
      .cellMap(x: -1...1, y: -1...1, columns: 60, rows: 60)
    // x[1] above both, then -x[0] on the left and x[0] on the right.
    #expect(map.cellCount == 4 && map.cells[59 * 60] <= 1 && map.cells[59 * 60 + 30] <= 1)
    let centers = map.centers()
    #expect(Set(centers.map(\.cell)) == [0, 1, 2, 3] && centers.count == 4)
    for center in centers {
      #expect(map.cells[center.row * 60 + center.column] == center.cell && center.depth > 5)
      let point = map.point(column: center.column, row: center.row)
      #expect(abs(abs(point.x) - point.y) > 0.15)
    }
  }
}
