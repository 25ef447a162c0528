import ADLFormats
import ADLLanguage
import ADLPrograms

/// What the way from a text to a program took.
struct TextMeasurement: Sendable {
  let name: String

  /// The size of the text, and the number of nodes of the scalar program.
  let bytes: Int
  let nodes: Int

  /// Medians of CPU time, in nanoseconds.
  let parse: Double
  let check: Double
  let lower: Double

  /// Bytes parsed and checked a microsecond, that is megabytes a second.
  var rate: Double { Double(bytes) / (parse + check) * 1000 }

  /// Nanoseconds a node, from the text.
  var perNode: Double { (parse + check + lower) / Double(nodes) }

  /// The measurement in JSON, with times in nanoseconds.
  struct Payload: Encodable {
    let workload: String
    let bytes: Int
    let nodes: Int
    let parse: Double
    let check: Double
    let lower: Double
    let megabytesPerSecond: Double
    let perNode: Double
  }

  var payload: Payload {
    Payload(
      workload: name, bytes: bytes, nodes: nodes, parse: parse, check: check, lower: lower,
      megabytesPerSecond: rate, perNode: perNode)
  }

  /// Measures all texts: the workloads, and two large ones.
  static func all(rounds: Int, report: (TextMeasurement) -> Void) throws(WorkloadFailure) {
    for workload in Workload.table {
      guard let arguments = workload.arguments?(workload.isSized ? 10_000 : 0) else { continue }
      report(try measure(workload.source, arguments, rounds: rounds))
    }
    let n = 50_000
    report(try measure(.writtenOut(n), Workload.vectors([n]), rounds: 3))
    report(try measure(.definitions(n), [.number(Literal(0)), .number(Literal(0))], rounds: 3))
  }

  private static func measure(
    _ source: ProgramSource, _ arguments: [ConstantValue], rounds: Int
  ) throws(WorkloadFailure) -> TextMeasurement {
    var times: [ProgramSource.Times] = []
    var nodes = 0
    for _ in 0..<rounds {
      let (program, time) = try source.program(arguments)
      times.append(time)
      nodes = program.scalarNodeCount
    }
    func median(_ time: (ProgramSource.Times) -> Double) -> Double {
      times.map(time).sorted()[rounds / 2]
    }
    return TextMeasurement(
      name: source.title ?? source.name, bytes: source.text.utf8.count, nodes: nodes,
      parse: median(\.parse), check: median(\.check), lower: median(\.lower))
  }
}

extension ProgramSource {
  /// The function of W2 with every term written out.
  fileprivate static func writtenOut(_ n: Int) -> ProgramSource {
    let terms = (1..<n).map { i in
      let (a, b) = ("x[\(i)]", "x[\(i + 1)]")
      return "max(-\(a) - \(b), -\(a) - \(b) + \(a)^2 + \(b)^2 - 1)"
    }
    return ProgramSource(
      name: "lq", text: "lq(x: R^\(n)) = sum([\n  " + terms.joined(separator: ",\n  ") + "])\n",
      title: "one expression")
  }

  /// Many functions, and one that calls them all.
  fileprivate static func definitions(_ n: Int) -> ProgramSource {
    let lines = (1...n).map { i in
      "f\(i)(x, y) = if x > \(i) then \(i).5 * relu(x - y)^2 else exp(-y) + max(x, \(i))  # \(i)\n"
    }
    let calls = (1...n).map { "f\($0)(x, y)" }
    return ProgramSource(
      name: "all",
      text: lines.joined() + "all(x, y) = sum([\n  " + calls.joined(separator: ",\n  ") + "])\n",
      title: "definitions")
  }
}
