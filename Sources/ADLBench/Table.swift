import ADLFormats
import ADLText
import CWorkloads

/// A table of fixed columns, written line by line.
struct Table<Row>: Sendable {
  struct Column: Sendable {
    let title: String
    let width: Int
    let text: @Sendable (Row) -> String
  }

  let notes: [String]
  let columns: [Column]

  /// The lines above the rows.
  var header: [String] { notes + [line { $0.title }] }

  /// The line of a row.
  func line(_ row: Row) -> String { line { $0.text(row) } }

  private func line(_ text: (Column) -> String) -> String {
    var line = StyledText()
    for (i, column) in columns.enumerated() {
      if i > 0 { line.append("  ") }
      line.append(cell: text(column), width: column.width, i == 0 ? .left : .right)
    }
    return line.plain
  }
}

extension Table where Row == Measurement {
  static var workloads: Table<Measurement> {
    Table(
      notes: [
        "ns per node of the scalar program, medians of CPU time on one thread; C is compiled beside, by",
        "\(compilerOfC).",
        "build: text to program, plan: program to plan; ratio: gradient to evaluation; /C: gradient to C's;",
        "in turn: gradients at 32 points in turn; bytes a node of program, plan and execution.",
      ],
      columns: [
        .init(title: "workload", width: 13) { $0.name },
        .init(title: "nodes", width: 8) { String($0.nodes) },
        .init(title: "build", width: 6) { rounded($0.build, per: $0.nodes) },
        .init(title: "plan", width: 5) { rounded($0.plan, per: $0.nodes) },
        .init(title: "eval", width: 5) { rounded($0.evaluation, per: $0.nodes) },
        .init(title: "grad", width: 5) { rounded($0.gradient, per: $0.nodes) },
        .init(title: "ratio", width: 5) { rounded($0.gradient / $0.evaluation) },
        .init(title: "C", width: 5) { rounded($0.gradientInC, per: $0.nodes) },
        .init(title: "/C", width: 5) { rounded($0.gradientToC, per: 1) },
        .init(title: "in turn", width: 7) { rounded($0.gradientInTurn, per: $0.nodes) },
        .init(title: "/C", width: 5) { row in
          rounded(row.gradientInTurnInC.map { row.gradientInTurn / $0 }, per: 1)
        },
        .init(title: "bytes", width: 8) { row in
          [row.programBytes, row.planBytes, row.executionBytes]
            .map { String(Int((Double($0) / Double(row.m)).rounded())) }.joined(separator: "+")
        },
      ])
  }

  static var primitives: Table<Measurement> {
    Table(
      notes: [
        "ns per entry, medians of CPU time on one thread; C is compiled beside, by",
        "\(compilerOfC).",
        "ratio: gradient to evaluation.",
      ],
      columns: [
        .init(title: "primitive", width: 13) { $0.name },
        .init(title: "n", width: 8) { String($0.p) },
        .init(title: "eval", width: 6) { rounded($0.evaluation, per: $0.p) },
        .init(title: "grad", width: 6) { rounded($0.gradient, per: $0.p) },
        .init(title: "ratio", width: 5) { rounded($0.gradient / $0.evaluation) },
        .init(title: "C eval", width: 6) { rounded($0.evaluationInC, per: $0.p) },
        .init(title: "C grad", width: 6) { rounded($0.gradientInC, per: $0.p) },
        .init(title: "grad/C", width: 6) { rounded($0.gradientToC, per: 1) },
        .init(title: "difference", width: 10) { rounded($0.difference, per: 1) },
      ])
  }

  /// The line below all rows: the geometric mean of the ratios to C.
  static func summary(_ rows: [Measurement]) -> String? {
    let ratios = rows.compactMap(\.gradientToC)
    guard ratios.count > 1 else { return nil }
    let logarithm = ratios.reduce(0) { $0 + .log($1) } / Double(ratios.count)
    return "geometric mean of grad/C: " + rounded(.exp(logarithm))
  }
}

extension Table where Row == BatchMeasurement {
  static var batches: Table<BatchMeasurement> {
    Table(
      notes: ["Gradients, million points a second on one thread; C: clang, beside."],
      columns: [
        .init(title: "workload", width: 14) { $0.name },
        .init(title: "p", width: 5) { String($0.p) },
        .init(title: "points", width: 8) { String($0.count) },
        .init(title: "ours", width: 7) { rounded($0.rate) },
        .init(title: "C", width: 7) { rounded($0.rateInC) },
        .init(title: "of C", width: 5) { rounded($0.rate / $0.rateInC) },
        .init(title: "two threads", width: 11) { rounded($0.speedup) },
      ])
  }
}

extension Table where Row == DescentMeasurement {
  static var descents: Table<DescentMeasurement> {
    Table(
      notes: ["Descents from many starts, ns a step on one thread; counting: of their limits."],
      columns: [
        .init(title: "workload", width: 8) { $0.payload.workload },
        .init(title: "runs", width: 8) { String($0.runs) },
        .init(title: "steps", width: 5) { String($0.steps) },
        .init(title: "running", width: 7) { rounded($0.running, per: $0.runs * $0.steps) },
        .init(title: "counting", width: 8) { rounded($0.counting, per: $0.runs * $0.steps) },
        .init(title: "C", width: 5) { rounded($0.inC, per: $0.runs * $0.steps) },
        .init(title: "to C", width: 5) { rounded($0.toC) },
        .init(title: "differing", width: 9) { String($0.differing) },
      ])
  }
}

extension Table where Row == TextMeasurement {
  static var texts: Table<TextMeasurement> {
    Table(
      notes: [
        "From text to program, medians of CPU time; MB/s: of text parsed and checked; ns a node: of",
        "the scalar program, all in all.",
      ],
      columns: [
        .init(title: "text", width: 14) { $0.name },
        .init(title: "bytes", width: 8) { String($0.bytes) },
        .init(title: "nodes", width: 8) { String($0.nodes) },
        .init(title: "parse ms", width: 8) { rounded($0.parse / 1e6) },
        .init(title: "check ms", width: 8) { rounded($0.check / 1e6) },
        .init(title: "lower ms", width: 8) { rounded($0.lower / 1e6) },
        .init(title: "MB/s", width: 5) { rounded($0.rate) },
        .init(title: "ns a node", width: 9) { rounded($0.perNode) },
      ])
  }
}

/// What compiled the C beside.
private var compilerOfC: String {
  // Without where its sources are from.
  String(cString: cCompiler()).prefix { $0 != "(" }.split(separator: " ").joined(separator: " ")
    + " -O3"
}

/// The number with about three digits.
private func rounded(_ x: Double) -> String {
  if !x.isFinite { return "\(x)" }
  let scale = abs(x) >= 100 ? 1.0 : abs(x) >= 10 ? 10 : 100
  let text = "\((x * scale).rounded() / scale)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

private func rounded(_ x: Double?, per count: Int) -> String {
  x.map { rounded($0 / Double(count)) } ?? "–"
}
