import ADLPrograms
import ADLText

/// The table of a program: k, x_k, pr(k) and g_k, counted from 1 as in the paper.
///
/// This is the textual form of programs: `ProgramReader` reads it back.
public struct ProgramListing: Sendable {
  private let name: String
  private let program: Program
  private let rows: [Row]

  /// The selections declared by the user that occur, as blocks of their own.
  private let declarations: [String]

  /// One node.
  private struct Row: Sendable {
    let formula: String
    let predecessors: [Int]
    let function: String
    let pieces: String?
  }

  /// Creates the table of `program`, which is called `name` and whose inputs have the given names.
  /// - Requires: one name an input.
  ///
  /// Where `isInterrupted` returns `true`, the table ends early.
  public init(
    _ program: Program, name: String, inputNames: [String],
    isInterrupted: () -> Bool = { false }
  ) {
    self.name = name
    self.program = program
    let formulas = ProgramFormulas(
      program, inputNames: inputNames, isInterrupted: isInterrupted)
    var declared = DeclaredSelections()
    var rows: [Row] = []
    for k in 0..<program.m {
      if k & 0xFFF == 0, isInterrupted() { break }
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
    var text = StyledText("program ", .keyword)
    text.append(name, .name)
    text.append("    p = \(program.p), q = \(program.q), m = \(program.m)\n")
    var table = TextTable([
      .init("k", .right, role: .number), .init("x_k"), .init("pr(k)"),
      .init("g_k", role: .operation), .init("", role: .dimmed),
    ])
    for (k, row) in rows.enumerated() {
      table.append([
        "\(k + 1)", row.formula,
        PredecessorText.text(row.predecessors),
        row.function, row.pieces ?? "",
      ])
    }
    text.append(table.text)
    for declaration in declarations { text.append(declaration + "\n") }
    return text
  }

  /// The table as members of a JSON object.
  public var json: [String: JSONValue] {
    let nodes: [JSONValue] = rows.enumerated().map { k, row in
      var node: [String: JSONValue] = [
        "k": .number(Double(k + 1)), "formula": .string(row.formula),
        "predecessors": .numbers(row.predecessors.map(Double.init)),
        "function": .string(row.function),
      ]
      if let pieces = row.pieces { node["pieces"] = .string(pieces) }
      return .object(node)
    }
    return [
      "name": .string(name), "p": .number(Double(program.p)), "q": .number(Double(program.q)),
      "m": .number(Double(program.m)), "nodes": .array(nodes),
    ]
  }
}
