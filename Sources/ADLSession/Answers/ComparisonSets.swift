import ADLAnalysis
import ADLFormats
import ADLText

/// What AD could return of each subject at a point, its D_f, and their one Clarke
/// subdifferential.
struct ComparisonSets {
  private let answer: ComparisonAnswer

  /// The columns that a set may take.
  private static let width = 56

  init(_ answer: ComparisonAnswer) { self.answer = answer }

  var text: StyledText {
    guard case .point(let point) = answer.place, let row = answer.rows.first,
      row.answers.contains(where: { !$0.guards.isEmpty })
    else { return StyledText() }
    let outputs = row.answers[0].outputs.count
    var table = TextTable([
      .init("", role: .dimmed), .init("", role: .dimmed), .init("", role: .name), .init(""),
      .init("", role: .hint),
    ])
    let gradient = GradientText(q: 1, inputNames: (1...point.count).map { "x\($0)" })
    for i in 0..<outputs {
      let output = outputs > 1 ? "output \(i + 1)" : ""
      var label = "D_f"
      for (subject, own) in row.answers.enumerated() {
        guard let field = own.outputs[i].field, field.set.isDefined else { continue }
        guard isFirst(subject) else { continue }
        let (words, remark) = Self.words(field.set, gradient)
        let name = answer.function == nil ? answer.shortFunctionName(subject) : ""
        table.append([output, label, name, words, field.isComplete ? remark : "at least"])
        label = ""
      }
      append(row, i, output, gradient, to: &table)
    }
    return table.text(width: AnswerWords.width)
  }

  /// Adds the Clarke subdifferential of an output: once, unless the subjects differ.
  private func append(
    _ row: ComparisonRow, _ i: Int, _ output: String, _ gradient: GradientText,
    to table: inout TextTable
  ) {
    let all = row.answers.map { $0.outputs[i].clarke }
    func isKnown(_ clarke: ClarkeAnswer?) -> Bool {
      guard let clarke else { return false }
      return clarke.isWellDefined && clarke.inner != nil
    }
    let isOne = answer.comparison.isOneFunction && all.allSatisfy(isKnown)
    let exact = all.firstIndex { $0?.isExact == true && isKnown($0) }
    var label = "Clarke"
    for (subject, clarke) in all.enumerated() {
      guard let clarke, isKnown(clarke), let inner = clarke.inner,
        isOne ? subject == exact ?? 0 : isFirst(subject)
      else { continue }
      let name = isOne ? "" : answer.shortFunctionName(subject)
      let (words, remark) = Self.words(inner, gradient)
      table.append([output, label, name, words, clarke.isExact ? remark : "an inner set"])
      label = ""
      if !clarke.isExact, let outer = clarke.outer {
        table.append([output, label, name, Self.words(outer, gradient).words, "an outer set"])
      }
    }
  }

  /// `true` iff no subject before has the same program: the sets do not depend on the convention.
  private func isFirst(_ subject: Int) -> Bool {
    let subjects = answer.comparison.subjects
    return subjects.firstIndex { $0.program == subjects[subject].program } == subject
  }

  /// Returns a set on one line, with what is to be said of it.
  private static func words(_ set: GradientSet, _ gradient: GradientText) -> (
    words: String, remark: String
  ) {
    let text = GradientSetText(set, gradient)
    if text.listed.isEmpty { return (AnswerWords.cut(text.lines[0], to: width), text.remark) }
    return (AnswerWords.cut(text.lines.joined(separator: " or "), to: width), text.remark)
  }
}
