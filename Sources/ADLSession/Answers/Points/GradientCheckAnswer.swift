import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// A gradient from elsewhere, judged place by place (semantics, section 11).
struct GradientCheckAnswer: AnswerContent {
  /// A place with what is said of the gradient there.
  struct Place: Sendable {
    let point: [KnownNumber]
    let judgement: GradientJudgement

    /// Where the kink beside it is written, if it is one.
    let nearKink: SourceSpan?

    /// How many conventions were asked.
    let conventionCount: Int

    /// The number of the row, from 1, in the file that the gradient stands in.
    let row: Int?

    /// Where the row is written, in a file of text.
    let given: SourceSpan?
  }

  /// What is known of the gradient on a whole box.
  struct Elsewhere: Sendable {
    let equality: Equality
    let text: String
  }

  let name: String

  /// What is judged, and where.
  let rival: String
  let region: String

  /// The places that are shown; of the rows of a file, those that are not the derivative.
  let places: [Place]

  /// How many places have each verdict.
  let counts: [GradientJudgement.Verdict: Int]
  let elsewhere: Elsewhere?
  let tolerance: Double
  let inputs: [String]
  let q: Int
  var stop: Stop?
  let kind = "gradcheck"

  private var count: Int { counts.values.reduce(0, +) }
  private var wrongCount: Int {
    counts.reduce(0) { $0 + ($1.key.isRight == false ? $1.value : 0) }
  }

  private var isRefutedElsewhere: Bool {
    if case .refuted(let example)? = elsewhere?.equality { return !example.isIsolated }
    return false
  }

  /// Negative iff the gradient is wrong somewhere.
  var finding: Outcome { wrongCount > 0 || isRefutedElsewhere ? .negative : .success }

  var findings: [Finding] {
    var findings: [Finding] = []
    if isRefutedElsewhere, let elsewhere {
      findings.append(Finding(.gradient, .error, "\(rival): \(elsewhere.text)"))
    }
    for place in places where place.judgement.verdict.isRight != true {
      let words =
        ["\(name) at \(NumberText.point(place.point)): \(place.judgement.verdict.words)"]
        + ["given \(gradientText.text(doubles: place.judgement.given))"]
        + details(place).map { "\($0.label) \($0.words)" }
      let isWrong = place.judgement.verdict.isRight == false
      findings.append(
        Finding(
          isWrong ? .gradient : .undecided, isWrong ? .error : .warning,
          words.joined(separator: "\n"), at: place.given))
    }
    if let stop {
      findings.append(Finding(.open, .warning, "\(name): stopped early: \(stop.words)"))
    }
    return findings
  }

  /// The answer in words.
  var verdict: String {
    if count == 1, elsewhere == nil, let place = places.first {
      return place.judgement.verdict.words
    }
    if isRefutedElsewhere { return "not the derivative" }
    if wrongCount > 0 {
      return "wrong at \(wrongCount) of \(count) place\(count == 1 ? "" : "s")"
    }
    let open = counts.reduce(0) { $0 + ($1.key.isRight == nil ? $1.value : 0) }
    if open > 0, elsewhere != nil {
      let looked = count - open
      return looked == 0
        ? "not known" : "right at \(looked) kink\(looked == 1 ? "" : "s"); not known at others"
    }
    if open > 0 { return "not wrong at \(count - open) of \(count) places, open at the rest" }
    let looked = "at \(count) kink\(count == 1 ? "" : "s")"
    switch elsewhere?.equality {
    case .proved?: return count == 0 ? "right (proved)" : "right (proved), \(looked) too"
    case .refuted?: return "right but at single places (proved); right \(looked) looked at"
    case nil: return "right at all \(count) place\(count == 1 ? "" : "s")"
    case .bounded?: return "right, as far as enclosures tell"
    case .tested(let points, _, _)?: return "right at \(points) points"
    case .unknown?: return "not known"
    }
  }

  private var gradientText: GradientText { GradientText(q: q, inputNames: inputs) }

  /// The maximum number of places that are listed.
  private static let listLimit = 40

  var text: StyledText {
    var text = AnswerWords.heading(
      rival, " as a gradient of \(name) \(region)",
      StyledText(verdict, finding == .negative ? .warning : .emphasis))
    if let elsewhere {
      var facts = FactTable()
      facts.append("elsewhere", elsewhere.text)
      text += facts.text
    }
    if count == 1, elsewhere == nil, let place = places.first, place.row == nil {
      var facts = FactTable()
      for (label, words) in details(place) { facts.append(label, words) }
      return text + facts.text
    }
    var table = TextTable([
      .init(places.contains { $0.row != nil } ? "row" : "", .right, role: .number),
      .init("at"), .init("given", role: .number), .init("is"), .init("", role: .plain),
    ])
    for place in places.prefix(Self.listLimit) {
      table.append([
        place.row.map { "\($0)" } ?? "", NumberText.point(place.point),
        gradientText.text(doubles: place.judgement.given), place.judgement.verdict.shortWords,
        details(place).map { "\($0.label) \($0.words)" }.joined(separator: "; "),
      ])
    }
    if !places.isEmpty { text += table.text(width: AnswerWords.width) }
    let more = places.count - Self.listLimit
    if more > 0 { text.append("  … \(more) more\n", .plain) }
    if elsewhere == nil, count > places.count {
      let right = counts[.derivative, default: 0]
      text.append("  the derivative at \(right) of \(count) places\n", .plain)
    }
    if let stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  private func details(_ place: Place) -> [(label: String, words: String)] {
    let judgement = place.judgement
    var parts: [(label: String, words: String)] = []
    if judgement.verdict != .derivative, let derivative = judgement.derivative {
      parts.append(("derivative", gradientText.text(derivative.numbers)))
    } else if let distance = judgement.distance, distance > 0 {
      parts.append(("distance", "\(AnswerWords.bound(distance)) from Clarke"))
    }
    if let distance = judgement.fieldDistance, distance > 0, judgement.verdict == .outside {
      parts.append(("distance", "\(AnswerWords.bound(distance)) from D_f"))
    }
    if let kink = judgement.nearKink {
      let at = place.nearKink.map { " at \($0)" } ?? ""
      parts.append(("kink", "a guard\(at) is \(AnswerWords.bound(kink.guardValue)) from 0"))
    }
    if judgement.verdict != .derivative {
      let names = judgement.conventions.map(\.name)
      let isAll = judgement.conventions.count == place.conventionCount
      parts.append(
        (
          "returned by",
          isAll ? "every profile" : names.isEmpty ? "no profile" : AnswerWords.list(names)
        ))
    }
    return parts
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Place: Encodable {
      let point: Schema.Vector
      let row: Int?
      let given: Schema.Vector
      let verdict: String
      let derivative: Schema.Vector?
      let distance: Schema.Number?
      let fieldDistance: Schema.Number?
      let guardDistance: Schema.Number?
      let nearKink: Schema.Place?
      let conventions: [String]
      let tier: String
    }

    let name: String
    let gradient: String
    let text: String
    @Nullable var right: Bool?
    let tolerance: Schema.Number
    let elsewhere: String?
    let counts: [String: Int]
    let places: [Place]
    let stopped: String?
  }

  var payload: any Encodable {
    let isOpen = counts.contains { $0.key.isRight == nil && $0.value > 0 }
    return Payload(
      name: name, gradient: rival, text: verdict,
      right: finding == .negative ? false : isOpen ? nil : true,
      tolerance: Schema.Number(tolerance), elsewhere: elsewhere?.equality.word,
      counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
      places: places.map { place in
        let judgement = place.judgement
        return Payload.Place(
          point: Schema.Vector(place.point), row: place.row, given: Schema.Vector(judgement.given),
          verdict: judgement.verdict.rawValue,
          derivative: judgement.derivative.map { Schema.Vector($0.numbers) },
          distance: judgement.distance.map { Schema.Number($0) },
          fieldDistance: judgement.fieldDistance.map { Schema.Number($0) },
          guardDistance: judgement.nearKink.map { Schema.Number($0.guardValue) },
          nearKink: place.nearKink.map { Schema.Place($0) },
          conventions: judgement.conventions.map(\.name), tier: judgement.tier.word)
      },
      stopped: stop?.word)
  }
}

extension GradientJudgement.Verdict {
  /// The verdict in words.
  var words: String {
    switch self {
    case .derivative: "the derivative"
    case .insideClarke: "inside Clarke"
    case .nearKink: "beside a kink"
    case .inField: "in D_f only"
    case .outside: "outside D_f: no choice of pieces gives it"
    case .notFinite: "not finite"
    case .outsideDomain: "at the end of a domain"
    case .undecided: "undecided"
    }
  }
}

extension GradientJudgement.Verdict {
  /// The verdict for a table.
  fileprivate var shortWords: String { self == .outside ? "outside D_f" : words }
}

extension Equality {
  /// The word of the equality in JSON.
  var word: String {
    switch self {
    case .proved: "proved"
    case .bounded: "bounded"
    case .tested: "tested"
    case .refuted: "refuted"
    case .unknown: "unknown"
    }
  }
}
