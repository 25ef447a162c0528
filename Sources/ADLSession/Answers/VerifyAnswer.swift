import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// The paper's identities, checked on a program's own function.
struct VerifyAnswer: AnswerContent {
  let name: String
  let sides: [Box.Side]
  let report: VerificationReport
  private let anchors: AnchorMap

  init(_ name: String, on sides: [Box.Side], _ report: VerificationReport, _ anchors: AnchorMap) {
    self.name = name
    self.sides = sides
    self.report = report
    self.anchors = anchors
  }

  let kind = "verify"

  /// Negative iff an identity fails.
  var finding: Outcome { report.holds ? .success : .negative }

  /// The answer in one line.
  var verdict: String {
    if report.holds {
      let others = identities.filter { $0.holds == nil }.map(\.name)
      if others.count == identities.count { return "nothing could be looked at" }
      return others.isEmpty
        ? "every identity holds where it was looked at"
        : "what was looked at holds; \(AnswerWords.list(others)) "
          + (others.count == 1 ? "was" : "were") + " left out"
    }
    let failed = identities.filter { $0.holds == false }.map(\.name)
    if failed.isEmpty { return "an identity fails" }
    return AnswerWords.list(failed) + (failed.count == 1 ? " fails" : " fail")
  }

  /// An identity with its figures.
  private struct Identity {
    let name: String
    let claim: String

    /// `nil` where nothing could be looked at.
    let holds: Bool?
    let figures: String

    var word: String { holds.map { $0 ? "holds" : "fails" } ?? "left out" }
  }

  private var identities: [Identity] {
    let (modes, gradients) = (report.modes, report.gradients)
    func holds(_ check: PathCheck) -> Bool? {
      check.failure != nil ? false : check.hasLooked ? true : nil
    }
    return [
      Identity(
        name: "Lemma 1", claim: "forward = backward",
        holds: modes.disagreement != nil ? false : modes.points > 0 ? true : nil,
        figures: "\(count(modes.points, "point")), \(modes.exactPoints) exactly; ≤ "
          + "\(AnswerWords.bound(modes.largestUlps)) ulps apart"),
      Identity(
        name: "Proposition 2", claim: "AD integrates to f", holds: holds(report.segments),
        figures: figures(report.segments, "segment")),
      Identity(
        name: "Proposition 3", claim: "AD = gradient a.e.",
        holds: gradients.failure != nil ? false : gradients.points > 0 ? true : nil,
        figures: "\(count(gradients.points, "point")), \(gradients.exactPoints) exactly; ≤ "
          + "\(AnswerWords.bound(gradients.largestDifference)) off"),
      Identity(
        name: "Theorem 3", claim: "whatever ties take",
        holds: holds(report.choices),
        figures: figures(report.choices, "path")
          + (report.choices.choices > 0 ? "; \(report.choices.choices) choices" : "")),
    ]
  }

  private func figures(_ check: PathCheck, _ word: String) -> String {
    "\(count(check.paths, word)), \(check.exactCells) of \(count(check.cells, "cell")) exactly"
      + "; ≤ \(AnswerWords.bound(check.largestDefect)) off"
      + (check.skipped > 0 ? "; \(check.skipped) left out" : "")
  }

  private func count(_ number: Int, _ word: String) -> String {
    ComparisonAnswer.count(number, word)
  }

  // MARK: - Text

  var text: StyledText {
    var text = AnswerWords.heading(name, " on \(sides.text)", StyledText(verdict, .emphasis))
    var table = TextTable([.init("", role: .name), .init(""), .init(""), .init("")])
    for identity in identities {
      table.append([
        identity.name, identity.claim, identity.word, identity.figures,
      ])
    }
    text += table.text
    text += failures
    text.append("  at kinks AD is: \(kinks)\n")
    text += examples
    if let stop = report.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text.folded(to: AnswerWords.width)
  }

  private var failures: StyledText {
    var text = StyledText()
    for failure in [report.segments.failure, report.choices.failure].compactMap(\.self).prefix(1) {
      let words =
        switch failure.reason {
        case .jump(let left, let value, let right, let gap):
          "the function jumps: " + NodeJump.words(left, value, right, gap)
        case .derivative: "the derivative is not that of the function"
        }
      text.append("  at \(NumberText.point(failure.point)) \(words)\n", .error)
      for tied in failure.guards {
        let place = SourceExcerpt(tied.anchor, in: anchors)
        text.append("    \(place.position)  \(place.excerpt)\n", .dimmed)
      }
    }
    if let point = report.gradients.failure {
      let text0 = NumberText.point(point.map { .rational($0) })
      text.append("  at \(text0) AD is not the gradient\n", .error)
    }
    if let point = report.modes.disagreement {
      let text0 = NumberText.point(point.map { .rational($0) })
      text.append("  at \(text0) the modes differ\n", .error)
    }
    return text
  }

  private var kinkCounts: [(word: String, count: Int)] {
    let check = report.kinks
    return [
      ("the derivative", check.derivative), ("in Clarke", check.inClarke),
      ("wrong", check.spurious), ("outside Clarke", check.outsideClarke),
      ("not finite", check.notFinite), ("undecided", check.undecided),
      ("not comparable", check.incomparable),
    ]
  }

  private var kinks: String {
    let found = kinkCounts.filter { $0.count > 0 }.map { "\($0.word) at \($0.count)" }
    return found.isEmpty ? "no kinks were met" : found.joined(separator: ", ")
  }

  private var examples: StyledText {
    var table = TextTable([
      .init("", role: .number), .init(""), .init("", role: .dimmed), .init(""),
    ])
    for (point, kink, found) in report.kinks.examples {
      let place = kink.guards.first.map { SourceExcerpt($0.anchor, in: anchors) }
      let verdict = found.words.isEmpty ? kink.kind.words : found.words
      table.append([
        NumberText.point(point), verdict, place?.position ?? "", place?.excerpt ?? "",
      ])
    }
    return table.text
  }

  // MARK: - JSON

  struct Payload: Encodable {
    /// An identity: whether it held, at or along how many points or paths, how many of its
    /// comparisons were exact, and the largest difference met.
    struct Row: Encodable {
      let identity: String
      @Nullable var holds: Bool?
      let text: String
      let count: Int
      let comparisons: Int
      let exactComparisons: Int
      let skipped: Int
      let largest: Schema.Number
      let at: [Schema.Number]?
    }

    /// At how many kinks AD's answer has a verdict.
    struct VerdictCount: Encodable {
      let verdict: String
      let count: Int
    }

    let name: String
    let region: [Schema.Extent]
    let convention: String
    let verdict: String
    let text: String
    let holds: Bool
    let rows: [Row]
    let verdicts: [VerdictCount]
    let complete: Bool
    let stopped: String?
  }

  var payload: any Encodable {
    Payload(
      name: name, region: sides.map(\.shape), convention: report.convention.name,
      verdict: verdictWord, text: verdict, holds: report.holds, rows: rows,
      verdicts: kinkCounts.map { Payload.VerdictCount(verdict: $0.word, count: $0.count) },
      // Random points and paths: a proof of nothing in between.
      complete: false, stopped: report.stop?.word)
  }

  private var verdictWord: String {
    if !report.holds { return "fails" }
    let looked = identities.filter { $0.holds != nil }
    return looked.isEmpty
      ? "nothing looked at" : looked.count < identities.count ? "holds in part" : "holds"
  }

  private var rows: [Payload.Row] {
    let (modes, gradients) = (report.modes, report.gradients)
    let facts: [(Int, Int, Int, Int, Double, [Schema.Number]?)] = [
      (
        modes.points, modes.points, modes.exactPoints, 0, modes.largestUlps,
        modes.disagreement?.map { Schema.Number($0) }
      ),
      Self.facts(report.segments),
      (
        gradients.points, gradients.points, gradients.exactPoints, gradients.skipped,
        gradients.largestDifference, gradients.failure?.map { Schema.Number($0) }
      ),
      Self.facts(report.choices),
    ]
    return zip(identities, facts).map { identity, fact in
      Payload.Row(
        identity: identity.name, holds: identity.holds, text: identity.figures, count: fact.0,
        comparisons: fact.1, exactComparisons: fact.2, skipped: fact.3,
        largest: Schema.Number(fact.4),
        at: fact.5)
    }
  }

  private static func facts(_ check: PathCheck)
    -> (Int, Int, Int, Int, Double, [Schema.Number]?)
  {
    (
      check.paths, check.cells, check.exactCells, check.skipped, check.largestDefect,
      check.failure?.point.map { Schema.Number($0) }
    )
  }
}
