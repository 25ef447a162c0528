import ADLText

/// What can be wrong with the shape of a command.
extension Diagnostic {
  static func promptCommandInScript(at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(span.text)` begins a command at the prompt only", at: span,
      hint: "in a script write the command's word")
  }

  static func unknownCommand(at span: SourceSpan) -> Diagnostic {
    let meant = Suggestion.closest(to: span.text, among: CommandForm.table.map(\.word))
    return .error(
      "there is no command \(found(span))", at: span,
      hint: meant.map { "write `\($0)`" } ?? "`help` lists the commands")
  }

  static func misspelledCommand(_ span: SourceSpan, meant: String) -> Diagnostic {
    .error("there is no command `\(span.text)`", at: span, hint: "write `\(meant)`")
  }

  static func clauseWithoutCommand(at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(span.text)` belongs to a command", at: span,
      hint: "begin with the command's word, as in `classify f at 0`")
  }

  static func statementExpected(at span: SourceSpan) -> Diagnostic {
    .error("`\(span.text)` needs a statement", at: span, hint: "as in `time f(1)`")
  }

  static func conditionExpected(after span: SourceSpan) -> Diagnostic {
    .error("`assert` needs a condition", at: span, hint: "as in `assert f(1) == 2`")
  }

  static func functionExpected(_ form: CommandForm, at span: SourceSpan) -> Diagnostic {
    .error("`\(form.word)` needs a function", at: span, hint: "write `\(form.usage)`")
  }

  static func tooManyFunctions(_ form: CommandForm, at span: SourceSpan) -> Diagnostic {
    .error("`\(form.word)` is about one function", at: span, "one too many")
  }

  static func clauseNotAllowed(_ form: CommandForm, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(form.word)` has no `\(span.text)`", at: span, hint: "write `\(form.usage)`")
  }

  static func repeatedClause(at span: SourceSpan, first: SourceSpan) -> Diagnostic {
    .error(
      "`\(span.text)` comes twice", at: span, "the second", others: [Label(first, "the first")])
  }

  static func pointWithoutBrackets(_ clause: Clause, at span: SourceSpan) -> Diagnostic {
    .error(
      "a point of several coordinates stands in brackets", at: span,
      hint: "write `\(clause.rawValue) (a, b)` for two arguments, "
        + "`\(clause.rawValue) [a, b]` for a vector")
  }

  static func unknownClause(_ form: CommandForm, at span: SourceSpan) -> Diagnostic {
    let known = Clause.allCases.filter(form.allows).map(\.rawValue) + form.words
    let meant = Suggestion.closest(to: span.text, among: known)
    return .error(
      "`\(form.word)` cannot go on with \(found(span))", at: span,
      hint: "write `\(meant ?? form.usage)`")
  }

  static func clauseMissing(
    _ form: CommandForm, _ alternatives: [Clause], at span: SourceSpan
  ) -> Diagnostic {
    let clauses = alternatives.map { "`\(form.text($0))`" }
    return .error(
      "`\(form.word)` needs \(clauses.joined(separator: " or "))", at: span, "here",
      hint: "write `\(form.usage)`")
  }

  static func partGoesOn(
    _ clause: Clause?, of form: CommandForm, with span: SourceSpan
  ) -> Diagnostic {
    let (word, operand) = (clause.map { "`--\($0.rawValue)`" }, clause.map(form.operandWords))
    return .error(
      "\(word ?? "the command") takes \(operand ?? "functions") and nothing else", at: span,
      "more than that", hint: "give every clause an option of its own")
  }

  static func placeTwice(_ form: CommandForm, at span: SourceSpan) -> Diagnostic {
    let words =
      switch form.word {
      case "field": "a field is asked for `at` a point or `near` one"
      case "verify": "identities are checked `from` a point to another or `on` a region"
      default: "a comparison is `at` a point or `on` a region"
      }
    return .error("\(words), not both", at: span)
  }

  static func startTwice(at span: SourceSpan) -> Diagnostic {
    .error(
      "a descent starts `from` a point, or has `starts` on a box, not both", at: span)
  }

  static func numberExpected(after span: SourceSpan) -> Diagnostic {
    .error("`\(span.text)` needs a number", at: span, hint: "write one behind it")
  }

  static func pointExpected(after span: SourceSpan) -> Diagnostic {
    .error(
      "`\(span.text)` needs a point", at: span,
      hint: "a point is written as the arguments of a call: `at 0`, `at (1, 2)`")
  }

  static func nameExpected(after span: SourceSpan) -> Diagnostic {
    .error("`\(span.text)` needs a name", at: span)
  }

  static func conventionValueExpected(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected `=` and the derivative at the tie, found \(found(span))", at: span,
      hint: "as in `convention relu(0) = 0.5`")
  }

  static func intervalExpected(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected an interval, found \(found(span))", at: span,
      hint: "as in `on [-1, 1]`, `on (0, 1)`, `on [0, 1] x [0, 2]` or `on [0, 1]^3`")
  }

  static func intervalSeparator(at span: SourceSpan) -> Diagnostic {
    .error("the ends of an interval are separated by a comma", at: span, hint: "write `[a, b]`")
  }

  static func intervalEndExpected(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected `,` and the upper end of the interval, found \(found(span))", at: span,
      hint: "write `[a, b]`")
  }

  static func fileNameExpected(after span: SourceSpan) -> Diagnostic {
    .error("`\(span.text)` needs the name of a file", at: span, hint: "as in `\"file.adl\"`")
  }

  static func fileNameNotText(at span: SourceSpan) -> Diagnostic {
    .error(
      "the name of a file has control characters, or bytes that are not UTF-8", at: span,
      hint: "rename the file, or write its name as text")
  }
}
