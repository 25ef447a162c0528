import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers with the value of an expression.
  func evaluate(
    _ expression: ExpressionID, of script: Script, as mode: Mode,
    report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    let value = try value(expression, of: script, report: report)
    if case .function(let function) = value {
      report(FunctionAnswer(function))
      return
    }
    guard let answer = NumberAnswer(value) else { return }
    report(answer)
    if mode == .prompt { state.environment.define("ans", as: .value(value)) }
  }

  /// Answers whether an assertion holds.
  func hold(
    _ assertion: Assertion, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) {
    let outcome: AssertionOutcome
    let span: SourceSpan
    switch assertion {
    case .condition(let condition):
      span = script.tree.span(condition)
      let checked = try checked(condition, of: script, isCondition: true, report: report)
      outcome = try lowered { (lowering) throws(LoweringFailure) in
        try lowering.outcome(of: checked)
      }
    case .approximation(let left, let right, let tolerance):
      span = script.tree.span(left).extended(toCover: script.tree.span(right))
      let sides = (
        try checked(left, of: script, report: report),
        try checked(right, of: script, report: report)
      )
      var bound: CheckedFunction?
      if let tolerance { bound = try checked(tolerance, of: script, report: report) }
      outcome = try lowered { (lowering) throws(LoweringFailure) in
        try lowering.outcome(of: sides.0, isNear: sides.1, within: bound)
      }
    }
    report(AssertionAnswer(outcome, span: span))
  }

  // MARK: - Values

  /// Returns the value of an expression, which may be a function.
  func value(
    _ expression: ExpressionID, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) -> ConstantValue {
    try value(of: checked(expression, of: script, report: report))
  }

  /// Returns the value of an expression that has been checked.
  func value(of expression: CheckedFunction) throws(SessionFailure) -> ConstantValue {
    try lowered { (lowering) throws(LoweringFailure) in try lowering.value(of: expression) }
  }

  /// Returns the function that an expression is.
  func function(
    _ expression: ExpressionID, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) -> FunctionReference {
    guard case .function(let function) = try value(expression, of: script, report: report) else {
      throw SessionFailure(.notAFunction(at: script.tree.span(expression)))
    }
    return function
  }

  /// Returns the arguments that a point is.
  func point(
    _ point: ExpressionID, of script: Script, report: (any AnswerContent) -> Void
  ) throws(SessionFailure) -> [ConstantValue] {
    guard case .tuple(let arguments) = script.tree[point] else {
      return [try value(point, of: script, report: report)]
    }
    var values: [ConstantValue] = []
    for argument in script.tree[arguments] {
      values.append(try value(argument, of: script, report: report))
    }
    return values
  }

  // MARK: - The way into the language

  /// Returns an expression whose names are resolved.
  func checked(
    _ expression: ExpressionID, of script: Script, isCondition: Bool = false,
    report: (any AnswerContent) -> Void
  ) throws(SessionFailure) -> CheckedFunction {
    var checker = Checker(script, environment: state.environment)
    let checked = checker.check(expression, isCondition: isCondition)
    try settle(checker.diagnostics, report)
    guard let checked else { throw SessionFailure(checker.diagnostics) }
    return checked
  }

  /// Returns what `body` makes of the lowering under the session's convention and settings.
  func lowered<Result>(
    under convention: Convention? = nil,
    _ body: (Lowering) throws(LoweringFailure) -> Result
  ) throws(SessionFailure) -> Result {
    var options = LoweringOptions(
      convention: convention ?? state.convention, domain: state.settings.domain,
      nodeLimit: state.settings.nodeLimit, isInterrupted: isInterrupted)
    options.memoryLimit = state.settings.memoryLimit
    do {
      return try body(Lowering(options, compiled: compiled))
    } catch {
      switch error {
      case .diagnostic(let diagnostic): throw SessionFailure(diagnostic)
      case .interrupted: throw SessionFailure(.interrupted())
      }
    }
  }
}
