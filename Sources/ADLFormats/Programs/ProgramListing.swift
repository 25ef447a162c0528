import ADLPrograms
import ADLText

/// The table of a program: k, x_k, pr(k) and g_k, counted from 1 as in the paper.
///
/// This is the textual form of programs: `ProgramReader` reads it back.
public struct ProgramListing: Sendable {
  private let name: String
  private let program: Program
  private let inputNames: [String]
  private let rows: [Row]

  /// The selections declared by the user that occur, as blocks of their own.
  private let declarations: [String]

  /// One node.
  private struct Row: Sendable {
    let formula: String
    let predecessors: [Int]
    let function: String
    let pieces: (count: Int, formulas: [String]?)?

    /// The pieces as the table has them.
    var pieceText: String {
      guard let pieces else { return "" }
      if pieces.count == 0 { return "a piece for every whole number" }
      return pieces.formulas.map { "pieces " + $0.joined(separator: " | ") }
        ?? "\(pieces.count) pieces"
    }
  }

  /// Creates the table of `program`, which is called `name` and whose inputs have the given names.
  /// - Requires: one name an input.
  ///
  /// Where `cancellation` holds, the table ends early.
  public init(
    _ program: Program, name: String, inputNames: [String],
    cancellation: Cancellation = .never
  ) {
    self.name = name
    self.program = program
    self.inputNames = inputNames
    let formulas = ProgramFormulas(
      program, inputNames: inputNames, cancellation: cancellation)
    var declared = DeclaredSelections()
    var rows: [Row] = []
    for k in 0..<program.m {
      if k & 0xFFF == 0, cancellation.isRequested { break }
      let row = Row(
        formula: formulas.text(k), predecessors: program.predecessors[k].map { $0 + 1 },
        function: k < program.p
          ? "input"
          : FunctionText.text(
            of: program.application(k), literals: program.literals, &declared),
        pieces: formulas.pieces(k))
      rows.append(row)
    }
    self.rows = rows
    declarations = declared.texts
  }

  /// The table as text.
  public var text: StyledText {
    text { table in
      for (k, row) in rows.enumerated() { table.append(cells("\(k + 1)", row)) }
    }
  }

  /// Tables of more rows are folded where they are shown.
  private static let foldingLength = 50

  /// The table as it is shown: where it is long, what repeats has one row, which is its first. The
  /// last line then says how many rows are shown, and `hint` how to see the others.
  public func foldedText(hint: String) -> StyledText {
    let groups =
      rows.count > Self.foldingLength && rows.count == program.m
      ? RepeatedRows.all(program, inputNames: inputNames) : []
    let shown = groups.reduce(0) { $0 + $1.size }
    guard !groups.isEmpty, shown < rows.count else { return text }
    var text = text { table in
      for group in groups {
        for i in 0..<group.size {
          let row = rows[group.first + i]
          var cells = cells(group.nodes(i), row)
          if group.count > 1 { cells[3] += " × \(group.count)" }
          table.append(cells)
        }
      }
    }
    text.append(
      "\(rows.count) rows in \(shown): of what repeats the first is shown; \(hint)\n", .dimmed)
    return text
  }

  private func text(_ fill: (inout TextTable) -> Void) -> StyledText {
    var text = StyledText("program ", .keyword)
    text.append(name, .name)
    text.append("    p = \(program.p), q = \(program.q), m = \(program.m)\n")
    var table = TextTable([
      .init("k", .right, role: .number), .init("x_k"), .init("pr(k)"),
      .init("g_k", role: .operation), .init("", role: .dimmed),
    ])
    fill(&table)
    text.append(table.text)
    for declaration in declarations { text.append(declaration + "\n") }
    return text
  }

  private func cells(_ nodes: String, _ row: Row) -> [String] {
    [nodes, row.formula, PredecessorText.text(row.predecessors), row.function, row.pieceText]
  }

  /// The table in JSON.
  package struct Payload: Encodable {
    /// One node, from 1.
    struct Node: Encodable {
      let node: Int
      let formula: String
      let predecessors: [Int]
      let function: String
      let pieceCount: Int?
      let pieceFormulas: [String]?
    }

    let name: String
    let p: Int
    let q: Int
    let m: Int
    let nodes: [Node]
    let declarations: [String]
  }

  /// The table in JSON.
  package var payload: Payload {
    Payload(
      name: name, p: program.p, q: program.q, m: program.m,
      nodes: rows.enumerated().map { k, row in
        Payload.Node(
          node: k + 1, formula: row.formula, predecessors: row.predecessors,
          function: row.function, pieceCount: row.pieces?.count,
          pieceFormulas: row.pieces?.formulas)
      }, declarations: declarations)
  }
}
