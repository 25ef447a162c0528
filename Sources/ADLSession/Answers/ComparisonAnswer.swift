import ADLAnalysis
import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

/// Programs compared, or one program under several conventions (semantics, section 9).
package struct ComparisonAnswer: AnswerContent {
  let comparison: Comparison

  /// What to call the subjects, in order.
  let names: [String]

  /// What to call the inputs.
  let inputNames: [String]

  /// The one function that the subjects are, where they are one under several conventions.
  let function: String?

  /// What a pair of files calls the function that the subjects are.
  let title: String?

  /// Where they were compared.
  let place: ComparisonPlace

  /// Where they were compared, as the language says it: `at 0`, `on [-1, 1]`.
  var region: String { place.text }

  /// The names as tables have room for them: a long one is a number, which the legend explains.
  let shortNames: [String]

  /// The names without the conventions that tell one function's subjects apart.
  private let functionNames: [String]

  /// The long names with their numbers.
  private let legend: [(number: String, name: String)]

  let anchors: [AnchorMap]

  /// The rows without those at ends that do not belong to the interval.
  let rows: [ComparisonRow]

  /// Creates the answer.
  /// - Requires: as many names and maps as the comparison has subjects.
  init(
    _ comparison: Comparison, names: [String], function: String?, title: String? = nil,
    in place: ComparisonPlace, inputs: [String], anchors: [AnchorMap]
  ) {
    inputNames = inputs
    self.comparison = comparison
    self.names = names
    functionNames = zip(names, comparison.subjects).map { name, subject in
      let suffix = " (\(subject.convention.name))"
      return name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : name
    }
    (shortNames, legend) = Self.shortened(names, functionNames)
    self.function = function
    self.title = title
    self.place = place
    self.anchors = anchors
    let sides = place.sides
    rows = comparison.rows.filter { row in
      guard sides.count == 1, case .point(let number)? = row.location else { return true }
      return !sides[0].excludes(number.rational)
    }
  }

  /// The longest name that tables show.
  private static let longestName = 24

  /// Returns the names with numbers in place of the long ones, and the numbers with what they are.
  private static func shortened(_ names: [String], _ functions: [String]) -> (
    short: [String], legend: [(number: String, name: String)]
  ) {
    if functions.allSatisfy({ $0.count <= longestName }) { return (names, []) }
    var legend: [(number: String, name: String)] = []
    let short = zip(names, functions).enumerated().map { i, subject in
      let (name, function) = subject
      // With one expression in the legend, all are there.
      if function.count <= longestName, !function.contains("->") { return name }
      let number = legend.first { $0.name == function }?.number ?? "#\(i + 1)"
      if number == "#\(i + 1)" { legend.append((number, function)) }
      return number + name.dropFirst(function.count)
    }
    return (short, legend)
  }

  /// What to call the function of a subject, whatever its convention.
  func shortFunctionName(_ subject: Int) -> String {
    let suffix = names[subject].count - functionNames[subject].count
    return String(shortNames[subject].dropLast(suffix))
  }

  package let kind = "diff"

  /// Negative iff the functions or their derivatives differ; trouble where nothing was compared.
  package var finding: Outcome {
    if hasDifferences { return .negative }
    return reasonForNoAnswer == nil ? .success : .trouble
  }

  package var findings: [Finding] {
    if hasDifferences {
      return [Finding(.diff, .error, text.plain.split(separator: "\n").joined(separator: "\n"))]
    }
    let reason = reasonForNoAnswer ?? incompleteness
    return reason.map {
      [Finding(.open, finding == .trouble ? .error : .warning, "\(verdict): \($0)")]
    } ?? []
  }

  /// Why nothing was compared, where that is so.
  var reasonForNoAnswer: String? {
    guard !hasDifferences, case .unknown = comparison.equality else { return nil }
    return comparison.stop.map { "stopped early: \($0.words)" } ?? "nothing was compared"
  }

  /// What is not known where no difference was found; `nil` where all is.
  package var incompleteness: String? {
    if let stop = comparison.stop { return "stopped early: \(stop.words)" }
    if !comparison.isComplete { return "not all was looked at" }
    if case .tested(_, _, isExact: let isExact) = comparison.equality, function == nil {
      if case .point = place, isExact { return nil }
      return "values tested, not proved"
    }
    return nil
  }

  /// `true` iff the functions differ, or their derivatives somewhere.
  var hasDifferences: Bool {
    !comparison.isOneFunction || comparison.differingRegion != nil || !differingRows.isEmpty
  }

  /// The rows in which the derivatives differ.
  var differingRows: [ComparisonRow] { rows.filter(\.kind.isDifference) }

  /// The rows of which it is not known whether the derivatives differ.
  private var undecidedRows: [ComparisonRow] { rows.filter { $0.kind == .undecided } }

  /// How firmly the answer is known.
  var tier: Tier {
    let worst = rows.map(\.tier).max() ?? .exact
    switch comparison.equality {
    case .proved, .unknown: return worst
    case .refuted(let example): return max(worst, example.tier)
    case .bounded: return max(worst, .interval)
    case .tested(_, _, let isExact): return isExact ? worst : .double
    }
  }

  // MARK: - The verdict

  /// The answer in one line.
  var verdict: String {
    if function != nil { return derivativeVerdict }
    return equalityVerdict + "; " + derivativeVerdict
  }

  private var equalityVerdict: String {
    if case .point = place, let words = equalityAtPoint { return words }
    switch comparison.equality {
    case .proved: return "one function (proved)"
    case .bounded(let bound, _):
      return "one function to within \(AnswerWords.bound(bound)) (bounded by intervals)"
    case .tested(0, _, _): return "nothing was compared"
    case .tested(let points, let largest, let isExact):
      if isExact { return "equal at \(Self.count(points, "point")) (tested exactly, not proved)" }
      if largest == .infinity { return "equal or not: values are beyond the range of doubles" }
      return "equal at \(Self.count(points, "point")) to within \(AnswerWords.bound(largest)) "
        + "(tested, not proved)"
    case .refuted(let example):
      let (i, j) = example.subjects
      let point = NumberText.point(example.point)
      let values = [(i, example.values.0), (j, example.values.1)].map { subject, value in
        "\(shortNames[subject]) is \(NumberText.text(value))"
      }
      let limit =
        !example.isIsolated
        ? "" : example.point.count == 1 ? ", and not beside it" : ", on a set without interior"
      let place = "at \(point)\(limit)"
      return "two functions: \(place), \(values[0]) and \(values[1])"
        + (example.gap.map { ", \(NumberText.text($0)) apart" } ?? "")
    case .unknown: return "nothing was compared"
    }
  }

  /// Whether the values are equal at the point; `nil` where they are not, or nothing is known.
  private var equalityAtPoint: String? {
    let value: String
    let values = rows.flatMap { $0.answers.flatMap { $0.outputs.map(\.value) } }
    switch comparison.equality {
    case .tested where !values.isEmpty && values.allSatisfy { $0 == .undefined }:
      value = "no value"
    case .tested(_, .infinity, _): value = "a value beyond the range of doubles"
    case .tested(_, _, isExact: true): value = "one value (exactly)"
    case .tested(_, let largest, isExact: false):
      value = largest == 0 ? "one value" : "one value to within \(AnswerWords.bound(largest))"
    default: return nil
    }
    guard let other = comparison.otherClarke else { return value }
    return value + ", but two functions: \(shortNames[0]) and \(shortNames[other]) differ around it"
  }

  private var derivativeVerdict: String {
    if case .point = place {
      if !differingRows.isEmpty { return "the derivatives differ" }
      return undecidedRows.isEmpty
        ? "the derivatives agree" : "the derivatives are not known to differ"
    }
    if let region = comparison.differingRegion {
      return "derivatives differ on a set with interior, for example at \(NumberText.point(region))"
    }
    if !differingRows.isEmpty { return TieSetWords(differingRows, inputNames).text }
    if !undecidedRows.isEmpty {
      let points = undecidedRows.prefix(4).map(\.pointText).joined(separator: ", ")
      return "derivatives not known to differ, undecided at "
        + Self.count(undecidedRows.count, "point")
        + (undecidedRows.count <= 4 && points.count <= 36 ? ": \(points)" : "")
    }
    if comparison.isComplete {
      // Equal functions have equal gradients wherever all are smooth; others need not.
      if case .proved = comparison.equality { return "derivatives agree everywhere" }
      return function == nil ? "derivatives agree at every kink" : "derivatives agree everywhere"
    }
    if rows.isEmpty { return "no kinks were found" }
    if rows.count == 1 { return "derivatives agree at the only kink found" }
    return "derivatives agree at the \(rows.count) kinks found"
  }

  /// Returns the number with its word.
  static func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }

  /// What is compared, in words that leave room for the rest of the line.
  private var subjectWords: String {
    if let function { return "\(function) under \(AnswerWords.list(shortNames))" }
    if let title { return "\(title) of \(AnswerWords.list(shortNames))" }
    let words = shortNames.joined(separator: ", ")
    return words.count <= 64 ? words : "\(names.count) programs"
  }

  // MARK: - Text

  package var text: StyledText {
    var text = heading
    text += ComparisonTable(self).text
    text += ComparisonSets(self).text
    text += ComparisonReasons(self).text
    text += coverage
    return text.folded(to: AnswerWords.width)
  }

  /// What is compared, the verdict, and which program has which number.
  var heading: StyledText {
    var text = StyledText(subjectWords, .name)
    text.append(" \(place.shortText)")
    if text.plain.count + verdict.count + 2 <= AnswerWords.width {
      text.append(": ")
      text.append(verdict + "\n", .emphasis)
    } else {
      text.append(":\n")
      for line in function == nil ? [equalityVerdict, derivativeVerdict] : [derivativeVerdict] {
        text.append("  \(line)\n", .emphasis)
      }
    }
    var table = TextTable([.init("", role: .emphasis), .init("")])
    for entry in legend { table.append([entry.number, entry.name]) }
    return (text + table.text).folded(to: AnswerWords.width)
  }

  private var coverage: StyledText {
    let looked = comparison.coverage
    var words: [String] = []
    if looked.cells > 0 { words.append(Self.count(looked.cells, "cell")) }
    if looked.lines > 1 { words.append(Self.count(looked.lines, "line")) }
    if looked.planes > 0 { words.append(Self.count(looked.planes, "plane")) }
    if looked.corners > 0 { words.append(Self.count(looked.corners, "corner")) }
    if looked.points > 0 { words.append(Self.count(looked.points, "point")) }
    var text = StyledText("  ")
    text.append(comparison.isComplete ? "complete" : "not complete")
    text.append(", \(tier.word)")
    if !words.isEmpty { text.append("; looked at \(AnswerWords.list(words))") }
    text.append("\n")
    if let stop = comparison.stop { text.append("  stopped early: \(stop.words)\n", .warning) }
    return text
  }
}

extension ComparisonRow {
  /// The point as tables show it.
  var pointText: String {
    if point.count == 1, let location { return location.text }
    return NumberText.point(point)
  }
}
