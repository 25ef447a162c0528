import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// Whether a program's function is an elementary selection, how smooth it is, and what could bite.
struct CheckAnswer: AnswerContent {
  let name: String
  let sides: [Box.Side]
  let report: ClassReport
  let convention: Convention
  let anchors: AnchorMap

  init(
    _ name: String, on sides: [Box.Side], under convention: Convention, _ report: ClassReport,
    _ anchors: AnchorMap
  ) {
    self.name = name
    self.convention = convention
    self.sides = sides
    self.report = report
    self.anchors = anchors
  }

  let kind = "check"

  /// Negative iff the function jumps or has points without a value.
  var finding: Outcome {
    if case .refuted = report.continuity { return .negative }
    return failures.isEmpty ? .success : .negative
  }

  var failures: [DomainFinding] {
    report.domains.filter { if case .fails = $0.status { true } else { false } }
  }

  /// The answer in one line.
  var verdict: String {
    if case .refuted(let jump) = report.continuity, jump.value != nil {
      let others =
        report.isEndless
        ? " and elsewhere: there are infinitely many pieces"
        : report.jumpCount > 1
          ? ", and at \(ComparisonAnswer.count(report.jumpCount - 1, "other point"))" : ""
      return "not in the class: it jumps at \(NumberText.point(jump.point))" + others
    }
    if let failure = failures.first, case .fails(let point) = failure.status {
      return "not in the class: `\(failure.primitive.manual.word)` is undefined at "
        + NumberText.point(point)
    }
    if let edge = report.domains.first(where: { !$0.status.point.isEmpty }) {
      return "not in the class: `\(edge.primitive.manual.word)` is on the edge of its domain at "
        + NumberText.point(edge.status.point)
    }
    if case .infiniteSlope = report.smoothness,
      let edge = report.hazards.first(where: { $0.word == "infiniteDerivative" })
    {
      return "not in the class: no finite derivative at " + NumberText.point(edge.point)
    }
    if report.functionClass == .analytic {
      return report.isDomainSettled
        ? "continuous pieces, but not log-exp"
        : "not log-exp, and not known to be defined everywhere"
    }
    switch report.isElementarySelection {
    case true?: return "an elementary selection"
    case false?: return "not in the class"
    case nil: return "no objection found, but not proved to be in the class"
    }
  }

  // MARK: - Text

  var text: StyledText {
    var text = AnswerWords.heading(name, " on \(sides.text)", StyledText(verdict, .emphasis))
    var table = TextTable([.init("", role: .dimmed), .init("")])
    for (aspect, finding) in aspects { table.append([aspect, finding]) }
    text += table.text
    text += hazards
    text += domains
    text.append("  \(coverage)\n")
    if let stop = report.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text.folded(to: AnswerWords.width)
  }

  /// What was asked, with what was found.
  var aspects: [(aspect: String, finding: String)] {
    [
      ("continuity", continuity), ("smoothness", smoothness),
      ("pieces", pieces), ("theorems", report.consequence.words),
    ]
  }

  /// What is said of a function with points outside its domain holds where it has values.
  private var continuity: String {
    switch report.continuity {
    case .proved where !report.isDomainSettled: Self.openDomain
    case .tested where !report.isDomainSettled: Self.openDomain
    case .proved where !failures.isEmpty: "continuous where it is defined (proved)"
    default: report.continuity.words
    }
  }

  var smoothness: String {
    switch report.smoothness {
    case .smooth where !report.isDomainSettled: Self.openDomain
    case .continuouslyDifferentiable(order: 1..., _) where !report.isDomainSettled: Self.openDomain
    case .atLeast where !report.isDomainSettled: Self.openDomain
    case .smooth(isProved: true) where !failures.isEmpty: "smooth where it is defined"
    default: report.smoothness.words
    }
  }

  static let openDomain = "undecided: not known to be defined everywhere"

  private var pieces: String {
    switch report.functionClass {
    case .rational: return "rational"
    case .logExp: return "log-exp"
    case .analytic:
      var places: [String] = []
      for mark in report.notLogExp {
        let excerpt = SourceExcerpt(mark.anchor, in: anchors).excerpt
        if !places.contains(excerpt) { places.append(excerpt) }
      }
      let rest = places.count > 3 ? " and \(places.count - 3) more" : ""
      return "analytic, not log-exp: " + places.prefix(3).joined(separator: ", ") + rest
    }
  }

  private var domains: StyledText {
    var table = TextTable([.init("", role: .dimmed), .init(""), .init("")])
    for finding in report.domains where finding.status != .holds {
      let place = SourceExcerpt(finding.mark.anchor, in: anchors)
      table.append([place.position, place.excerpt, finding.status.words])
    }
    for branch in report.branches {
      guard case .jumps(let point, let jump) = branch.status else { continue }
      let place = SourceExcerpt(branch.mark.anchor, in: anchors)
      table.append([
        place.position, place.excerpt,
        "by itself jumps at \(NumberText.point(point)): \(jump.words)",
      ])
    }
    let rows = table.text
    return rows.isEmpty ? rows : StyledText("  domains and branches\n", .dimmed) + rows
  }

  private var hazards: StyledText {
    if report.hazards.isEmpty { return StyledText() }
    var table = TextTable([.init("", role: .dimmed), .init(""), .init("", role: .warning)])
    for hazard in report.hazards {
      let place = hazard.mark.map { SourceExcerpt($0.anchor, in: anchors) }
      table.append([place?.position ?? "", place?.excerpt ?? "", hazard.words(anchors)])
    }
    return StyledText("  hazards\n", .dimmed) + table.text
  }

  private var coverage: String {
    let looked = report.coverage
    var words: [String] = []
    if looked.cells > 0 { words.append(ComparisonAnswer.count(looked.cells, "cell")) }
    if looked.lines > 1 { words.append(ComparisonAnswer.count(looked.lines, "line")) }
    if looked.points > 0 { words.append(ComparisonAnswer.count(looked.points, "point")) }
    return (report.isComplete ? "complete" : "not complete")
      + (words.isEmpty ? "" : "; looked at \(AnswerWords.list(words))")
  }
}
