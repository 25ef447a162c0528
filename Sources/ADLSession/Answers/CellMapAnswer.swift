import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// The cells of a program of two variables, with the piece and the gradient of each.
struct CellMapAnswer: AnswerContent {
  let name: String
  let map: CellMap
  let figure: Figure
  let kind = "cells"

  /// What the program is on a cell, as formulas in its inputs; `nil` where they would be long.
  struct Cell: Sendable {
    let piece: String?
    let gradient: String?

    /// A point of it.
    let point: CellMap.Point
  }

  /// The cells in the order of their numbers, up to `cellLimit`.
  let cells: [Cell]

  private let sides: [Box.Side]
  private let width: Int

  /// How many cells are written out.
  private static let cellLimit = 26

  /// The longest formula.
  private static let formulaLimit = 1_000

  init(
    _ instance: Instance, _ map: CellMap, on sides: [Box.Side], under convention: Convention,
    width: Int
  ) {
    name = instance.name
    self.map = map
    self.sides = sides
    self.width = width
    cells = Self.cells(instance, map, convention)
    let explanations = cells.enumerated().map { number, cell in
      let words = [
        Figure.cellName(number) ?? "", AnswerWords.cut(cell.piece ?? "a long formula", to: 56),
        cell.gradient.map { "gradient \(AnswerWords.cut($0, to: 44))" } ?? "",
      ]
      return Figure.Explanation(
        ground: number, text: words.filter { !$0.isEmpty }.joined(separator: ":  "))
    }
    figure = Figure(map, name: AnswerWords.cut(name, to: 60), explanations: explanations)
  }

  private static func cells(_ instance: Instance, _ map: CellMap, _ convention: Convention)
    -> [Cell]
  {
    var points = [CellMap.Point?](repeating: nil, count: min(map.cellCount, cellLimit))
    for center in map.centers().sorted(by: { $0.depth > $1.depth })
    where points.indices.contains(center.cell) && points[center.cell] == nil {
      points[center.cell] = map.point(column: center.column, row: center.row)
    }
    return points.compactMap { point in
      guard let point else { return nil }
      let analysis = try? PointAnalysis(
        instance.program, at: [Certified(Rational(point.x)), Certified(Rational(point.y))])
      let selection = analysis.flatMap { try? $0.selection(under: convention) }
      func text(_ program: Program?, columns: Int? = nil) -> String? {
        program.flatMap {
          LetFormula($0, inputNames: instance.inputs)
            .text(outputs: 0..<$0.q, columns: columns, limit: formulaLimit)
        }
      }
      return Cell(
        piece: text(selection?.piece),
        gradient: text(selection?.gradient, columns: instance.program.q > 1 ? 2 : nil),
        point: point)
    }
  }

  private var hasGaps: Bool { map.stop == nil && map.cells.contains(-1) }

  // MARK: - Text

  /// The answer in a few words.
  var verdict: String { ComparisonAnswer.count(map.cellCount, "cell") }

  var text: StyledText {
    let place = " on \(sides.text): \(verdict)"
    var text = StyledText(AnswerWords.cut(name, to: max(width - place.count, 8)), .name)
    text.append(place)
    text.append(hasGaps ? "; blank outside the domain\n" : "\n")
    text += figure.terminalText(width: width, height: 24)
    text += legend
    if map.cellCount > cells.count {
      let others = ComparisonAnswer.count(map.cellCount - cells.count, "cell")
      text.append("  and \(others) more\n", .dimmed)
    }
    if let stop = map.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  private var legend: StyledText {
    // Both formulas share what the letter and the spaces leave.
    let room = max(width - 8, 16)
    let longest = cells.map { ($0.piece ?? "").count }.max() ?? 0
    let gradients = cells.map { ($0.gradient ?? "").count }.max() ?? 0
    let pieces = max(min(longest, max(room / 2, room - gradients)), 5)
    var table = TextTable([
      .init("", role: .name), .init("piece"), .init("gradient"),
    ])
    for (number, cell) in cells.enumerated() {
      table.append([
        Figure.cellName(number) ?? "", AnswerWords.cut(cell.piece ?? "…", to: pieces),
        AnswerWords.cut(cell.gradient ?? "…", to: room - pieces),
      ])
    }
    return table.text
  }

  // MARK: - JSON

  struct Payload: Encodable {
    /// A cell: its letter in the figure, the formulas of its piece and gradient, and a point of it.
    struct Cell: Encodable {
      let letter: String?
      @Nullable var piece: String?
      @Nullable var gradient: String?
      let at: [Schema.Number]
    }

    let name: String
    let region: [Schema.Extent]
    let count: Int
    let cells: [Cell]

    /// The number of the cell of each point, from 1, row by row; 0 outside the domain.
    let grid: [[Double?]]

    /// The borders, as lines from one point of the plane to another.
    let borders: [[[Double?]]]
    let stopped: String?
  }

  var payload: any Encodable {
    Payload(
      name: name, region: sides.map(\.shape), count: map.cellCount,
      cells: cells.enumerated().map { number, cell in
        Payload.Cell(
          letter: Figure.cellName(number), piece: cell.piece, gradient: cell.gradient,
          at: [cell.point.x, cell.point.y].map { Schema.Number(Rational($0)) })
      },
      grid: (0..<map.rows).map { row in
        map.cells[row * map.columns..<(row + 1) * map.columns].map { Double($0 + 1) }
      },
      borders: map.borders.map { [[$0.start.x, $0.start.y], [$0.end.x, $0.end.y]] },
      stopped: map.stop?.word)
  }
}
