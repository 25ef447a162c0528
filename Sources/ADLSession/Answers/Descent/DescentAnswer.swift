import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// One descent: J along the way, the ties that it met, and its limit.
struct DescentAnswer: AnswerContent {
  let name: String
  let run: DescentRun
  let limit: DescentLimit
  private let subject: DescentSubject
  private let rate: StepRate
  private let rateText: String?
  private let options: DescentOptions
  private let boundedness: Boundedness

  /// `true` iff a file keeps the run.
  private let isKept: Bool
  private let width: Int
  let kind = "descend"

  /// How many iterates are written out.
  private static let rowLimit = 14

  init(
    _ subject: DescentSubject, _ rate: StepRate, _ rateText: String?, _ options: DescentOptions,
    _ run: DescentRun, _ limit: DescentLimit, _ boundedness: Boundedness, isKept: Bool,
    width: Int
  ) {
    name = subject.name
    self.subject = subject
    self.rate = rate
    self.rateText = rateText
    self.options = options
    self.run = run
    self.limit = limit
    self.isKept = isKept
    self.width = width
    if case .leftBox = run.end {
      self.boundedness = .leftBox
    } else {
      self.boundedness = boundedness
    }
  }

  /// The answer in a few words.
  var verdict: String {
    switch limit.verdict {
    case .notConverged, .undecided, .leftBox: return limit.verdict.words
    case .outsideDomain: return "ended \(limit.verdict.words)"
    default:
      let standing = limit.standing == .proved ? "limit" : "presumed limit"
      return "\(standing) \(limit.place): \(limit.verdict.words)"
    }
  }

  /// J along the way.
  var figure: Figure {
    let points = run.samples.filter(\.value.isFinite).map {
      Figure.Point(Double($0.step), $0.value)
    }
    let last = Double(max(run.samples.last?.step ?? 1, 1))
    return Figure(
      [Figure.Graph(name: "J(x_k)", strokes: [points])],
      from: Double(run.samples.first?.step ?? 0), to: last)
  }

  // MARK: - Text

  var text: StyledText {
    let start = DescentWords.point(subject.start.map { options.format.rounded($0) })
    let place = " from \(AnswerWords.cut(start, to: 40))" + DescentWords.format(options)
    var text = AnswerWords.heading(name, place, StyledText(verdict, .emphasis))
    text += iterates.text(width: width)
    if run.samples.count > 2 { text += figure.terminalText(width: min(width, 80), height: 8) }
    var table = FactTable()
    DescentWords.addRate(rate, rateText, constant: run.constant, to: &table)
    DescentWords.addStated(subject, to: &table)
    if subject.problem.hasData { table.append("rows", rowWords, role: .plain) }
    let bounded = DescentWords.words(boundedness, largest: run.largest)
    table.append("bounded", bounded.0, bounded.1, role: .plain)
    table.append("ties", lines: ties, role: .plain)
    table.append("limit", limit.verdict.words, limit.ground, role: .plain)
    if run.stillSteps > 0, run.derivative.contains(where: { $0 != 0 }) {
      table.append(
        "note",
        "\(run.stillSteps == 1 ? "the last step" : "the last \(run.stillSteps) steps") moved nothing: "
          + "what they would have moved is rounded away", role: .note)
    }
    if case .failed(let failure) = run.end {
      table.append("note", failureWords(failure), role: .note)
    }
    text += table.text
    if case .interrupted = run.end {
      let point = DescentWords.point(run.point)
      text.append("  interrupted after step \(run.stepCount), at \(point)\n", .warning)
      text.append(
        isKept
          ? "  the same command goes on from there\n"
          : "  a run whose command says `state \"run.json\"` can go on from there\n", .dimmed)
    }
    return text
  }

  private func failureWords(_ failure: EvaluationFailure) -> String {
    let point = DescentWords.point(run.point)
    guard case .domain(let violation) = failure else { return "no value at \(point)" }
    return "\(violation.primitive.name) has no value at x_k = \(point)"
  }

  private var rowWords: String {
    let count = ComparisonAnswer.count(subject.problem.rowCount, "row")
    return switch options.minibatch {
    case .full: "\(count), all in every step"
    case .size(let size): "\(count), \(min(size, subject.problem.rowCount)) in every step"
    case .subset: "\(count), a nonempty subset in every step"
    }
  }

  private var iterates: TextTable {
    var table = TextTable([
      .init("k", .right), .init("x_k", role: .number), .init("J(x_k)", role: .number),
      .init("moved", role: .dimmed),
    ])
    for sample in shown {
      let point = sample.point.prefix(4).map { DescentWords.short($0) }
      let more = sample.point.count > 4 ? ", …" : ""
      table.append([
        "\(sample.step)",
        sample.point.count == 1 ? point[0] : "(" + point.joined(separator: ", ") + more + ")",
        DescentWords.short(sample.value),
        sample.movement.map { DescentWords.short($0, digits: 3) } ?? "",
      ])
    }
    return table
  }

  /// The first iterates, and then fewer and fewer, to the last.
  private var shown: [DescentRun.Sample] {
    let samples = run.samples
    guard samples.count > Self.rowLimit else { return samples }
    var picked: [Int] = []
    var next = 1.0
    while Int(next) <= samples.count {
      picked.append(Int(next) - 1)
      next = max(next + 1, next * 1.6)
    }
    if picked.last != samples.count - 1 { picked.append(samples.count - 1) }
    return picked.map { samples[$0] }
  }

  private var ties: [String] {
    if run.ties.isEmpty {
      return [
        run.stepsWatched < run.stepCount
          ? "none in the first \(run.stepsWatched) steps; later ones were not looked for" : "none"
      ]
    }
    let steps =
      "\(run.tiedSteps) of \(ComparisonAnswer.count(run.stepsWatched, "iterate")) met a tie"
    let rest = run.stepsWatched < run.stepCount ? "; later ones were not looked at" : ""
    var table = TextTable([.init(""), .init(""), .init(""), .init(""), .init("")])
    for tie in run.ties.prefix(12) {
      let place = placed(tie.node)
      let (first, last) = (tie.steps.lowerBound, tie.steps.upperBound)
      table.append([
        place.name, place.span?.description ?? "", place.excerpt,
        ComparisonAnswer.count(tie.count, "time"),
        first == last ? "step \(first)" : "steps \(first) to \(last)",
      ])
    }
    return [steps + rest] + table.text.plain.split(separator: "\n").map { String($0.dropFirst(2)) }
  }

  private func placed(_ node: Int) -> PointSubject.PlacedNode {
    let application = subject.problem.program.application(node)
    return PointSubject.PlacedNode(
      node: node, name: application.primitive.name,
      span: subject.anchors.span(of: application.anchor))
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Iterate: Encodable {
      let step: Int
      let point: Schema.Vector
      let value: Double
      let moved: Double?
    }

    /// How often a node tied.
    struct Tie: Encodable {
      let count: Int
      let firstStep: Int
      let lastStep: Int
    }

    let name: String
    let inputs: [String]
    let start: Schema.Vector
    let convention: String
    let format: String
    let verdict: String
    let text: String
    let steps: Int

    /// How many of the last ones moved nothing though AD is not 0.
    let stillSteps: Int
    let end: String
    let rate: RateShape
    let constant: Double
    let seed: Int
    let rows: Int
    let bounded: String
    let largest: Double
    let iterates: [Iterate]
    let tiedSteps: Int
    let stepsWatched: Int
    let ties: [Joined<Schema.Node, Tie>]
    let limit: LimitShape
    let stopped: String?
  }

  var payload: any Encodable {
    var stopped: String?
    if case .interrupted = run.end { stopped = "interrupted" }
    return Payload(
      name: name, inputs: subject.inputs,
      start: Schema.Vector(subject.start.map { options.format.rounded($0) }),
      convention: subject.problem.convention.name, format: options.format.rawValue,
      verdict: limit.verdict.words, text: verdict,
      steps: run.stepCount, stillSteps: run.stillSteps, end: run.end.word,
      rate: RateShape(rate, rateText),
      constant: run.constant, seed: Int(options.seed), rows: subject.problem.rowCount,
      bounded: boundedness.rawValue, largest: run.largest,
      iterates: run.samples.map {
        Payload.Iterate(
          step: $0.step, point: Schema.Vector($0.point), value: $0.value, moved: $0.movement)
      },
      tiedSteps: run.tiedSteps, stepsWatched: run.stepsWatched,
      ties: run.ties.map { tie in
        Joined(
          placed(tie.node).shape,
          Payload.Tie(
            count: tie.count, firstStep: tie.steps.lowerBound, lastStep: tie.steps.upperBound))
      },
      limit: LimitShape(limit), stopped: stopped)
  }
}
