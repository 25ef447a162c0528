import ADLText

/// What can be wrong with brackets.
extension Diagnostic {
  static func unclosedBracket(
    _ open: SourceSpan, expected: String, before span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(open.text)` is never closed", at: open, "opened here",
      others: [Label(span, "`\(expected)` is missing before this")])
  }

  static func mismatchedBracket(_ close: SourceSpan, opened open: SourceSpan) -> Diagnostic {
    .error(
      "`\(close.text)` does not close `\(open.text)`", at: close,
      others: [Label(open, "opened here")])
  }

  static func unopenedBracket(at span: SourceSpan) -> Diagnostic {
    .error("`\(span.text)` closes no bracket", at: span)
  }

  static func emptyGroup(at span: SourceSpan) -> Diagnostic {
    .error("there is nothing between the brackets", at: span)
  }

  static func emptyVector(at span: SourceSpan) -> Diagnostic {
    .error("a vector has at least one entry", at: span)
  }

  static func emptyIndex(at span: SourceSpan) -> Diagnostic {
    .error("the index is missing", at: span, hint: "as in `x[1]`, `W[2, 3]` or `x[2..n]`")
  }

  static func noArguments(at span: SourceSpan) -> Diagnostic {
    .error(
      "a function has at least one argument", at: span, hint: "a value is called by its name alone")
  }
}
