import ADLText

/// What can be wrong with shapes and sizes, once they are known.
extension Diagnostic {
  static func shapesDiffer(
    _ left: Shape, _ right: Shape, at span: SourceSpan, first: SourceSpan, second: SourceSpan
  ) -> Diagnostic {
    .error(
      "the shapes \(left) and \(right) do not fit", at: second, "this is in \(right)",
      others: first == second ? [] : [Label(first, "this is in \(left)")])
  }

  static func productShapes(
    _ left: Shape, _ right: Shape, at span: SourceSpan, first: SourceSpan, second: SourceSpan
  ) -> Diagnostic {
    .error(
      "the shapes \(left) and \(right) have no product", at: second, "this is in \(right)",
      others: [Label(first, "this is in \(left)")],
      notes: ["`@` wants as many columns at its left as rows at its right"])
  }

  static func sizeMismatch(
    _ parameter: CheckedParameter, expected: Int, found: Int, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(parameter.name)` has size \(expected); the argument has size \(found)", at: span,
      "size \(found)", others: [Label(parameter.span, "size \(expected)")])
  }

  static func sizeConflict(
    _ name: String, _ bound: Int, by first: CheckedParameter, _ found: Int,
    in parameter: CheckedParameter, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "the size `\(name)` is \(bound) by `\(first.name)`, but \(found) by `\(parameter.name)`",
      at: span, "size \(found)",
      others: [
        Label(first.span, "`\(name)` is \(bound) here"),
        Label(parameter.span, "and \(found) here"),
      ])
  }

  static func argumentKind(
    _ parameter: CheckedParameter, expected: String, found: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(parameter.name)` wants \(expected), found \(found)", at: span, "this is \(found)",
      others: [Label(parameter.span, "declared here")])
  }

  static func naturalNotKnown(_ parameter: CheckedParameter, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(parameter.name)` must be known when the function is instantiated", at: span,
      "this depends on an input or on an inexact number",
      others: [Label(parameter.span, "declared `N` here")],
      notes: ["known are whole numbers, sizes, indices of loops, and parameters declared `N`"])
  }

  static func mixedEntries(
    found: String, at span: SourceSpan, others: String
  ) -> Diagnostic {
    .error("the entries of a vector are \(others), found \(found)", at: span, "this is \(found)")
  }

  static func raggedMatrix(
    _ count: Int, at span: SourceSpan, first: Int, firstAt: SourceSpan
  ) -> Diagnostic {
    .error(
      "the rows of a matrix have one size, found \(first) and \(count)", at: span, "size \(count)",
      others: [Label(firstAt, "size \(first)")])
  }

  static func indexOutOfRange(
    _ index: Int, count: Int, at span: SourceSpan, of base: SourceSpan
  ) -> Diagnostic {
    .error(
      "the index \(index) is outside 1..\(count)", at: span, "this is \(index)",
      others: base == span ? [] : [Label(base, "of size \(count)")],
      hint: index > 0
        ? nil
        : index == 0
          ? "entries are counted from 1: write `[1]` for the first"
          : "entries are counted from 1: write `[\(max(count + index + 1, 1))]`, from the start")
  }

  static func indexCount(
    expected: Int, found: Int, of kind: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "\(kind) wants \(expected == 1 ? "one index" : "two indices"), found \(found)", at: span,
      hint: expected == 2 ? "a row is written `W[i, 1..n]`" : nil)
  }

  static func indexOfValue(_ kind: String, at span: SourceSpan) -> Diagnostic {
    .error("\(kind) has no entries", at: span, "this is \(kind)")
  }

  static func notInteger(_ value: Double, _ purpose: String, at span: SourceSpan) -> Diagnostic {
    if value == value.rounded() {
      return .error(
        "\(purpose) must be known when the function is instantiated", at: span,
        "this is a real number, whatever its value", hint: "declare the parameter as in `k: N`")
    }
    return .error("\(purpose) is a whole number, found \(value)", at: span, "this is \(value)")
  }

  static func notKnown(_ purpose: String, found: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "\(purpose) must be known when the function is instantiated", at: span,
      found == "a number" ? "this depends on an input" : "this is \(found)",
      notes: ["known are whole numbers, sizes, indices of loops, and parameters declared `N`"],
      hint: found == "a number" ? "declare the parameter as in `k: N`" : nil)
  }

  static func negativeCount(_ count: Int, at span: SourceSpan) -> Diagnostic {
    .error("expected a natural number, found \(count)", at: span, "this is \(count)")
  }

  static func rankOutOfRange(_ rank: Int, size: Int, at span: SourceSpan) -> Diagnostic {
    .error("there is no entry of rank \(rank) among \(size)", at: span, "this is \(rank)")
  }

  static func tooManyEntries(limit: Int, at span: SourceSpan) -> Diagnostic {
    .error("the vector has more than \(limit) entries", at: span, "the limit is passed here")
  }

  static func reductionOfNothing(_ builtin: Builtin, at span: SourceSpan) -> Diagnostic {
    .error("`\(builtin.name)` of no numbers", at: span, "there is nothing here")
  }
}
