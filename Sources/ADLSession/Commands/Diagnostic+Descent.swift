import ADLFormats
import ADLText

/// What can be wrong with a descent.
extension Diagnostic {
  static func badRate(_ step: Int, _ value: Double, at span: SourceSpan) -> Diagnostic {
    .error(
      value.isNaN
        ? "the rate has no value at k = \(step)"
        : "the rate is \(NumberText.text(value)) at k = \(step)", at: span,
      hint: "steps are finite numbers from 0 on, as in `rate c/k`")
  }

  static func rateIsNoNumber(at span: SourceSpan) -> Diagnostic {
    .error("the rate is not a number", at: span, hint: "write a formula in k and c, as in `c/k`")
  }

  static func notACount(_ range: ClosedRange<Int>, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(span.text)` is not a whole number from \(range.lowerBound)"
        + (range.upperBound == .max ? "" : " to \(range.upperBound)"), at: span)
  }

  static func notAMovement(at span: SourceSpan) -> Diagnostic {
    .error("a movement is a number from 0", at: span, hint: "as in `until 1e-9`")
  }

  static func adversaryOfSeveralVariables(at span: SourceSpan) -> Diagnostic {
    .error(
      "adversarial starts are searched for functions of one variable, without data", at: span,
      hint: "hold the other variables, as in `descend (t -> f(t, 0)) adversarial on [-1, 1]`")
  }

  static func boundlessStarts(at span: SourceSpan) -> Diagnostic {
    .error("starts are looked for between finite ends", at: span, hint: "write finite ends")
  }

  static func partOfOneRun(at span: SourceSpan) -> Diagnostic {
    .error(
      "`skip` and `take` are about many runs", at: span,
      hint: "write `starts M on [a, b]` in place of `from x`")
  }

  static func boxOfStart(_ count: Int, _ factors: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "the box has \(factors) side\(factors == 1 ? "" : "s"), and the start \(count) "
        + "\(count == 1 ? "entry" : "entries")", at: span)
  }

  static func batchWithoutData(at span: SourceSpan) -> Diagnostic {
    .error(
      "there are no rows to take a batch of", at: span,
      hint: "name the data, as in `over \"data.csv\"`")
  }

  static func dataWithoutParameters(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "the parameters of `\(name)` have no names that columns could have", at: span,
      hint: "define a function, as in `loss(w, x, y) = …`")
  }

  static func noColumns(
    _ name: String, _ parameters: [String], _ columns: [String], at span: SourceSpan
  ) -> Diagnostic {
    .error(
      columns.isEmpty
        ? "the columns of the data are not as many as the parameters of `\(name)` that are left"
        : "no parameter of `\(name)` is a column of the data", at: span,
      notes: columns.isEmpty
        ? [] : ["the columns are \(columns.prefix(12).joined(separator: ", "))"],
      hint: columns.isEmpty
        ? "give the parameters that move after `from`, then those of a row"
        : "name columns as the parameters: \(parameters.joined(separator: ", "))")
  }

  static func startCount(
    _ count: Int, _ parameters: [String], of name: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(name)` starts with \(parameters.count) parameter\(parameters.count == 1 ? "" : "s") "
        + "that \(parameters.count == 1 ? "is not a column" : "are not columns"), not \(count)",
      at: span,
      hint: parameters.isEmpty
        ? "give a parameter a name that no column has"
        : "give \(parameters.joined(separator: ", ")), in this order")
  }

  static func dataIsNoTable(at span: SourceSpan) -> Diagnostic {
    .error(
      "data are a matrix of finite numbers, or a file", at: span,
      hint: "as in `over [1, 2; 3, 4]` or `over \"data.csv\"`")
  }

  static func tableWithoutHeader(at span: SourceSpan) -> Diagnostic {
    .error(
      "the data need a first row with the names of the columns, and rows of numbers", at: span)
  }

  static func badTableRow(
    _ failure: PointRows.Failure, _ file: SourceFile, _ range: Range<Int>
  ) -> Diagnostic {
    switch failure {
    case .fieldCount(let found, let expected):
      .error(
        "the row has \(found) field\(found == 1 ? "" : "s"), and there are \(expected) columns",
        at: file.span(range))
    case .notANumber(let field):
      .error(
        "the field is not a number",
        at: file.span(range.lowerBound + field.lowerBound..<range.lowerBound + field.upperBound))
    }
  }

  static func tableTooLarge(_ limit: Int, at span: SourceSpan) -> Diagnostic {
    .error("the data have more than \(limit) numbers", at: span)
  }
}
