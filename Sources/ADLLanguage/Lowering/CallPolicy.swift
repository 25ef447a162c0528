import ADLPrograms

/// What gives calls their values while an expression is evaluated.
///
/// Where a program is written there is none, and every call becomes part of the program.
protocol CallPolicy: AnyObject {
  /// Returns the value of a call of a defined function.
  ///
  /// - Parameter fold: runs the body of the function, which gives the value too.
  func call(
    _ function: FunctionValue, _ values: [Value], _ site: Instantiator.CallSite,
    in instantiator: Instantiator, fold: () throws(LoweringFailure) -> Value
  ) throws(LoweringFailure) -> Value

  /// Returns the derivative of the given order at known arguments; `nil` if its program is to be
  /// written and folded.
  func differentiate(
    _ function: FunctionValue, _ order: Int, _ values: [Value], _ site: Instantiator.CallSite,
    in instantiator: Instantiator
  ) throws(LoweringFailure) -> Value?

  /// Returns the outputs of the body of a loop in each of its repetitions, one repetition after the
  /// other; `nil` where one is outside a domain.
  func run(_ body: BlockRun, in instantiator: Instantiator) throws(LoweringFailure) -> [Double]?

  /// Returns `function` applied `count` times to a known value; `nil` if that is to be done step by
  /// step.
  func iterate(
    _ function: FunctionValue, _ count: Int, _ value: Value, _ site: Instantiator.CallSite,
    in instantiator: Instantiator
  ) throws(LoweringFailure) -> Value?
}
