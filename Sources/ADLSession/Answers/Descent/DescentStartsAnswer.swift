import ADLAnalysis
import ADLFormats
import ADLPrograms
import ADLText

/// Many descents: how many have which limit.
struct DescentStartsAnswer: AnswerContent {
  let name: String
  let census: DescentCensus
  private let subject: DescentSubject
  private let rate: StepRate
  private let rateText: String?
  private let options: DescentOptions
  private let boundedness: Boundedness
  private let numbers: Range<Int>
  private let total: Int
  private let sides: [Box.Side]

  /// `true` iff a file keeps the count.
  private let isKept: Bool
  let kind = "descents"

  /// How many limits are written out.
  private static let rowLimit = 12

  init(
    _ subject: DescentSubject, _ rate: StepRate, _ rateText: String?, _ options: DescentOptions,
    _ census: DescentCensus, _ boundedness: Boundedness, _ numbers: Range<Int>, of total: Int,
    on sides: [Box.Side], isKept: Bool
  ) {
    name = subject.name
    self.subject = subject
    self.rate = rate
    self.rateText = rateText
    self.options = options
    self.census = census
    self.boundedness = (census.counts[.leftBox] ?? 0) > 0 ? .leftBox : boundedness
    self.numbers = numbers
    self.total = total
    self.sides = sides
    self.isKept = isKept
  }

  private func count(_ verdict: DescentLimit.Verdict) -> Int { census.counts[verdict] ?? 0 }

  private var isCutShort: Bool { census.count < numbers.count }

  /// The answer in a few words: how many runs end at an artificial critical point.
  var verdict: String {
    let artificial = count(.artificial)
    return "\(artificial) of \(ComparisonAnswer.count(census.count, "run")) "
      + (artificial == 1 ? "ends" : "end") + " at an artificial critical point"
  }

  private var groups: [DescentCensus.Group] {
    census.groups.enumerated()
      .sorted { ($0.element.count, $1.offset) > ($1.element.count, $0.offset) }.map(\.element)
  }

  // MARK: - Text

  var text: StyledText {
    var text = AnswerWords.heading(
      name,
      ", \(ComparisonAnswer.count(census.count, "start")) on \(sides.text)"
        + DescentWords.format(options),
      StyledText(verdict, .emphasis))
    text += verdicts.text
    text += limits.text(width: AnswerWords.width)
    if census.groups.count > Self.rowLimit {
      let more = census.groups.count - Self.rowLimit
      text.append("  and \(ComparisonAnswer.count(more, "other limit"))\n", .dimmed)
    }
    var table = FactTable()
    DescentWords.addRate(rate, rateText, constant: nil, to: &table)
    DescentWords.addStated(subject, to: &table)
    table.append("steps", "\(options.steps) each", "seed \(options.seed)", role: .plain)
    let bounded = DescentWords.words(boundedness, largest: nil)
    table.append("bounded", bounded.0, bounded.1, role: .plain)
    if numbers != 0..<total {
      table.append(
        "runs", "\(numbers.lowerBound) to \(numbers.upperBound - 1)",
        "a part of \(total): counts of all parts add up", role: .plain)
    }
    if census.unlookedCount > 0 {
      table.append(
        "note",
        "\(census.unlookedCount) runs were not looked at: there are more than "
          + "\(DescentCensus.analysisLimit) limits", role: .note)
    }
    if census.groups.contains(where: { $0.limit.face != nil }) {
      table.append(
        "note",
        "where a limit has a name in it, J does not depend on that entry: such limits are one",
        role: .note)
    }
    table.append(
      "note", "intervals are those of Clopper and Pearson, at 95 %; starts are dyadic doubles",
      role: .note)
    text += table.text
    if isCutShort {
      let (next, left) = (numbers.lowerBound + census.count, numbers.count - census.count)
      text.append("  interrupted: \(left) left\n", .warning)
      text.append(
        isKept
          ? "  the same command goes on with them\n"
          : "  `skip \(next) take \(left)` does them, and the counts add up\n", .dimmed)
    }
    return text
  }

  private var verdicts: TextTable {
    var table = TextTable([
      .init("verdict"), .init("runs", .right, role: .number), .init("95 % interval", role: .dimmed),
    ])
    for verdict in DescentLimit.Verdict.allCases
    where count(verdict) > 0 || verdict == .artificial && census.count > 0 {
      table.append([verdict.words, "\(count(verdict))", interval(count(verdict))])
    }
    return table
  }

  private func interval(_ count: Int) -> String {
    guard census.count > 0 else { return "" }
    let interval = ClopperPearson(count, of: census.count)
    let low = DescentWords.short(interval.lower * 100, digits: 3)
    let high = DescentWords.short(interval.upper * 100, digits: 3)
    return "\(low) % to \(high) %"
  }

  private var limits: TextTable {
    var table = TextTable([
      .init("limit", role: .number), .init("verdict"), .init("runs", .right, role: .number),
      .init("at it", .right), .init("first", role: .dimmed),
    ])
    for group in groups.prefix(Self.rowLimit) {
      let hasLimit = group.limit.verdict.isCritical
      let start = DescentWords.point(
        group.example.start.map { NumberText.rounded($0, digits: 4) })
      table.append([
        hasLimit ? group.limit.place(named: subject.inputs) : "", group.limit.verdict.words,
        "\(group.count)",
        group.limit.exact == nil ? "" : "\(group.provedCount)",
        "run \(group.example.number): \(start), c = "
          + DescentWords.short(group.example.constant, digits: 4),
      ])
    }
    return table
  }

  // MARK: - JSON

  struct Payload: Encodable {
    struct Share: Encodable {
      let verdict: String
      let count: Int
      let lower: Double
      let upper: Double
    }

    struct Group: Encodable {
      let limit: LimitShape

      /// The entries that J does not depend on there, with where they may lie.
      let free: [FreeEntry]
      let count: Int

      /// How many of them end at it exactly.
      let exactly: Int
      let example: Example
    }

    struct FreeEntry: Encodable {
      let input: String
      let from: Double
      let to: Double
    }

    /// The first run of a group.
    struct Example: Encodable {
      let run: Int
      let start: Schema.Vector
      let constant: Double
    }

    let name: String
    let region: [Schema.Extent]
    let convention: String
    let format: String
    let text: String
    let starts: Int
    let first: Int
    let count: Int
    let steps: Int
    let seed: Int
    let rate: RateShape
    let bounded: String
    let verdicts: [Share]
    let limits: [Group]
    let notLookedAt: Int
    let stopped: String?
  }

  var payload: any Encodable {
    Payload(
      name: name, region: sides.map(\.shape), convention: subject.problem.convention.name,
      format: options.format.rawValue, text: verdict, starts: total, first: numbers.lowerBound,
      count: census.count,
      steps: options.steps, seed: Int(options.seed), rate: RateShape(rate, rateText),
      bounded: boundedness.rawValue,
      verdicts: DescentLimit.Verdict.allCases.compactMap { verdict in
        guard census.count > 0, count(verdict) > 0 || verdict == .artificial else { return nil }
        let interval = ClopperPearson(count(verdict), of: census.count)
        return Payload.Share(
          verdict: verdict.words, count: count(verdict), lower: interval.lower,
          upper: interval.upper)
      },
      limits: groups.map { group in
        Payload.Group(
          limit: LimitShape(group.limit),
          free: zip(subject.inputs, group.limit.face?.ranges ?? []).compactMap { name, range in
            range.map { .init(input: name, from: $0.lowerBound, to: $0.upperBound) }
          },
          count: group.count, exactly: group.provedCount,
          example: Payload.Example(
            run: group.example.number, start: Schema.Vector(group.example.start),
            constant: group.example.constant))
      },
      notLookedAt: census.unlookedCount, stopped: isCutShort ? "interrupted" : nil)
  }
}
