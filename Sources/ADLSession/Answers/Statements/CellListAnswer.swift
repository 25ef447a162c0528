import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// The sets U_i of Proposition 3 on a box.
struct CellListAnswer: AnswerContent {
  let name: String
  let list: CellList
  private let sides: [Box.Side]
  private let gradientText: GradientText
  private let convention: Convention
  let kind = "partition"

  /// How many sets are written out.
  private static let cellLimit = 24

  init(_ instance: Instance, _ list: CellList, on sides: [Box.Side], under convention: Convention) {
    name = instance.name
    self.list = list
    self.sides = sides
    self.convention = convention
    gradientText = GradientText(q: instance.program.q, inputNames: instance.inputs)
  }

  /// The answer in words.
  var verdict: String {
    let count = ComparisonAnswer.count(list.cells.count, "set")
    if list.cells.isEmpty { return "no set was found" }
    return list.isComplete ? "\(count), and no others" : "at least \(count)"
  }

  private func formulas(_ cell: CellList.Cell) -> SelectionFormulas {
    SelectionFormulas(cell.selection, inputNames: gradientText.inputNames)
  }

  var text: StyledText {
    var text = AnswerWords.heading(name, " on \(sides.text)", StyledText(verdict, .emphasis))
    for (i, cell) in list.cells.prefix(Self.cellLimit).enumerated() {
      let formulas = formulas(cell)
      var table = FactTable()
      let conditions = formulas.inequalities
      table.append(
        "U_\(i + 1)", conditions.isEmpty ? "the whole box" : conditions.joined(separator: ", "),
        role: .name)
      table.append("point", NumberText.point(cell.point.map { .rational($0) }))
      table.append("piece", formulas.piece ?? "a formula of \(cell.selection.piece.m) nodes")
      let value = cell.selection.gradientValue.map { gradientText.text($0.numbers) }
      let gradient = formulas.gradient
      table.append(
        "gradient", gradient ?? "not written",
        gradient == value ? "" : value.map { "\($0) at the point" } ?? "none at the point")
      if cell.selection.agreesWithAD == false {
        table.append("", "not what AD returns", role: .error)
      }
      text += table.text
    }
    if list.cells.count > Self.cellLimit {
      text.append("  and \(list.cells.count - Self.cellLimit) more\n", .dimmed)
    }
    if list.leavesDomain { text.append("  a part of the box is outside the domain\n", .dimmed) }
    if !list.isComplete, list.stop == nil {
      text.append("  guards that are no polynomials were met at random points\n", .warning)
    }
    if let stop = list.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Cell: Encodable {
      /// The inequalities, all of which hold on the set.
      let conditions: [String]
      let point: Schema.Vector
      @Nullable var piece: String?
      @Nullable var gradient: String?
      @Nullable var gradientValue: Schema.Vector?
      @Nullable var agrees: Bool?
    }

    let name: String
    let region: [Schema.Extent]
    let convention: String
    let text: String
    let cells: [Cell]
    let complete: Bool
    let leavesDomain: Bool
    let stopped: String?
  }

  var payload: any Encodable {
    Payload(
      name: name, region: sides.map(\.shape), convention: convention.name, text: verdict,
      cells: list.cells.map { cell in
        let formulas = formulas(cell)
        return Payload.Cell(
          conditions: formulas.inequalities, point: Schema.Vector(cell.point),
          piece: formulas.piece, gradient: formulas.gradient,
          gradientValue: cell.selection.gradientValue.map { Schema.Vector($0.numbers) },
          agrees: cell.selection.agreesWithAD)
      }, complete: list.isComplete, leavesDomain: list.leavesDomain, stopped: list.stop?.word)
  }
}
