import ADLAnalysis
import ADLFormats
import ADLPrograms
import Testing

struct FigureTests {
  private let map: CellMap = {
    let builder = ProgramBuilder(inputs: 2)
    let maximum = builder.apply(
      Primitive(named: "max")!, [builder.input(0), builder.input(1)], anchor: .none)
    return try! builder.seal(outputs: [maximum]).cellMap(
      x: -1...1, y: -1...1, columns: 20, rows: 20)
  }()

  @Test func `the map of max(x, y) has two grounds and the diagonal`() {
    let figure = Figure(map, name: "max(x, y)")
    #expect(figure.graphs[0].name == "max(x, y): 2 cells")
    #expect(figure.graphs[0].strokes.joined().allSatisfy { abs($0.x - $0.y) < 1e-4 })
    let svg = figure.svg
    #expect(svg.contains("#dbe9f6") && svg.contains("#fde6d2") && !svg.contains("#d9f0e3"))
    #expect(svg.filter { $0 == "<" }.count == svg.filter { $0 == ">" }.count)
  }

  @Test(arguments: [24, 60, 100])
  func `a picture in the terminal is no wider than it`(width: Int) {
    let rows = Figure(map, name: "f").terminalText(width: width).plain.split(separator: "\n")
    #expect(rows.allSatisfy { $0.count <= width } && rows.count > 16)
  }
}
