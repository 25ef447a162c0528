import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// Starts from which a descent lands on an artificial critical point exactly.
struct AdversarialAnswer: AnswerContent {
  let name: String
  let search: AdversarialSearch

  /// For each artificial critical point, the limit of the run whose start is moved by 2^-40.
  let moved: [DescentLimit?]
  private let side: Box.Side
  private let rate: StepRate
  private let rateText: String?
  private let convention: Convention
  let kind = "adversarial"

  /// How many preimages are written out.
  private static let rowLimit = 16

  init(
    _ subject: DescentSubject, _ rate: StepRate, _ rateText: String?, _ search: AdversarialSearch,
    moved: [DescentLimit?], on side: Box.Side
  ) {
    name = subject.name
    convention = subject.problem.convention
    self.rate = rate
    self.rateText = rateText
    self.search = search
    self.moved = moved
    self.side = side
  }

  /// The answer in a few words.
  var verdict: String {
    if search.targets.isEmpty {
      return search.isComplete && search.stop == nil
        ? "no artificial critical point at which AD is 0"
        : "no artificial critical point was found"
    }
    let reached = search.targets.count { $0.path != nil }
    return
      "\(reached) of \(ComparisonAnswer.count(search.targets.count, "artificial critical point")) "
      + "\(reached == 1 ? "is" : "are") reached exactly"
  }

  var text: StyledText {
    var text = AnswerWords.heading(name, " on \(side.text)", StyledText(verdict, .emphasis))
    for (target, moved) in zip(search.targets, moved) {
      var table = FactTable()
      table.append("point", NumberText.text(target.point), "0 is in D_f, and not in Clarke")
      if let path = target.path, let constant = target.constant {
        table.append(
          "start", NumberText.text(path[0]),
          "c = \(NumberText.text(constant)): "
            + path.map { NumberText.text($0) }
            .joined(separator: " → "))
        if let moved {
          table.append("moved", "by 2^-40", Self.words(moved), role: .plain)
        }
      } else {
        table.append("start", "none found within \(search.depth) steps", role: .plain)
      }
      text += table.text
      text += preimages(target).text
      if target.preimages.count > Self.rowLimit {
        text.append("  and \(target.preimages.count - Self.rowLimit) more\n", .dimmed)
      }
    }
    var table = FactTable()
    table.append("rate", rateText ?? "c/sqrt(k)", DescentWords.words(rate), role: .plain)
    if !search.targets.isEmpty {
      table.append(
        "note", "preimages are null sets, but where γ times a curvature is 1: a whole cell",
        role: .note)
    }
    text += table.text
    if let stop = search.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }

  private static func words(_ limit: DescentLimit) -> String {
    limit.standing == nil
      ? limit.verdict.words
      : "\(limit.standing == .proved ? "limit" : "presumed limit") \(limit.place): "
        + limit.verdict.words
  }

  private func preimages(_ target: AdversarialSearch.Target) -> TextTable {
    var table = TextTable([
      .init("step", .right), .init("maps", role: .number), .init("to", role: .number),
      .init("on", role: .dimmed),
    ])
    for preimage in target.preimages.prefix(Self.rowLimit) {
      let points =
        switch preimage.points {
        case .rational(let x): NumberText.text(x)
        case .irrational(let x): "≈ \(DescentWords.short(x))"
        case .cell: "all of it"
        }
      let (low, high) = (preimage.lower, preimage.upper)
      table.append([
        "\(preimage.step)", points, NumberText.text(preimage.image),
        low == high ? "the kink" : "(\(NumberText.text(low)), \(NumberText.text(high)))",
      ])
    }
    return table
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Target: Encodable {
      let point: Schema.Number
      @Nullable var constant: Schema.Number?

      /// The run in exact arithmetic, from the start to the point.
      @Nullable var path: Schema.Vector?
      @Nullable var moved: LimitShape?
      let preimages: [Preimage]
    }

    /// What a step maps to a point; without `at`, all between `lower` and `upper`.
    struct Preimage: Encodable {
      let step: Int
      let image: Schema.Number
      let at: Schema.Number?
      let lower: Double
      let upper: Double
    }

    let name: String
    let region: [Schema.Extent]
    let convention: String
    let text: String
    let rate: RateShape
    let depth: Int
    let targets: [Target]
    let complete: Bool
    let stopped: String?
  }

  var payload: any Encodable {
    Payload(
      name: name, region: [side.shape], convention: convention.name, text: verdict,
      rate: RateShape(rate, rateText), depth: search.depth,
      targets: zip(search.targets, moved).map { target, moved in
        Payload.Target(
          point: Schema.Number(target.point),
          constant: target.constant.map { Schema.Number($0) },
          path: target.path.map { Schema.Vector($0) },
          moved: moved.map { LimitShape($0) },
          preimages: target.preimages.map { preimage in
            let at: Schema.Number? =
              switch preimage.points {
              case .rational(let x): Schema.Number(x)
              case .irrational(let x): Schema.Number(x)
              case .cell: nil
              }
            return Payload.Preimage(
              step: preimage.step, image: Schema.Number(preimage.image), at: at,
              lower: preimage.lower, upper: preimage.upper)
          })
      },
      complete: search.isComplete, stopped: search.stop?.word)
  }
}
