import ADLText

/// What can be wrong with the shape of an expression.
extension Diagnostic {
  static func nestedTooDeeply(at span: SourceSpan) -> Diagnostic {
    .error(
      "the expression is nested more than \(Limits.nesting) levels deep", at: span,
      "the limit is passed here", hint: "give parts of it a name")
  }

  static func tooManyFailures(at span: SourceSpan) -> Diagnostic {
    .error(
      "\(Parser.failureLimit) statements have errors; the rest is not read", at: span,
      "reading stopped here")
  }

  static func expressionExpected(at span: SourceSpan) -> Diagnostic {
    .error("expected an expression, found \(found(span))", at: span, "not an expression")
  }

  static func expressionExpected(after span: SourceSpan) -> Diagnostic {
    .error("expected an expression after `\(span.text)`", at: span, "nothing follows this")
  }

  static func operatorAtLineStart(at span: SourceSpan) -> Diagnostic {
    .error(
      "a statement cannot begin with `\(span.text)`", at: span,
      hint: "end the line above with the operator, or put the expression in brackets")
  }

  static func missingOperator(at span: SourceSpan, after previous: SourceSpan) -> Diagnostic {
    .error(
      "expected an operator or the end of the line, found \(found(span))", at: span,
      "not after `\(previous.text)`")
  }

  static func missingComma(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected `,`, `;` or `]`, found \(found(span))", at: span,
      hint: "separate the entries of a vector with commas, the rows of a matrix with `;`")
  }

  static func implicitProduct(at left: SourceSpan, next right: SourceSpan) -> Diagnostic {
    .error(
      "a product is written with `*`", at: left.extended(toCover: right),
      hint: "write `\(left.text) * \(right.text == "(" ? "(…)" : right.text)`")
  }

  static func foreignStatement(at span: SourceSpan, hint: String) -> Diagnostic {
    .error("`\(span.text)` begins no statement", at: span, hint: hint)
  }

  static func strayWord(at span: SourceSpan) -> Diagnostic {
    let construct =
      switch span.text {
      case "then", "else": "`if … then … else …`"
      case "for": "`e for i in a..b`"
      default: "`let … in …` or `for i in a..b`"
      }
    return .error("`\(span.text)` belongs to \(construct)", at: span, "it cannot stand here")
  }

  static func strayString(at span: SourceSpan) -> Diagnostic {
    .error("a string can only name a file", at: span, hint: "as in `load \"file.adl\"`")
  }

  static func strayRange(at span: SourceSpan) -> Diagnostic {
    .error(
      "a range stands in an index, after `for i in`, or at the end of `fold` and `scan`", at: span,
      hint: "as in `x[2..n]`, `sum(x[i] for i in 1..n)`, `fold((s, i) -> s + x[i], 0, 1..n)`")
  }

  static func strayComprehension(at span: SourceSpan) -> Diagnostic {
    .error(
      "`for` stands in a vector or in the call of `sum`, `prod`, `max`, `min`, `mean`", at: span,
      hint: "as in `[i^2 for i in 1..n]`")
  }

  static func ternary(at span: SourceSpan) -> Diagnostic {
    .error(
      "`?` is not part of the language", at: span, hint: "write `if condition then a else b`")
  }

  static func conditionalAfterValue(at span: SourceSpan) -> Diagnostic {
    .error(
      "`if` comes before its values", at: span, hint: "write `if condition then a else b`")
  }

  static func constructWithoutBrackets(_ word: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(word)` as an operand needs brackets", at: span,
      hint: "write `(\(word) …)`, so that one sees where it ends")
  }

  static func notWithoutBrackets(at span: SourceSpan) -> Diagnostic {
    .error("`not` as an operand needs brackets", at: span, hint: "write `(not …)`")
  }

  static func lambdaWithoutBrackets(at span: SourceSpan) -> Diagnostic {
    .error(
      "the parameters of a function must be names", at: span, "what is before this is an operation",
      hint: "put the function in brackets: `(x -> e)`")
  }

  static func lambdaParameterIsNoName(at span: SourceSpan) -> Diagnostic {
    .error(
      "the parameters of a function must be names", at: span, "not a name",
      hint: "as in `x -> x^2` or `(x, y) -> x * y`")
  }

  static func foreignLambda(at span: SourceSpan, parameters: [String]) -> Diagnostic {
    let list = parameters.joined(separator: ", ")
    return .error(
      "a function without a name has no word before it", at: span,
      hint: "write `\(parameters.count == 1 ? list : "(\(list))") -> e`")
  }

  static func tupleOutsidePoint(at span: SourceSpan) -> Diagnostic {
    .error(
      "a list in round brackets is a point, and stands after `at` or `along` only", at: span,
      hint: "write a vector with `[` and `]`")
  }

  static func typeOutsideParameters(at span: SourceSpan) -> Diagnostic {
    .error(
      "only parameters have types", at: span,
      hint: "as in `f(x: R^2) = e` or `(x: R^2) -> e`")
  }

  static func equalInCondition(at span: SourceSpan) -> Diagnostic {
    .error("`=` defines; `==` compares", at: span, hint: "write `==`")
  }

  static func equalInArgument(at span: SourceSpan) -> Diagnostic {
    .error(
      "`=` cannot stand between these brackets", at: span,
      hint: "arguments are given by their place; comparisons are written `==`")
  }

  static func approximationOutsideAssertion(at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(span.text)` stands in an `assert` only", at: span,
      hint: "as in `assert a ≈ b within 1e-9`")
  }

  static func thenExpected(at span: SourceSpan, after word: SourceSpan) -> Diagnostic {
    .error(
      "expected `then`, found \(found(span))", at: span, others: [Label(word, "of this `if`")],
      hint: "write `if condition then a else b`")
  }

  static func elseExpected(at span: SourceSpan, after word: SourceSpan) -> Diagnostic {
    .error(
      "expected `else`, found \(found(span))", at: span, others: [Label(word, "of this `if`")],
      hint: "every `if` needs both values: `if condition then a else b`")
  }

  static func foreignElse(at span: SourceSpan) -> Diagnostic {
    .error("`\(span.text)` is not part of the language", at: span, hint: "write `else if`")
  }

  static func inExpected(at span: SourceSpan, after word: SourceSpan) -> Diagnostic {
    .error(
      "expected `in`, found \(found(span))", at: span, others: [Label(word, "of this `let`")],
      hint: "write `let a = e in …`; a definition for all lines is written `a = e`")
  }

  static func bindingExpected(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected a name to be defined, found \(found(span))", at: span,
      hint: "as in `let a = 1, b = 2 in a + b`")
  }

  static func equalExpected(at span: SourceSpan, name: String) -> Diagnostic {
    .error("expected `=` after `\(name)`, found \(found(span))", at: span)
  }

  static func loopVariableExpected(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected the name of an index after `for`, found \(found(span))", at: span,
      hint: "as in `for i in 1..n`")
  }

  static func loopWordExpected(at span: SourceSpan) -> Diagnostic {
    .error("expected `in`, found \(found(span))", at: span, hint: "as in `for i in 1..n`")
  }

  static func equalInLoop(at span: SourceSpan) -> Diagnostic {
    .error("an index runs in a range", at: span, hint: "write `in`, as in `for i in 1..n`")
  }

  static func methodCall(
    _ name: String, of base: String, hasArguments: Bool, at span: SourceSpan
  ) -> Diagnostic {
    let isLibrary = ForeignName.isLibrary(base)
    let own = ForeignName.isThere(name) ? nil : ForeignName.replacement(for: name)
    // A replacement that is no name says all there is to write.
    let isFormula = own.map { !ForeignName.isThere($0) } ?? false
    let arguments = isLibrary ? (hasArguments ? "…" : "") : base + (hasArguments ? ", …" : "")
    return .error(
      "a function is called by its name, with all of its arguments in brackets", at: span,
      hint: "write `\(isFormula ? own! : "\(own ?? name)(\(arguments))")`")
  }

  static func columnExpected(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected the name of a column", at: span,
      hint: "as in `data.x`, or `data[\"d/x\"]` for other words")
  }

  static func rangeExpected(at span: SourceSpan) -> Diagnostic {
    .error("expected `..`, found \(found(span))", at: span, hint: "as in `for i in 1..n`")
  }

  static func colonInRange(at span: SourceSpan) -> Diagnostic {
    .error("a range is written with `..`", at: span, hint: "write `a..b`")
  }

  static func secondLoop(at span: SourceSpan) -> Diagnostic {
    .error(
      "one `for` at a time", at: span,
      hint: "nest them: `sum(sum(e for j in 1..n) for i in 1..m)`")
  }

  static func comprehensionAmongOthers(at span: SourceSpan) -> Diagnostic {
    .error(
      "`for` stands alone between its brackets", at: span,
      hint: "put the part with `for` in a vector of its own")
  }

  /// What `span` shows, in words.
  static func found(_ span: SourceSpan) -> String {
    if span.range.isEmpty { return "the end of the line" }
    let text = span.text
    return text.count > 40 ? "`\(text.prefix(40))…`" : "`\(text)`"
  }
}
