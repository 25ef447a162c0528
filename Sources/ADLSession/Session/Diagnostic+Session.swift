import ADLLanguage
import ADLPrograms
import ADLText

/// What can go wrong with files, settings and conventions.
extension Diagnostic {
  static func unreadableFile(_ path: String, reason: String, at span: SourceSpan?) -> Diagnostic {
    .error("cannot read `\(path)`: \(reason)", at: span)
  }

  static func unwritableFile(_ path: String, reason: String, at span: SourceSpan?) -> Diagnostic {
    .error("cannot write `\(path)`: \(reason)", at: span)
  }

  static func unwrittenFile(_ path: String, of script: String, at span: SourceSpan) -> Diagnostic {
    .warning(
      "`\(path)` was not written: a file that is loaded or compared writes none", at: span,
      hint: "`adl run \(script)` writes it")
  }

  static func unknownComparedFunction(
    _ name: String, in files: [String], option: String, among known: some Sequence<String>
  ) -> Diagnostic {
    let place = files.count == 1 ? "`\(files[0])` has no" : "the scripts have no"
    let meant = Suggestion.closest(to: name, among: known.sorted())
    return Diagnostic(
      .error, "`\(option)`: \(place) function `\(name)`", hint: meant.map { "write `\($0)`" })
  }

  static func circularLoad(_ circle: [String], at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(circle[0])` loads itself", at: span,
      notes: ["the circle is " + circle.map { "`\($0)`" }.joined(separator: " → ")])
  }

  static func loadedTooDeeply(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    .error("more than \(limit) files load one another", at: span)
  }

  static func failedLoad(_ path: String, at span: SourceSpan) -> Diagnostic {
    .error("`\(path)` was not loaded", at: span, notes: ["nothing of it was kept"])
  }

  static func unknownSetting(_ word: String, at span: SourceSpan) -> Diagnostic {
    let words = Settings.table.map(\.word)
    let meant = Suggestion.closest(to: word, among: words)
    return .error(
      "there is no setting `\(word)`", at: span,
      hint: meant.map { "write `\($0)`" } ?? "settings are \(list(words))")
  }

  static func settingValue(_ entry: Settings.Entry, _ word: String, at span: SourceSpan)
    -> Diagnostic
  {
    let number = entry.word == "tie" ? "a number, such as `1e-9`" : "a natural number, from 1"
    let values = entry.values.isEmpty ? number : list(entry.values)
    return .error(
      "`\(entry.word)` cannot be `\(word)`", at: span, hint: "write \(values)")
  }

  static func unknownConvention(_ word: String, among known: [String], at span: SourceSpan?)
    -> Diagnostic
  {
    let meant = Session.library(calledBy: word) ?? Suggestion.closest(to: word, among: known)
    // Each family once: `convention` lists the versions.
    let families = known.filter { !$0.contains { $0.isNumber } }
    return .error(
      "there is no convention `\(word)`", at: span,
      hint: meant.map { "write `\($0)`" } ?? "conventions are \(list(families))")
  }

  static func unknownTopic(_ word: String, meant: String?, at span: SourceSpan) -> Diagnostic {
    .error(
      "there is no help on `\(word)`", at: span,
      hint: meant.map { "write `help \($0)`" } ?? "`help` lists what there is")
  }

  static func noDefinitions(at span: SourceSpan) -> Diagnostic {
    .error("there are no definitions to save", at: span)
  }

  static func notAFunction(at span: SourceSpan, ofValue name: String? = nil) -> Diagnostic {
    .error(
      "`\(span.text)` is not a function", at: span,
      hint: name.map { "`\($0)` has a value; write `(\($0) -> \(span.text))`" }
        ?? "name one, or write one in brackets, as in `(t -> t^2)`")
  }

  static func directionSize(_ found: Int, expected: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "the direction has \(found) coordinates, the point \(expected)", at: span,
      hint: "write it in the shape of the point")
  }

  static func intervalEnd(at span: SourceSpan) -> Diagnostic {
    .error(
      "an end of an interval is a number", at: span, hint: "as in `on [-1, 1]` or `on [-inf, inf]`")
  }

  static func emptyInterval(at span: SourceSpan) -> Diagnostic {
    .error("`\(span.text)` is not an interval", at: span, hint: "write the smaller end first")
  }

  static func boundedInterval(at span: SourceSpan) -> Diagnostic {
    .error("a picture needs finite ends", at: span, hint: "as in `on [-1, 1]`")
  }

  static func pictureSides(_ found: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "a picture is of one variable or of two, and this is a box with \(found) sides", at: span,
      hint: "fix the other inputs, as in `plot ((x, y) -> f(x, y, 0)) on [-1, 1]^2`")
  }

  static func oneMap(_ found: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "a file holds the map of one function, and these are \(found)", at: span,
      hint: "write a `plot` for each, to a file of its own")
  }

  static func unpicturableEnds(at span: SourceSpan) -> Diagnostic {
    .error(
      "the ends are too close or too far apart for doubles to draw what lies between them",
      at: span)
  }

  static func boxPower(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "the power of an interval is a natural number, at most \(limit)", at: span,
      hint: "as in `on [-1, 1]^2`")
  }

  static func oneVariable(_ word: String, found: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(word)` is about one variable, and this is a box with \(found) sides", at: span,
      hint: "write one interval, as in `on [-1, 1]`")
  }

  static func boxSides(_ found: Int, expected: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "the box has \(found) side\(found == 1 ? "" : "s"), the function \(expected) inputs",
      at: span,
      hint: "write one interval per input, as in `on [-1, 1]^\(expected)`")
  }

  static func inputCounts(_ counts: [Int], at span: SourceSpan) -> Diagnostic {
    .error(
      "functions of \(counts.map(String.init).joined(separator: " and ")) inputs "
        + "cannot be compared", at: span)
  }

  static func oneSubject(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "there is nothing to compare `\(name)` with", at: span,
      hint: "name another function, or conventions, as in `under tensorflow, jax`")
  }

  static func infinitePoint(at span: SourceSpan) -> Diagnostic {
    .error("a point has finite coordinates", at: span)
  }

  static func outputCounts(_ counts: [Int], at span: SourceSpan) -> Diagnostic {
    .error(
      "functions with \(counts.map(String.init).joined(separator: " and ")) outputs "
        + "cannot be compared", at: span)
  }

  static func noTie(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected a function with ties, found `\(span.text)`", at: span,
      hint: "as in `convention relu(0) = 0.5`; `convention` lists them")
  }

  static func notTied(at span: SourceSpan, ties: [String]) -> Diagnostic {
    .error(
      "`\(span.text)` is not a tie", at: span,
      hint: ties.isEmpty
        ? "name the arguments, as in `convention max(a, b) = [0.5, 0.5]`"
        : "set \(ties.map { "`\($0)`" }.joined(separator: " or "))")
  }

  static func notTied(at span: SourceSpan, declared ties: [String]) -> Diagnostic {
    .error(
      "`\(span.text)` is not a tie", at: span,
      hint: ties.isEmpty
        ? nil : "set \(ties.map { "`\($0)`" }.joined(separator: " or "))")
  }

  static func tieWeights(_ count: Int, at span: SourceSpan, tie: SourceSpan) -> Diagnostic {
    .error(
      "\(count) pieces meet at `\(tie.text)`", at: span,
      hint: count == 2
        ? "write a slope, or one weight per piece, as in `[0.5, 0.5]`"
        : "write one weight per piece, in a vector")
  }

  static func oneSlope(_ slope: String, at span: SourceSpan, tie: SourceSpan) -> Diagnostic {
    .error(
      "the pieces that meet at `\(tie.text)` have one slope, \(slope)", at: span,
      hint: "leave the tie as it is")
  }

  static func tieValue(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected the slope at the tie, or one weight per argument", at: span,
      hint: "as in `convention relu(0) = 0.5` or `convention max(a, b) = [0.5, 0.5]`")
  }

  static func evaluationFailure(
    _ failure: EvaluationFailure, anchors: AnchorMap
  ) -> Diagnostic {
    switch failure {
    case .domain(let violation): .domainViolation(violation, anchors: anchors)
    case .interrupted: .interrupted()
    case .memoryLimit(let needed, let limit):
      .tooMuchMemory(needed: needed, limit: limit)
    case .dimension(let expected, let given):
      Diagnostic(.error, "the program has \(expected) inputs; the point has \(given)")
    }
  }

  static func interrupted(while activity: String? = nil) -> Diagnostic {
    guard let activity else { return Diagnostic(.error, "interrupted") }
    return Diagnostic(
      .error, "interrupted while \(activity)", notes: ["nothing was found out by then"])
  }

  /// Returns the words in backquotes, with commas and an "or".
  private static func list(_ words: [String]) -> String {
    let quoted = words.map { "`\($0)`" }
    guard quoted.count > 1 else { return quoted.first ?? "" }
    return quoted.dropLast().joined(separator: ", ") + " or " + quoted[quoted.count - 1]
  }
}
