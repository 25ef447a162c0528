import ADLPrograms

/// A function of arguments of fixed shapes, with its execution plan.
///
/// The Jacobian of no more outputs than inputs is swept backward over the plan of the function;
/// other derivatives are programs, which the plan evaluates.
final class CompiledFunction {
  /// The program, which for a sweep is that of the function to differentiate.
  let program: Program

  /// The shape of a result.
  let shape: Shape

  /// How many applications a result takes, roughly.
  let applicationCount: Int

  /// How many inputs the sweep differentiates by, which come first; `nil` where nothing is swept.
  private let sweptInputCount: Int?

  private let convention: Convention
  private var execution: Execution?

  /// Creates a function whose outputs are those of the program.
  init(_ program: Program, shape: Shape, convention: Convention) {
    self.program = program
    self.shape = shape
    self.convention = convention
    applicationCount = program.m - program.p
    sweptInputCount = nil
  }

  /// Creates the Jacobian of the program, by the first `count` of its inputs.
  init(sweeping program: Program, by count: Int, shape: Shape, convention: Convention) {
    self.program = program
    self.shape = shape
    self.convention = convention
    applicationCount = program.sweepCount
    sweptInputCount = count
  }

  /// The size of the program with its plan, once there is one, in nodes.
  var nodeCount: Int { program.m }

  /// Returns the entries of the result at `x`.
  func evaluate(
    at x: [Double], under options: LoweringOptions
  ) throws(EvaluationFailure) -> [Double] {
    let execution = try execution(options)
    let domain = options.domain
    guard let sweptInputCount else { return try execution.evaluate(at: x, domain: domain) }
    let jacobian = try execution.jacobianBackward(at: x, domain: domain)
    if sweptInputCount == program.p { return jacobian.entries }
    return (0..<program.q).flatMap { i in
      jacobian.entries[i * program.p..<i * program.p + sweptInputCount]
    }
  }

  /// Returns the execution, which is made when it is needed first.
  private func execution(_ options: LoweringOptions) throws(EvaluationFailure) -> Execution {
    let execution: Execution
    if let known = self.execution {
      execution = known
    } else {
      let plan = try ExecutionPlan(
        compiling: program, convention: convention, memoryLimit: options.memoryLimit,
        cancellation: options.cancellation)
      execution = Execution(plan)
      self.execution = execution
    }
    execution.cancellation = options.cancellation
    return execution
  }
}
