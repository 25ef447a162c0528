import ADLPrograms
import ADLText

/// What can be wrong with values, once a function is instantiated or an expression evaluated.
extension Diagnostic {
  static func statedShape(
    expected: Shape, found: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "a stated derivative has the shape of its parameter, \(expected)", at: span,
      "this is \(found)")
  }

  static func statedInPiece(
    _ name: String, at span: SourceSpan, of selection: SourceSpan
  ) -> Diagnostic {
    .error(
      "a piece of a selection states no derivative of its own, as `\(name)` does", at: span,
      others: [Label(selection, "of this selection")],
      hint: "declare a function, without `selection`")
  }

  static func statedNotLinear(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "the derivative that `\(name)` states is not seen to be linear in what it is given",
      at: span, hint: "write products of it with what does not depend on it, and sums of these")
  }

  static func numberExpected(found: String, at span: SourceSpan) -> Diagnostic {
    .error("expected a number, found \(found)", at: span, "this is \(found)")
  }

  static func vectorExpected(
    found: String, forLength isLength: Bool = false, at span: SourceSpan
  ) -> Diagnostic {
    let hint =
      isLength && found.hasPrefix("a matrix")
      ? "a matrix A has `len(column(A, 1))` rows and `len(row(A, 1))` columns" : nil
    return .error("expected a vector, found \(found)", at: span, "this is \(found)", hint: hint)
  }

  static func matrixExpected(found: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`@` is the product of matrices and vectors, found \(found)", at: span, "this is \(found)",
      hint: found == "a number" ? "numbers are multiplied with `*`" : nil)
  }

  static func matrixArgumentExpected(found: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "expected a matrix, found \(found)", at: span, "this is \(found)",
      hint: found.hasPrefix("a vector")
        ? "a vector is a row or a column as `@` needs it" : "write `[1, 2; 3, 4]`")
  }

  static func functionExpected(found: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "expected a function, found \(found)", at: span, "this is \(found)",
      hint: "a function without a name is written `x -> e`")
  }

  static func vectorAmongArguments(
    _ builtin: Builtin, found: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(builtin.name)` takes numbers, or one vector; found \(found) among others", at: span,
      "this is \(found)",
      hint: "write `\(builtin.name)(concat(…))` for all entries together")
  }

  static func rangeArgumentExpected(
    _ builtin: Builtin, _ text: String, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(builtin.name)` ends with a range", at: span, "this is no range",
      hint: "write `1..\(text)` for the indices 1, 2, …")
  }

  static func strayPosition(_ builtin: Builtin, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(builtin.name)` stands alone in an index, or alone as the value of a function", at: span,
      "a position is no number to calculate with", hint: "write `x[\(builtin.name)(y)]`")
  }

  static func knotsOutOfOrder(_ knot: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "the knots of `interp` must increase", at: span,
      "entry \(knot) is not above the one before it")
  }

  static func stateOfNoNumber(_ builtin: Builtin, found: String, at span: SourceSpan) -> Diagnostic
  {
    .error(
      "a state of `\(builtin.name)` is a number, a vector or a matrix, found \(found)", at: span,
      "this is \(found)")
  }

  static func matrixState(found: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`scan` keeps numbers and vectors, found \(found)", at: span, "this is \(found)",
      hint: "keep a row of it, or write `fold` for the last state")
  }

  static func stepParameters(
    _ builtin: Builtin, _ step: CheckedFunction, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(builtin.name)` passes a state and an index; "
        + "the function has \(counted(step.parameters.count, "parameter"))",
      at: span, others: step.name == nil ? [] : [Label(step.span, "defined here")],
      hint: "write `(s, i) -> …`")
  }

  static func mappedResult(_ name: String, found: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(name)` meets the entries of an array one by one and must return numbers, found \(found)",
      at: span, hint: "write `[\(name)(x[i]) for i in 1..n]` for the rows of a matrix")
  }

  static func derivativeOfValue(at span: SourceSpan) -> Diagnostic {
    .error(
      "only a function has a derivative", at: span, "this is a value",
      hint: "write `f'(x)`; a matrix is not transposed by `'`")
  }

  static func derivativeOfNoNumber(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error("`\(name)` has no numbers as its value, so it has no derivative", at: span)
  }

  static func nothingToDifferentiateBy(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(name)` has no input to differentiate by", at: span,
      notes: ["parameters declared `N` and functions are not inputs"])
  }

  static func choiceOfFunctions(at span: SourceSpan) -> Diagnostic {
    .error("an `if` on inputs chooses between numbers, not functions", at: span)
  }

  static func comparison(
    _ left: String, _ right: String, first: SourceSpan, second: SourceSpan
  ) -> Diagnostic {
    .error(
      "\(left) and \(right) cannot be compared", at: second, "this is \(right)",
      others: [Label(first, "this is \(left)")],
      notes: [
        "numbers are compared; of vectors of one size `==` and `!=` ask whether all are equal"
      ])
  }

  static func filterNotKnown(at span: SourceSpan) -> Diagnostic {
    .error(
      "the condition of a `for` must be known when the function is instantiated", at: span,
      "this depends on an input",
      hint: "put the choice into the element: `if … then … else …`")
  }

  static func selectionInPiece(
    _ name: String, at span: SourceSpan, of selection: SourceSpan
  ) -> Diagnostic {
    .error(
      "a piece of a selection is an elementary function; `\(name)` is a selection itself", at: span,
      others: [Label(selection, "in this declaration")],
      hint: "put every `if` outermost, or declare an ordinary function")
  }

  static func undefinedCondition(at span: SourceSpan) -> Diagnostic {
    .error("the condition compares with a number that does not exist", at: span)
  }

  static func callsTooDeep(at span: SourceSpan) -> Diagnostic {
    .error(
      "calls are nested more than \(Limits.evaluationDepth) levels deep", at: span,
      "the limit is passed here", notes: ["a function that is passed to itself never ends"])
  }

  static func tooManyNodes(limit: Int, at span: SourceSpan?) -> Diagnostic {
    .error(
      "the program has more than \(limit) nodes", at: span,
      hint: "choose smaller sizes or counts, or raise the limit with `set nodes`")
  }

  /// A plan that would not fit into memory; sizes are in bytes.
  public static func tooMuchMemory(needed: Int, limit: Int) -> Diagnostic {
    memory(of: "the plan takes", needed, limit, at: nil)
  }

  static func tooMuchMemoryForVectors(
    needed: Int, limit: Int, at span: SourceSpan
  ) -> Diagnostic {
    memory(of: "vectors and matrices take", needed, limit, at: span)
  }

  static func tooMuchMemoryForProgram(
    needed: Int, limit: Int, at span: SourceSpan
  ) -> Diagnostic {
    memory(of: "the program takes", needed, limit, at: span)
  }

  public static func tooMuchMemoryForAnalysis(
    needed: Int, limit: Int, at span: SourceSpan
  ) -> Diagnostic {
    memory(of: "the analysis takes", needed, limit, at: span)
  }

  private static func memory(
    of what: String, _ needed: Int, _ limit: Int, at span: SourceSpan?
  ) -> Diagnostic {
    let size = needed / 1_000_000 + (needed % 1_000_000 > 0 ? 1 : 0)
    return .error(
      "\(what) up to \(size) MB of memory, more than \(limit / 1_000_000) MB", at: span,
      hint: "choose smaller sizes or counts, or raise the limit with `set memory`")
  }

  static func tooManyLiterals(limit: Int, at span: SourceSpan) -> Diagnostic {
    .error(
      "the program has more than \(limit) distinct literals", at: span,
      hint: "make large data arguments of a function, so that they are inputs")
  }

  static func noInputs(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "`\(name)` has no inputs", at: span,
      notes: ["parameters declared `N` and functions are not inputs"])
  }

  static func programOfNoNumber(_ name: String, found: String, at span: SourceSpan) -> Diagnostic {
    .error("the value of `\(name)` is \(found), which no program returns", at: span)
  }

  static func pointCount(
    _ name: String, _ parameters: [CheckedParameter], found: Int, at span: SourceSpan
  ) -> Diagnostic {
    let names = parameters.map(\.name).joined(separator: ", ")
    return .error(
      "`\(name)` has \(counted(parameters.count, "parameter")); the point has \(found)", at: span,
      hint: parameters.count == 1
        ? "write `at \(names)`; for a vector `at [1, 2]`" : "write `at (\(names))`")
  }

  static func pointNeeded(
    _ name: String, because parameter: CheckedParameter, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "the sizes of `\(name)` are not known", at: span,
      others: [Label(parameter.span, "`\(parameter.name)` needs an argument")],
      hint: "give `\(parameter.name)` a size, as in `\(parameter.name): R^3` or "
        + "`\(parameter.name): R^(2, 3)`")
  }

  static func pointNeeded(_ name: String, at span: SourceSpan) -> Diagnostic {
    .error(
      "the sizes of `\(name)` are not known", at: span,
      hint: "give its parameter a size, as in `(x: R^3) -> \(name)(x)`")
  }

  static func dimension(
    _ name: String, expected: Int, found: Int, at span: SourceSpan
  ) -> Diagnostic {
    .error(
      "`\(name)` has \(counted(expected, "input")); the box has \(counted(found, "factor"))",
      at: span, hint: "write `on [a, b] x [c, d]`, or `on [a, b]^n`")
  }

  static func toleranceExpected(at span: SourceSpan) -> Diagnostic {
    .error("a tolerance is a number that is not negative", at: span)
  }

  static func approximation(
    _ left: Shape?, _ right: Shape?, first: SourceSpan, second: SourceSpan
  ) -> Diagnostic {
    func words(_ shape: Shape?) -> String { shape.map { "in \($0)" } ?? "a function" }
    return .error(
      "values of different shapes are never near", at: second, "this is \(words(right))",
      others: [Label(first, "this is \(words(left))")])
  }

  /// An application outside its domain, with the values and the calls that led there.
  public static func domainViolation(
    _ violation: DomainViolation, anchors: AnchorMap
  ) -> Diagnostic {
    let spans = anchors.chain(of: violation.anchor)
    let arguments = violation.arguments.map { shortest($0) }
    let title: String
    switch violation.primitive {
    case .division: title = "division by zero: \(arguments.joined(separator: " / "))"
    case .reciprocalPower: title = "a negative power of zero is not defined"
    case .power:
      let base = arguments[0].hasPrefix("-") ? "(\(arguments[0]))" : arguments[0]
      title = "the power `\(base)^\(arguments[1])` is not defined"
    default:
      title = "`\(violation.primitive.name)(\(arguments.joined(separator: ", ")))` is not defined"
    }
    return .error(
      title, at: spans.first, violation.constraint.words,
      others: spans.dropFirst().prefix(3).map { Label($0, "called here") },
      hint: "`set domain nan` makes such values nan")
  }

  private static func shortest(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
  }
}

extension Domain.Constraint {
  /// The constraint in words.
  fileprivate var words: String {
    "the \(argument == 0 ? "" : "second ")argument must be \(relation.rawValue) \(bound)"
  }
}
