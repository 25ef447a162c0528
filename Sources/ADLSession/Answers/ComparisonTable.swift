import ADLAnalysis
import ADLFormats
import ADLText

/// The rows of a comparison as a table: a column per subject where that fits, else a line per
/// subject.
struct ComparisonTable {
  private let answer: ComparisonAnswer

  /// With more rows than this, those without a difference are only counted.
  private static let longestInFull = 12

  /// About how many lines a table with a line per subject takes.
  private static let mostLines = 24

  init(_ answer: ComparisonAnswer) { self.answer = answer }

  var text: StyledText {
    let isLong = answer.rows.count > Self.longestInFull
    let rows = isLong ? answer.rows.filter { $0.kind != .same } : answer.rows
    if rows.isEmpty && !isLong { return StyledText() }
    let shown = Array(rows.prefix(Self.mostLines / max(answer.names.count, 1) + 1))
    let table = wide(rows)
    var text = table ?? long(shown) ?? blocks(shown)
    let left = table == nil ? rows.count - shown.count : 0
    if left > 0 {
      let words = ComparisonAnswer.count(left, "point") + " more"
      text.append("  and \(words), which `--json` lists\n", .dimmed)
    }
    let others = answer.rows.count - rows.count
    if others > 0 {
      text.append("  and \(ComparisonAnswer.count(others, "kink")) without a difference\n", .dimmed)
    }
    for row in rows where row.point.count == 1 {
      if let words = row.location?.explanation { text.append("  \(words)\n", .dimmed) }
    }
    return text
  }

  /// Returns a table with a column per subject; `nil` where it does not fit or values differ.
  private func wide(_ rows: [ComparisonRow]) -> StyledText? {
    let outputs = rows.first?.answers.first?.outputs.count ?? 1
    guard answer.shortNames.count <= 12, rows.allSatisfy(\.hasOneValue) else { return nil }
    var columns: [TextTable.Column] = [
      .init("at", role: .number), .init(outputs > 1 ? "output" : ""), .init("value"),
    ]
    columns += answer.shortNames.map { .init("AD \($0)", role: .emphasis) }
    columns += [.init("Clarke"), .init("derivatives")]
    var table = TextTable(columns)
    for row in rows {
      for i in 0..<outputs {
        let outputsHere = row.answers.map { $0.outputs[i] }
        table.append(
          [
            i == 0 ? row.pointText : "", outputs > 1 ? "\(i + 1)" : "",
            NumberText.text(outputsHere[0].value),
          ] + outputsHere.map { AnswerWords.modes($0.forward, $0.backward) } + [
            row.clarke(output: i) ?? "", i == 0 ? row.words(answer.shortNames) : "",
          ])
      }
    }
    return table.width <= AnswerWords.width ? table.text : nil
  }

  /// Returns a table with a line per subject; `nil` where it does not fit.
  private func long(_ rows: [ComparisonRow]) -> StyledText? {
    let outputs = rows.first?.answers.first?.outputs.count ?? 1
    var table = TextTable([
      .init("at", role: .number), .init("program", role: .name),
      .init(outputs > 1 ? "output" : ""), .init("value"), .init("AD", role: .emphasis),
      .init("which is"), .init("derivatives"),
    ])
    for row in rows {
      for (subject, own) in row.answers.enumerated() {
        for (i, output) in own.outputs.enumerated() {
          let isFirst = subject == 0 && i == 0
          table.append([
            isFirst ? row.pointText : "", i == 0 ? answer.shortNames[subject] : "",
            outputs > 1 ? "\(i + 1)" : "", NumberText.text(output.value),
            AnswerWords.modes(output.forward, output.backward), output.verdict.words,
            isFirst ? row.words([]) : "",
          ])
        }
      }
    }
    return table.width <= AnswerWords.width ? table.text : nil
  }

  /// Returns a small table for every point, with the ends of what is long cut off.
  private func blocks(_ rows: [ComparisonRow]) -> StyledText {
    let outputs = rows.first?.answers.first?.outputs.count ?? 1
    return rows.map { row in
      var table = TextTable([
        .init("program", role: .name, isWhole: true), .init(outputs > 1 ? "output" : ""),
        .init("value"), .init("AD", role: .emphasis), .init("which is", isWhole: true),
      ])
      for (subject, own) in row.answers.enumerated() {
        for (i, output) in own.outputs.enumerated() {
          table.append([
            i == 0 ? answer.shortNames[subject] : "", outputs > 1 ? "\(i + 1)" : "",
            NumberText.text(output.value), AnswerWords.modes(output.forward, output.backward),
            output.verdict.words,
          ])
        }
      }
      var text = StyledText("  at ", .dimmed)
      text.append(row.pointText, .number)
      text.append(": \(row.words(answer.shortNames))\n")
      return text + table.text(width: AnswerWords.width)
    }.joined()
  }
}

extension ComparisonRow {
  /// `true` iff all subjects have the same value, as it is written.
  fileprivate var hasOneValue: Bool {
    answers.allSatisfy { subject in
      zip(subject.outputs, answers[0].outputs).allSatisfy {
        NumberText.text($0.value) == NumberText.text($1.value)
      }
    }
  }

  /// How the derivatives compare, in words; the subjects meant are named, where names are given.
  func words(_ names: [String]) -> String {
    if kind == .undecided { return "not known to differ" }
    let isFinite = answers.allSatisfy { $0.outputs.allSatisfy { $0.verdict != .notFinite } }
    return kind.words(names) + (kind == .same && !isFinite ? ", not finite" : "")
  }

  /// The one Clarke subdifferential of an output in one variable; `nil` where it is not known, or
  /// the subjects have not the same.
  func clarke(output i: Int) -> String? {
    guard point.count == 1 else { return nil }
    let all = Set(answers.map { $0.clarke(output: i) })
    return all.count == 1 ? all.first ?? nil : nil
  }
}

extension SubjectAnswer {
  /// The Clarke subdifferential of an output in one variable; `nil` where it is not known.
  fileprivate func clarke(output i: Int) -> String? {
    guard let kind, kind <= .kink, let left = outputs[i].left?.derivative,
      let right = outputs[i].right?.derivative
    else { return nil }
    let (a, b) = (NumberText.text(left), NumberText.text(right))
    if a == b || kind < .kink { return a }
    return left.double <= right.double ? "[\(a), \(b)]" : "[\(b), \(a)]"
  }
}

extension ComparisonKind {
  /// How the derivatives compare, in words; the subjects meant are named, where names are given.
  func words(_ names: [String]) -> String {
    func naming(_ subjects: [Int]) -> String {
      if names.isEmpty { return "" }
      let list = subjects.map { names[$0] }.joined(separator: ", ")
      return ": " + (list.count <= 28 ? list : "\(subjects.count) of \(names.count)")
    }
    switch self {
    case .same: return "same"
    case .undecided: return "not known to differ"
    case .inClarke: return "differ, all in Clarke"
    case .different: return "differ"
    case .outsideClarke(let subjects): return "differ, outside Clarke" + naming(subjects)
    case .artificialCritical(let subjects): return "artificial critical" + naming(subjects)
    case .notFinite(let subjects): return "not finite" + naming(subjects)
    }
  }

  /// The subjects that are meant.
  var subjects: [Int] {
    switch self {
    case .same, .undecided, .inClarke, .different: []
    case .outsideClarke(let subjects), .artificialCritical(let subjects), .notFinite(let subjects):
      subjects
    }
  }

  /// The kind in JSON.
  var word: String {
    switch self {
    case .same: "same"
    case .undecided: "undecided"
    case .inClarke: "inClarke"
    case .different: "different"
    case .outsideClarke: "outsideClarke"
    case .artificialCritical: "artificialCritical"
    case .notFinite: "notFinite"
    }
  }
}
