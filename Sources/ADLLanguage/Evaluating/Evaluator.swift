import ADLPrograms
import ADLText

/// Gives expressions their values: by folding what is small, and by plans for what is large.
public struct Evaluator {
  private let lowering: Lowering

  /// Where expressions find the plans of what they call.
  private let compiled: CompiledFunctions

  /// Prepares evaluating under the given options; plans are kept in `compiled`.
  public init(
    _ options: LoweringOptions = LoweringOptions(),
    compiled: CompiledFunctions = CompiledFunctions()
  ) {
    lowering = Lowering(options)
    self.compiled = compiled
  }

  private var policy: KnownCalls {
    KnownCalls(compiled, allowance: lowering.options.foldingAllowance)
  }

  /// Returns the value of an expression.
  ///
  /// The first applications of an expression that fold stay exact (`exactFoldingLimit`).
  /// - Parameter expression: a checked expression, which has no parameters.
  /// - Throws: a diagnostic of wrong sizes, of an argument outside a domain and the like.
  public func value(of expression: CheckedFunction) throws(LoweringFailure) -> ConstantValue {
    try lowering.run(at: expression.span) { (shared) throws(LoweringFailure) in
      let instantiator = Instantiator(
        evaluatingUnder: lowering.options, shared: shared, policy: policy)
      let frame = instantiator.activation(expression, base: 0, calledAt: .none)
      instantiator.stack.setTop(expression.slotCount)
      let value = try instantiator.evaluate(expression.body, frame)
      try instantiator.checkFailure()
      let constant = try instantiator.constant(value, anchor: frame.anchor(expression.body))
      guard let format = lowering.options.rounding, case .integer(let whole) = constant else {
        return constant
      }
      return .number(Literal(format.rounded(Literal(whole))))
    }
  }

  /// Returns what an assertion of a condition comes to.
  public func outcome(of condition: CheckedFunction) throws(LoweringFailure) -> AssertionOutcome {
    try lowering.run(at: condition.span) { (shared) throws(LoweringFailure) in
      let instantiator = Instantiator(
        evaluatingUnder: lowering.options, shared: shared, policy: policy)
      let frame = instantiator.activation(condition, base: 0, calledAt: .none)
      instantiator.stack.setTop(condition.slotCount)
      return try instantiator.outcome(of: condition.body, frame)
    }
  }

  /// Returns what the assertion `left ≈ right within tolerance` comes to.
  ///
  /// It holds iff every entry of left and right differ by at most the tolerance (1e-9 if none is
  /// given) times the largest of 1 and their absolute values.
  public func outcome(
    of left: CheckedFunction, isNear right: CheckedFunction, within tolerance: CheckedFunction?
  ) throws(LoweringFailure) -> AssertionOutcome {
    let a = try value(of: left)
    let b = try value(of: right)
    var bound = 1e-9
    if let tolerance {
      let constant = try value(of: tolerance)
      guard constant.shape == .scalar, let number = constant.entries.first, number.double >= 0
      else { throw .diagnostic(.toleranceExpected(at: tolerance.span)) }
      bound = number.double
    }
    guard let shape = a.shape, let other = b.shape, shape == other else {
      throw .diagnostic(.approximation(a.shape, b.shape, first: left.span, second: right.span))
    }
    let holds = zip(a.entries, b.entries).allSatisfy { x, y in
      x.double == y.double
        || abs(x.double - y.double) <= bound * max(1, abs(x.double), abs(y.double))
    }
    return AssertionOutcome(
      holds: holds, failure: holds ? nil : .init(left: a, right: b, operation: .equal))
  }
}
