import ADLLanguage
import ADLText

/// What can be wrong with the statements of the paper.
extension Diagnostic {
  static func tooManyNodes(
    _ count: Int, _ limit: Int, at request: PointRequest, in context: Context
  ) -> Diagnostic {
    .error(
      "the program has \(count) nodes, and matrices are written for up to \(limit)",
      at: context.tree.span(request.function),
      hint: "without `matrices`, `trace` shows every d_k and both sweeps")
  }

  static func slopeSize(_ found: Int, expected: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "the slope has \(found) entr\(found == 1 ? "y" : "ies"), the point \(expected)", at: span,
      hint: "write it in the shape of the point")
  }

  static func irrationalPoint(at span: SourceSpan) -> Diagnostic {
    .error(
      "a program is crafted at a rational point", at: span,
      hint: "write its coordinates as fractions or decimals")
  }

  static func noIngredient(_ convention: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "under \(convention) every program of 0 that is known here has the derivative 0", at: span,
      hint: "name another convention with `under`")
  }

  static func noDirection(at span: SourceSpan) -> Diagnostic {
    .error("the direction is 0", at: span, hint: "write one that leads away from the point")
  }

  static func segmentSizes(_ start: Int, _ end: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "the segment starts at a point of \(start) coordinates and ends at one of \(end)", at: span)
  }

  static func noSegment(at span: SourceSpan) -> Diagnostic {
    .error("the segment ends where it starts", at: span, hint: "write two different points")
  }

  static func curveInterval(at span: SourceSpan) -> Diagnostic {
    .error(
      "a curve is followed on one interval with finite ends", at: span,
      hint: "as in `along (t -> [t, t^2]) on [0, 1]`")
  }

  static func gradientSize(_ found: Int, expected: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "a gradient here has \(expected) entr\(expected == 1 ? "y" : "ies"), this one \(found)",
      at: span, hint: "write one entry per input; for several outputs, row by row")
  }

  static func gradientColumns(
    wanted: [String], found: [String], at span: SourceSpan
  ) -> Diagnostic {
    let names = wanted.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    let others = found.prefix(8).map { "`\($0)`" }.joined(separator: ", ")
    return .error(
      "the columns are not the inputs and their derivatives", at: span,
      hint: "name them \(names)\(wanted.count > 8 ? ", …" : ""); found \(others)"
        + (found.count > 8 ? ", …" : ""))
  }

  static func arrayWidth(_ width: Int, of function: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "a point of the array has \(width) entr\(width == 1 ? "y" : "ies"), and `\(function)` takes "
        + "others",
      at: span, hint: "save the inputs of each point behind one another, along the last axes")
  }

  static func toleranceExpected(at span: SourceSpan) -> Diagnostic {
    .error("a tolerance is a number of at least 0", at: span, hint: "as in `within 1e-6`")
  }
}
