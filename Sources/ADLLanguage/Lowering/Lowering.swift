import ADLPrograms
import ADLText

/// Turns checked functions into programs, and expressions into values.
public struct Lowering {
  public let options: LoweringOptions

  /// Where expressions find the plans of what they call.
  private let compiled: CompiledFunctions

  /// Prepares lowering under the given options; plans are kept in `compiled`.
  public init(
    _ options: LoweringOptions = LoweringOptions(),
    compiled: CompiledFunctions = CompiledFunctions()
  ) {
    self.options = options
    self.compiled = compiled
  }

  /// Runs `body` with fresh tables; a second time, on a larger stack, if it recurses deeply.
  func run<Result>(
    at origin: SourceSpan, _ body: (Machine.Shared) throws(LoweringFailure) -> Result
  ) throws(LoweringFailure) -> Result {
    let shared = Machine.Shared(
      origin: origin, depthLimit: LargeStack.depthOfSmallStack,
      memoryLimit: options.memoryLimit, compiled: compiled)
    do throws(LoweringFailure) {
      return try body(shared)
    } catch {
      guard shared.isTooDeep else { throw error }
    }
    var outcome: Swift.Result<Result, LoweringFailure>?
    LargeStack.run {
      outcome = Swift.Result { () throws(LoweringFailure) -> Result in
        try body(
          Machine.Shared(
            origin: origin, depthLimit: Limits.evaluationDepth, memoryLimit: options.memoryLimit,
            compiled: compiled))
      }
    }
    guard let outcome else { throw .interrupted }
    return try outcome.get()
  }

  // MARK: - Values

  /// Returns the value of an expression.
  ///
  /// The first applications of an expression that fold stay exact (`exactFoldingLimit`).
  /// - Parameter expression: a checked expression, which has no parameters.
  /// - Throws: a diagnostic of wrong sizes, of an argument outside a domain and the like.
  public func value(of expression: CheckedFunction) throws(LoweringFailure) -> ConstantValue {
    try run(at: expression.span) { (shared) throws(LoweringFailure) in
      let machine = Machine(evaluatingUnder: options, shared: shared)
      let frame = machine.activation(expression, base: 0, calledAt: .none)
      machine.stack.setTop(expression.slotCount)
      let value = try machine.evaluate(expression.body, frame)
      try machine.checkFailure()
      return try machine.constant(value, anchor: frame.anchor(expression.body))
    }
  }

  /// Returns what an assertion of a condition comes to.
  public func outcome(of condition: CheckedFunction) throws(LoweringFailure) -> AssertionOutcome {
    try run(at: condition.span) { (shared) throws(LoweringFailure) in
      let machine = Machine(evaluatingUnder: options, shared: shared)
      let frame = machine.activation(condition, base: 0, calledAt: .none)
      machine.stack.setTop(condition.slotCount)
      return try machine.outcome(of: condition.body, frame)
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
