import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// How often AD depends on ties in formats of little precision, and how often it differs from what
/// exact numbers would give.
struct PrecisionAnswer: AnswerContent {
  let name: String
  let question: PrecisionQuestion
  let reports: [PrecisionReport]
  private let program: Program
  private let anchors: AnchorMap
  private let inputs: [String]

  /// `true` iff the conventions were named.
  let isNamed: Bool

  /// `true` iff ties take their first or last piece, and nothing else is set.
  private let isUsual: Bool
  let kind = "precision"

  /// How many nodes are written out for a format.
  private static let nodeLimit = 8

  init(
    _ instance: Instance, _ question: PrecisionQuestion, _ reports: [PrecisionReport],
    isNamed: Bool, isUsual: Bool
  ) {
    name = instance.name
    program = instance.program
    anchors = instance.anchors
    inputs = instance.inputs
    self.question = question
    self.reports = reports
    self.isNamed = isNamed
    self.isUsual = isUsual
  }

  /// The answer in a few words: how often AD bifurcates.
  var verdict: String {
    let shares = reports.map { report in
      report.format.rawValue + " " + Self.share(report.bifurcations, report)
    }
    return "AD bifurcates in \(shares.joined(separator: ", "))"
  }

  private static func share(_ count: Int, _ report: PrecisionReport) -> String {
    if report.points == 0 { return "not known" }
    if count == 0 { return "none" }
    return "\(DescentWords.short(Double(count) / Double(report.points) * 100, digits: 3)) %"
  }

  func placed(_ node: Int) -> PointSubject.PlacedNode {
    let application = program.application(node)
    return PointSubject.PlacedNode(
      node: node, name: application.primitive.name,
      span: anchors.span(of: application.anchor))
  }

  // MARK: - Text

  var text: StyledText {
    var text = AnswerWords.heading(
      name, " on \(question.sides.text)", StyledText(verdict, .emphasis))
    text += shares.text(width: AnswerWords.width)
    for report in reports { text += witnesses(report) }
    text += nodes
    var table = FactTable()
    for report in reports where !besides(report).isEmpty {
      table.append(report.format.rawValue, besides(report), role: .plain)
    }
    table.append("AD under", conventionWords, role: .plain)
    let drawn = reports.contains { !$0.isExhaustive }
    if drawn {
      table.append(
        "drawn", drawing + ", seed \(question.seed)",
        "intervals are those of Clopper and Pearson, at 95 %", role: .plain)
    }
    table.append(
      "rounding", "after every node; sums and products after every term",
      "sums run from the left below 16 terms, and in eight lanes from 16 on", role: .plain)
    text += table.text
    for report in reports {
      guard let stop = report.stop else { continue }
      text.append(
        "  \(report.format.rawValue) stopped early: \(stop.words)\n", .warning)
    }
    return text
  }

  private var drawing: String {
    question.sides.allSatisfy { $0.lower != nil && $0.upper != nil }
      ? "uniform in the box and rounded"
      : question.sides.count == 1
        ? "uniform among the numbers of the format"
        : "uniform and rounded, or among the numbers of the format where a side has no end"
  }

  private var conventionWords: String {
    if isNamed { return "\(question.first.name), and \(question.second.name)" }
    return "the first piece at every tie (relu'(0) = 0), and the last (relu'(0) = 1)"
      + (isUsual ? "" : ", else the convention in force")
  }

  private var shares: TextTable {
    var table = TextTable([
      .init("", role: .name), .init("points", .right, role: .number),
      .init("bifurcation", .right, role: .number), .init("", role: .dimmed),
      .init("compensation", .right, role: .number), .init("", role: .dimmed),
      .init("exact ties", .right, role: .number), .init("not finite", .right),
    ])
    for report in reports {
      let looked = report.points + report.outside + report.undecided
      table.append([
        report.format.rawValue,
        looked < report.total
          ? "\(report.points) of \(report.total)"
          : report.isExhaustive ? "all \(report.points)" : "\(report.points)",
        Self.share(report.bifurcations, report), interval(report.bifurcations, report),
        Self.share(report.compensations, report), interval(report.compensations, report),
        "\(report.exactTies)", "\(report.notFinite)",
      ])
    }
    return table
  }

  /// What else is to be said of the points of a format.
  private func besides(_ report: PrecisionReport) -> String {
    var words: [String] = []
    let tied = report.bifurcationsAtTies
    if tied > 0 { words.append("\(tied) of the bifurcations at exact ties") }
    if report.outside > 0 { words.append("\(report.outside) outside the domain") }
    if report.undecided > 0 { words.append("\(report.undecided) undecided") }
    return words.joined(separator: ", ")
  }

  /// The count where all numbers were looked at, and else the interval.
  private func interval(_ count: Int, _ report: PrecisionReport) -> String {
    guard report.points > 0 else { return "" }
    if report.isExhaustive { return "\(count)" }
    let interval = ClopperPearson(count, of: report.points)
    return "\(DescentWords.short(interval.lower * 100, digits: 2)) to "
      + "\(DescentWords.short(interval.upper * 100, digits: 2)) %"
  }

  /// The first points of both zones, on one line where they are one.
  private func witnesses(_ report: PrecisionReport) -> StyledText {
    let format = report.format.rawValue
    if let both = report.bifurcation, both.point == report.compensation?.point {
      return witness("\(format) bifurcates and compensates", both)
    }
    return (report.bifurcation.map { witness("\(format) bifurcates", $0) } ?? StyledText())
      + (report.compensation.map { witness("\(format) compensates", $0) } ?? StyledText())
  }

  private func witness(_ words: String, _ found: PrecisionReport.Witness) -> StyledText {
    let (entry, isWhole) = Self.difference(found)
    func part(_ d: [Double]) -> String {
      isWhole ? Self.gradient(d) : NumberText.text(d[entry])
    }
    var text = StyledText("  \(words) at ", .plain)
    text.append(DescentWords.point(found.point), .number)
    let name =
      isWhole
      ? "AD"
      : program.q == 1
        ? "d/d\(inputs[entry])"
        : "d/d\(inputs[entry % program.p]) of output \(entry / program.p + 1)"
    text.append(": \(name) \(part(found.first)) and \(part(found.second))")
    if let exact = found.exact {
      text.append(", with the pieces of exact numbers \(part(exact))")
    } else {
      text.append(", at an exact tie")
    }
    text.append("\n")
    return text.folded(to: AnswerWords.width)
  }

  /// Returns the first entry in which the answers of a witness differ, and whether all entries can
  /// be written out.
  private static func difference(_ found: PrecisionReport.Witness) -> (entry: Int, isWhole: Bool) {
    let others = [found.second] + (found.exact.map { [$0] } ?? [])
    let entry = found.first.indices.first { i in others.contains { $0[i] != found.first[i] } }
    return (entry ?? 0, found.first.count <= 3)
  }

  private static func gradient(_ d: [Double]) -> String {
    d.count == 1 ? NumberText.text(d[0]) : NumberText.vector(d)
  }

  /// The places of the nodes responsible, those of loops once.
  private var nodes: StyledText {
    var table = TextTable([
      .init("responsible", role: .name), .init(""), .init("", role: .dimmed), .init(""),
      .init("bifurcation", .right, role: .number), .init("compensation", .right, role: .number),
    ])
    var hasRows = false
    for report in reports {
      var rows: [(cells: [String], bifurcations: Int, compensations: Int)] = []
      for count in report.nodes {
        let place = placed(count.node)
        let cells = [place.name, place.span?.description ?? "", place.excerpt]
        let row = rows.firstIndex { $0.cells == cells } ?? rows.count
        if row == rows.count { rows.append((cells, 0, 0)) }
        rows[row].bifurcations += count.bifurcations
        rows[row].compensations += count.compensations
      }
      rows.sort { $0.bifurcations + $0.compensations > $1.bifurcations + $1.compensations }
      for row in rows.prefix(Self.nodeLimit) {
        hasRows = true
        table.append(
          [report.format.rawValue] + row.cells + ["\(row.bifurcations)", "\(row.compensations)"])
      }
      if rows.count > Self.nodeLimit {
        let more = "and \(rows.count - Self.nodeLimit) more"
        table.append([report.format.rawValue, more, "", "", "", ""])
      }
    }
    return hasRows ? table.text(width: AnswerWords.width) : StyledText()
  }
}
