import ADLText

/// What can be wrong with the shape of a definition.
extension Diagnostic {
  static func definitionWithComparison(name: String, sign: SourceSpan) -> Diagnostic {
    .error(
      "`\(sign.text)` compares; a definition is written with `=`", at: sign,
      hint: "write `=` to define `\(name)`")
  }

  static func definitionOfNoName(at span: SourceSpan) -> Diagnostic {
    .error(
      "what is before `=` cannot be defined", at: span,
      hint: "define a name, as in `a = 2` or `f(x) = x^2`; compare with `==`")
  }

  static func foreignDefinition(word: SourceSpan) -> Diagnostic {
    .error(
      "a definition has no word before it", at: word, hint: "write `f(x) = e`")
  }

  static func selectionWithoutParameters(at span: SourceSpan) -> Diagnostic {
    .error(
      "a selection is a function", at: span,
      hint: "write `selection f(x) = if … then … else …`")
  }

  static func ruleWithoutParameters(at span: SourceSpan) -> Diagnostic {
    .error(
      "a rule is a function", at: span, hint: "write `rule f(x) = e derivative g -> g * d`")
  }

  static func derivativeExpected(at span: SourceSpan, of rule: SourceSpan) -> Diagnostic {
    .error(
      "expected `derivative`, found \(found(span))", at: span,
      others: [Label(rule, "of this `rule`")],
      hint: "write `rule f(x) = e derivative g -> g * d`; what states none is written `f(x) = e`")
  }

  static func ruleResults(
    _ found: Int, expected: Int, of name: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(name)` states \(counted(found, "derivative")) for \(counted(expected, "input"))",
      at: span, hint: "write one for each, as in `derivative g -> (g * d1, g * d2)`")
  }

  static func noParameters(_ function: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "a function has at least one parameter", at: span, hint: "write `\(function) = e` for a value"
    )
  }

  static func parameterIsNoName(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected a parameter, found \(found(span))", at: span,
      hint: "parameters are names, as in `f(x, w: R^3, k: N) = e`")
  }

  static func repeatedParameter(
    _ name: String, at span: SourceSpan, first: SourceSpan
  ) -> Diagnostic {
    .error(
      "two parameters have the name `\(name)`", at: span, "the second",
      others: [Label(first, "the first")])
  }

  static func unknownType(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected a type, found \(found(span))", at: span,
      hint: "types are `R`, `R^n`, `R^(m, n)` and `N`")
  }

  static func sizeExpected(at span: SourceSpan) -> Diagnostic {
    .error(
      "expected a size, found \(found(span))", at: span,
      hint: "a size is a number or a name, as in `R^3`, `R^n` or `R^(m, n)`")
  }

  static func sizeIsNoNatural(at span: SourceSpan) -> Diagnostic {
    .error("a size is a natural number, from 1", at: span)
  }
}
