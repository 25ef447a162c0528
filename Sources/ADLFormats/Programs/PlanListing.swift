import ADLPrograms
import ADLText

/// The table of an execution plan: loop by loop its runs, their results and operands.
///
/// Addresses and rows count from 1: `@3` is an address, `@3+1` the addresses from 3 on, one an
/// application, `%2` a row of the strip. A literal stands for itself.
public struct PlanListing: Sendable {
  private let name: String
  private let program: Program
  private let outline: PlanOutline

  /// Creates the table of `plan`, whose program is called `name`.
  ///
  /// - Parameter limit: how many single nodes of a loop are shown one by one.
  public init(_ plan: ExecutionPlan, name: String, nodeLimit limit: Int = 40) {
    self.name = name
    program = plan.program
    outline = plan.outline(nodeLimit: limit)
  }

  /// The table as text.
  public var text: StyledText {
    var text = StyledText("plan ", .keyword)
    text.append(name, .name)
    text.append("    p = \(program.p), q = \(program.q), m = \(program.m)\n")
    var table = TextTable([
      .init("loop", .right, role: .number), .init("strip", .right), .init("swept"),
      .init("operation", role: .operation), .init("", .right), .init("result"),
      .init("operands"),
    ])
    var declared = DeclaredSelections()
    for (number, loop) in outline.loops.enumerated() {
      for (i, run) in loop.runs.enumerated() {
        table.append([
          i == 0 ? "\(number + 1)" : "", i == 0 && loop.kind == .strips ? "\(loop.strip)" : "",
          i == 0 ? loop.phase.rawValue : "",
          FunctionText.head(run.primitive, run.parameter, &declared),
          run.count == 1 ? "" : "× \(run.count)", Self.text(of: run.result),
          run.operands.map(Self.text).joined(separator: ", "),
        ])
      }
      if loop.omitted > 0 {
        table.append(["", "", "", "… \(loop.omitted) more", "", "", ""])
      }
    }
    text.append(table.text)
    text.append(
      "\(outline.addressCount) addresses, \(outline.stripMemory) doubles of strips; "
        + "bytes: plan \(outline.planBytes), execution \(outline.executionBytes)\n")
    for declaration in declared.texts { text.append(declaration + "\n") }
    return text
  }

  /// The table in JSON.
  package struct Payload: Encodable {
    /// Equal operations side by side, with addresses and rows as in the text.
    struct Run: Encodable {
      let operation: String
      let count: Int
      let result: String
      let operands: [String]
    }

    /// A loop over strips, over rows, or over single nodes.
    struct Loop: Encodable {
      let over: String
      let swept: String
      let count: Int
      let strip: Int
      let omitted: Int
      let runs: [Run]
    }

    let name: String
    let p: Int
    let q: Int
    let m: Int
    let loops: [Loop]
    let addresses: Int
    let stripMemory: Int
    let planBytes: Int
    let executionBytes: Int
  }

  /// The table in JSON.
  package var payload: Payload {
    var declared = DeclaredSelections()
    let loops = outline.loops.map { loop in
      Payload.Loop(
        over: loop.kind.rawValue, swept: loop.phase.rawValue, count: loop.count, strip: loop.strip,
        omitted: loop.omitted,
        runs: loop.runs.map { run in
          Payload.Run(
            operation: FunctionText.head(run.primitive, run.parameter, &declared),
            count: run.count, result: Self.text(of: run.result),
            operands: run.operands.map(Self.text))
        })
    }
    return Payload(
      name: name, p: program.p, q: program.q, m: program.m, loops: loops,
      addresses: outline.addressCount, stripMemory: outline.stripMemory,
      planBytes: outline.planBytes, executionBytes: outline.executionBytes)
  }

  private static func text(of place: PlanOutline.Location) -> String {
    switch place {
    case .literal(let value): NumberText.text(value)
    case .addresses(let start, let stride): "@\(start + 1)" + step(stride)
    case .list: "listed"
    case .row(let row): "%\(row + 1)"
    case .vector(let count, let start, let stride, let inner):
      "\(count) from @\(start + 1)\(step(inner))"
        + (stride == 0 ? "" : ", next \(step(stride))")
    case .lists(let count): "\(count) listed"
    }
  }

  private static func step(_ stride: Int) -> String {
    stride == 0 ? "" : stride < 0 ? "\(stride)" : "+\(stride)"
  }
}
