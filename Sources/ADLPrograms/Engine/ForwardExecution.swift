/// The forward mode on the engine: the plan of the program of values and tangents.
///
/// One execution serves one thread. Its tangents are those of `Evaluation.tangents(along:under:)`,
/// signed zeros apart, which it asks where something is not finite: that alone tells an input that
/// does not move from one that moves by 0.
public final class ForwardExecution {
  public let program: Program
  public let convention: Convention
  private let execution: Execution?

  /// The widest selection that is worth writing down: each operand's entry looks at all operands.
  private static let widthLimit = 64

  /// Asked from time to time; `true` ends a computation with `.interrupted`.
  public var isInterrupted: (() -> Bool)? {
    get { execution?.isInterrupted }
    set { execution?.isInterrupted = newValue }
  }

  /// Compiles the forward mode of `program`; what would take more nodes than `nodeLimit` is left to
  /// the reference.
  ///
  /// - Throws: `.memoryLimit` before anything is allocated for the plan; `.interrupted`.
  /// - Complexity: O(m + operands).
  public init(
    _ program: Program, convention: Convention = .paper,
    nodeLimit: Int = ProgramBuilder.defaultNodeLimit, memoryLimit: Int = .max,
    isInterrupted: (() -> Bool)? = nil
  ) throws(EvaluationFailure) {
    self.program = program
    self.convention = convention
    var tangents: Program?
    if !Self.isWide(program) {
      do throws(BuildFailure) {
        tangents = try program.tangentProgram(
          under: convention, nodeLimit: nodeLimit, isInterrupted: isInterrupted)
      } catch {
        if case .interrupted = error { throw .interrupted }
      }
    }
    guard let tangents else {
      execution = nil
      return
    }
    let plan = try ExecutionPlan(
      compiling: tangents, convention: convention, memoryLimit: memoryLimit,
      isInterrupted: isInterrupted)
    let execution = Execution(plan)
    execution.isInterrupted = isInterrupted
    self.execution = execution
  }

  private static func isWide(_ program: Program) -> Bool {
    (program.p..<program.m).contains { k in
      let application = program.application(k)
      return application.primitive.selection != nil && application.operands.count > widthLimit
    }
  }

  /// Returns the derivatives of the outputs at `x` along `direction`, where `nil` is an input that
  /// does not move.
  ///
  /// - Requires: `x.count == p` and `direction.count == p`.
  public func tangents(
    at x: [Double], along direction: [Double?], domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> [Double] {
    if let execution {
      let results = try execution.evaluate(
        at: x + direction.map { $0 ?? 0 }, domain: domain)
      let tangents = Array(results.suffix(program.q))
      if tangents.allSatisfy(\.isFinite) { return tangents }
    }
    do throws(DomainViolation) {
      let evaluation: Evaluation<Double> = try program.evaluate(at: x, domain: domain)
      let tangents = evaluation.tangents(along: direction, under: convention)
      return program.outputs.map { tangents[$0] ?? 0 }
    } catch {
      throw .domain(error)
    }
  }

  /// Returns the Jacobian at `x`, by one sweep an input.
  ///
  /// - Requires: `x.count == p`.
  public func jacobian(
    at x: [Double], domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> SelectionJacobian<Double> {
    let p = program.p
    var entries = [Double](repeating: 0, count: program.q * p)
    for j in 0..<p {
      let column = try tangents(
        at: x, along: (0..<p).map { $0 == j ? 1 : nil }, domain: domain)
      for (i, entry) in column.enumerated() { entries[i * p + j] = entry }
    }
    return SelectionJacobian(q: program.q, p: p, entries: entries)
  }
}
