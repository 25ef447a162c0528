import ADLText

/// What can go wrong at a point.
extension Diagnostic {
  static func undefinedOutput(of name: String, at span: SourceSpan) -> Diagnostic {
    .error("`\(name)` is not a number at this point", at: span)
  }

  static func severalOutputs(_ word: String, of name: String, count: Int, at span: SourceSpan)
    -> Diagnostic
  {
    .error(
      "`\(word)` needs a function with one output, and `\(name)` has \(count)", at: span,
      hint:
        "take one entry, as in `(x -> \(name.contains("->") ? "(\(name))" : name)(x)[1])`")
  }

  static func budgetSpent(_ steps: Int) -> Diagnostic {
    Diagnostic(
      .error, "the budget of \(steps) steps is spent",
      hint: "raise it with `set budget`")
  }

  static func tooMuchWork(_ steps: Int, budget: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "to evaluate `\(span.text)` in exact numbers takes \(steps) steps, and the budget has \(budget)",
      at: span, hint: "raise it, as in `set budget \(4 * steps)`")
  }

  static func memorySpent(_ bytes: Int) -> Diagnostic {
    Diagnostic(
      .error, "the command takes more than \(bytes / 1_000_000) MB",
      hint: "raise the limit with `set memory`")
  }
}
