import ADLFormats
import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Answers with the value of an expression.
  func evaluate(
    _ expression: ExpressionID, in context: Context
  ) throws(SessionFailure) {
    let value = try value(of: checked(expression, in: context), isRounded: true)
    if case .function(let function) = value {
      context.report(FunctionAnswer(function))
      return
    }
    guard let answer = NumberAnswer(value) else { return }
    context.report(answer.by(try parts(of: expression, in: context)))
    if context.mode == .prompt { state.environment.define("ans", as: .value(value)) }
  }

  /// Returns the parameters of a gradient `f'(…)` with their shapes; none for other expressions.
  private func parts(
    of expression: ExpressionID, in context: Context
  ) throws(SessionFailure) -> [NumberAnswer.Part] {
    guard case .call(let callee, let list) = context.tree[expression],
      case .derivative(let base, order: 1) = context.tree[callee],
      case let arguments = Array(context.tree[list]), arguments.count > 1,
      let parameters = try function(base, in: context).definition?.parameters,
      parameters.count == arguments.count
    else { return [] }
    var parts: [NumberAnswer.Part] = []
    for (parameter, argument) in zip(parameters, arguments) where !parameter.isNatural {
      guard let shape = try value(argument, in: context).shape else { return [] }
      parts.append(NumberAnswer.Part(name: parameter.name, shape: shape.sizes))
    }
    return parts
  }

  /// Answers whether an assertion holds.
  func hold(
    _ assertion: Assertion, in context: Context
  ) throws(SessionFailure) {
    let outcome: AssertionOutcome
    let span: SourceSpan
    switch assertion {
    case .condition(let condition):
      span = context.tree.span(condition)
      let checked = try checked(condition, isCondition: true, in: context)
      outcome = try evaluated(isRounded: true) { (evaluator) throws(LoweringFailure) in
        try evaluator.outcome(of: checked)
      }
    case .approximation(let left, let right, let tolerance):
      span = context.tree.span(left).extended(toCover: context.tree.span(right))
      let sides = (
        try checked(left, in: context),
        try checked(right, in: context)
      )
      var bound: CheckedFunction?
      if let tolerance { bound = try checked(tolerance, in: context) }
      outcome = try evaluated(isRounded: true) { (evaluator) throws(LoweringFailure) in
        try evaluator.outcome(of: sides.0, isNear: sides.1, within: bound)
      }
    }
    context.report(AssertionAnswer(outcome, span: span))
  }

  // MARK: - Values

  /// Returns the value of an expression, which may be a function.
  func value(
    _ expression: ExpressionID, in context: Context
  ) throws(SessionFailure) -> ConstantValue {
    try value(of: checked(expression, in: context))
  }

  /// Returns the value of an expression that has been checked: exactly as long as that lasts, or
  /// rounded to the precision that is set.
  func value(
    of expression: CheckedFunction, isRounded: Bool = false
  ) throws(SessionFailure) -> ConstantValue {
    try evaluated(isRounded: isRounded) { (evaluator) throws(LoweringFailure) in
      try evaluator.value(of: expression)
    }
  }

  /// Returns the function that an expression is.
  func function(
    _ expression: ExpressionID, in context: Context
  ) throws(SessionFailure) -> FunctionReference {
    var checker = Checker(context.script, environment: state.environment)
    let operand = checker.check(operand: expression)
    try settle(checker.diagnostics, in: context)
    switch operand {
    case .formula(let formula, let order):
      let function = FunctionReference.defined(formula, captures: [])
      return order == 0 ? function : .derivative(function, order: order)
    case .expression(let checked):
      guard case .function(let function) = try value(of: checked) else {
        throw SessionFailure(
          .notAFunction(
            at: context.tree.span(expression), ofValue: checker.valueName(in: expression)))
      }
      return function
    case nil: throw SessionFailure(checker.diagnostics)
    }
  }

  /// Returns the arguments that a point is.
  func point(
    _ point: ExpressionID, in context: Context
  ) throws(SessionFailure) -> [ConstantValue] {
    guard case .tuple(let arguments) = context.tree[point] else {
      return [try value(point, in: context)]
    }
    var values: [ConstantValue] = []
    for argument in context.tree[arguments] {
      values.append(try value(argument, in: context))
    }
    return values
  }

  // MARK: - The way into the language

  /// Returns an expression whose names are resolved.
  func checked(
    _ expression: ExpressionID, isCondition: Bool = false, in context: Context
  ) throws(SessionFailure) -> CheckedFunction {
    var checker = Checker(context.script, environment: state.environment)
    let checked = checker.check(expression, isCondition: isCondition)
    try settle(checker.diagnostics, in: context)
    guard let checked else { throw SessionFailure(checker.diagnostics) }
    return checked
  }

  /// Returns what `body` makes of the lowering under the session's convention and settings.
  func lowered<Result>(
    under convention: Convention? = nil,
    _ body: (Lowering) throws(LoweringFailure) -> Result
  ) throws(SessionFailure) -> Result {
    try settled { () throws(LoweringFailure) in try body(Lowering(loweringOptions(convention))) }
  }

  /// Returns what `body` makes of the evaluator under the session's convention and settings.
  private func evaluated<Result>(
    isRounded: Bool, _ body: (Evaluator) throws(LoweringFailure) -> Result
  ) throws(SessionFailure) -> Result {
    var options = loweringOptions(nil)
    if isRounded { options.rounding = state.settings.rounding }
    return try settled { () throws(LoweringFailure) in
      try body(Evaluator(options, compiled: compiled))
    }
  }

  private func loweringOptions(_ convention: Convention?) -> LoweringOptions {
    var options = LoweringOptions(
      convention: convention ?? state.convention, domain: state.settings.domain,
      nodeLimit: state.settings.nodeLimit, cancellation: cancellation)
    options.memoryLimit = state.settings.memoryLimit
    return options
  }

  private func settled<Result>(
    _ body: () throws(LoweringFailure) -> Result
  ) throws(SessionFailure) -> Result {
    do {
      return try body()
    } catch {
      switch error {
      case .diagnostic(let diagnostic): throw SessionFailure(diagnostic)
      case .interrupted:
        throw SessionFailure(.interrupted(while: "making the program of what is asked about"))
      case .outOfBudget, .irregular: throw failure(.exhausted)
      }
    }
  }
}
