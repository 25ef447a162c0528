import ADLFormats
import ADLText

/// How the functions of two files compare in all, or those of one under several conventions.
struct FileComparisonAnswer: AnswerContent {
  /// A function with something to say of it.
  typealias Remark = (name: String, reason: String)

  /// The files.
  let names: [String]

  /// The path of the last of them.
  let path: String

  /// The functions of which nothing that is found counts.
  let allowed: [String]

  /// The functions that were compared under two names.
  let renamings: [(old: String, new: String)]

  /// `true` iff a comparison that is not complete is a negative answer.
  let isStrict: Bool

  /// The functions that were compared, and those of them that differ in value or derivative.
  var compared: [String] = []
  var differing: [String] = []

  /// The functions in which no difference was found, though not all was looked at.
  var incomplete: [Remark] = []

  /// The functions that have another shape in the second file.
  var reshaped: [String] = []

  /// The functions whose sizes are open, with the number of inputs that they were compared with.
  var sized: [(name: String, inputs: Int)] = []

  /// The functions that could not be compared, or not to the end.
  var notCompared: [Remark] = []

  /// The functions that one file alone has: those of the first are gone, those of the second new.
  var onlyIn: [[String]]

  init(
    files: [String], path: String, allowed: [String], renamings: [(old: String, new: String)],
    isStrict: Bool
  ) {
    names = files
    self.path = path
    self.allowed = allowed
    self.renamings = renamings
    self.isStrict = isStrict
    onlyIn = names.map { _ in [] }
  }

  let kind = "files"

  /// The functions of the first file that the second has no more.
  var gone: [String] { names.count > 1 ? onlyIn[0] : [] }

  /// Trouble where a function could not be compared, or none was; negative where one differs, is
  /// gone or has another shape, and, if that is asked for, where a comparison is not complete. What
  /// is allowed does not count, and what the second file alone has is not a difference.
  var finding: Outcome {
    func counts(_ names: [String]) -> Bool { names.contains { !allowed.contains($0) } }
    if counts(notCompared.map(\.name)) { return .trouble }
    if counts(differing + reshaped + gone) { return .negative }
    if isStrict, counts(incomplete.map(\.name)) { return .negative }
    return compared.isEmpty && allowed.isEmpty ? .trouble : .success
  }

  /// What is not said of a function that was compared; what is allowed is a note.
  var findings: [Finding] {
    func remark(_ rule: Finding.Rule, _ name: String, _ words: String, _ level: Finding.Level)
      -> Finding
    { Finding(rule, allowed.contains(name) ? .note : level, "\(name): \(words)", line: 1) }
    var findings = gone.map { remark(.gone, $0, "gone from \(names.last ?? "")", .error) }
    findings += reshaped.map {
      remark(.shape, $0, "another shape in \(names.last ?? "")", .error)
    }
    findings += notCompared.map { remark(.open, $0.name, "not compared: \($0.reason)", .error) }
    findings += incomplete.map {
      remark(.open, $0.name, "not complete: \($0.reason)", isStrict ? .error : .warning)
    }
    if findings.isEmpty, finding == .trouble {
      findings.append(Finding(.open, .error, verdict, line: 1))
    }
    return findings
  }

  private var verdict: String {
    var parts: [String] = []
    if compared.isEmpty {
      parts.append("nothing was compared")
    } else {
      let difference =
        !differing.isEmpty
        ? "\(differing.count) with differences"
        : incomplete.isEmpty ? "no difference" : "no difference found"
      parts.append(ComparisonAnswer.count(compared.count, "function") + " compared, " + difference)
    }
    let rest = [
      (gone.count, "gone"), (reshaped.count, "of another shape"),
      (notCompared.count, "not compared"),
    ]
    parts += rest.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    return parts.joined(separator: "; ")
  }

  var text: StyledText {
    var text = StyledText(AnswerWords.list(names), .name)
    text.append(": ")
    text.append(verdict + "\n", .emphasis)
    for name in reshaped { text.append("  \(name): another shape in \(names.last ?? "")\n") }
    for (name, inputs) in sized {
      text.append(
        "  \(name): compared with \(ComparisonAnswer.count(inputs, "input")), as its sizes are open\n"
      )
    }
    for (name, reason) in notCompared { text.append("  \(name): not compared: \(reason)\n") }
    for (file, functions) in zip(names, onlyIn) where !functions.isEmpty {
      text.append("  only in \(file): \(functions.joined(separator: ", "))\n")
    }
    if !allowed.isEmpty { text.append("  allowed: \(allowed.joined(separator: ", "))\n") }
    // The last line is the one that is read.
    if !incomplete.isEmpty {
      let remarks = incomplete.map { "\($0.name) (\($0.reason))" }.joined(separator: ", ")
      text.append("  not complete, though no difference was found: \(remarks)\n", .warning)
    }
    return text.folded(to: AnswerWords.width)
  }

  struct Payload: Encodable {
    /// A function with something to say of it.
    struct Remark: Encodable {
      let name: String
      let text: String
    }

    /// A function whose sizes are open, with the number of inputs that it was compared with.
    struct Sized: Encodable {
      let name: String
      let inputs: Int
    }

    struct Renaming: Encodable {
      let old: String
      let new: String
    }

    let files: [String]
    let verdict: String
    let text: String
    let compared: [String]
    let differing: [String]
    let complete: Bool
    let incomplete: [Remark]
    let reshaped: [String]
    let sized: [Sized]
    let notCompared: [Remark]
    let onlyIn: [[String]]
    let allowed: [String]
    let renamed: [Renaming]
  }

  var payload: any Encodable {
    func remarks(_ remarks: [Remark]) -> [Payload.Remark] {
      remarks.map { Payload.Remark(name: $0.name, text: $0.reason) }
    }
    return Payload(
      files: names, verdict: verdictWord, text: verdict, compared: compared, differing: differing,
      complete: incomplete.isEmpty, incomplete: remarks(incomplete), reshaped: reshaped,
      sized: sized.map { Payload.Sized(name: $0.name, inputs: $0.inputs) },
      notCompared: remarks(notCompared), onlyIn: onlyIn, allowed: allowed,
      renamed: renamings.map { Payload.Renaming(old: $0.old, new: $0.new) })
  }

  private var verdictWord: String {
    if !(differing + reshaped + gone).isEmpty { return "differences" }
    if compared.isEmpty { return "nothing compared" }
    return incomplete.isEmpty && notCompared.isEmpty ? "no difference" : "no difference found"
  }
}

/// A function of two files compared: in full where there is a difference, in a line elsewhere.
struct PairAnswer: AnswerContent {
  let comparison: ComparisonAnswer

  /// What the function is called in the first file, and in the last.
  let name: String
  let newName: String

  /// Where each file has it.
  let definitions: [SourceSpan]

  /// `true` iff nothing that was found counts.
  let isAllowed: Bool

  init(
    _ comparison: ComparisonAnswer, _ names: [String], at definitions: [SourceSpan],
    isAllowed: Bool = false
  ) {
    self.comparison = comparison
    self.isAllowed = isAllowed
    self.definitions = definitions
    name = names[0]
    newName = names[names.count - 1]
  }

  var kind: String { comparison.kind }
  var finding: Outcome { comparison.finding }

  var findings: [Finding] {
    guard comparison.hasDifferences else { return [] }
    let message = comparison.text.plain.split(separator: "\n").joined(separator: "\n")
    return [Finding(.diff, isAllowed ? .note : .error, message, at: definitions.last)]
  }

  var payload: any Encodable {
    comparison.payload(
      name: name, newName: newName == name ? nil : newName,
      places: definitions.map { Schema.Place($0) })
  }

  var text: StyledText {
    if comparison.hasDifferences { return comparison.text }
    return comparison.heading
  }
}
