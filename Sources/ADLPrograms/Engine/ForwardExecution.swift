/// The forward mode on the engine: the plan of the program of values and tangents.
///
/// One execution serves one thread. Its tangents are those of `Evaluation.tangents(along:under:)`,
/// signed zeros apart, which it asks where something is not finite: that alone tells an input that
/// does not move from one that moves by 0.
public final class ForwardExecution {
  /// The program that is differentiated.
  public let program: Program

  /// The convention under which d is taken.
  public let convention: Convention
  private let execution: Execution?

  /// Several directions at once; `nil` where they are swept one after the other.
  private let block: Batch?

  /// The widest selection that is worth writing down: each operand's entry looks at all operands.
  private static let widthLimit = 64

  /// Asked from time to time; it ends a computation with `.interrupted`.
  public var cancellation: Cancellation {
    get { execution?.cancellation ?? .never }
    set { execution?.cancellation = newValue }
  }

  /// Compiles the forward mode of `program`; what would take more nodes than `nodeLimit` is left to
  /// the reference.
  ///
  /// - Throws: `.memoryLimit` before anything is allocated for the plan; `.interrupted`.
  /// - Complexity: O(m + operands).
  public init(
    _ program: Program, convention: Convention = .paper,
    nodeLimit: Int = ProgramBuilder.defaultNodeLimit, memoryLimit: Int = .max,
    cancellation: Cancellation = .never
  ) throws(EvaluationFailure) {
    self.program = program
    self.convention = convention
    var tangents: Program?
    if !Self.isWide(program) {
      do throws(BuildFailure) {
        tangents = try program.tangentProgram(
          under: convention, nodeLimit: nodeLimit, cancellation: cancellation)
      } catch {
        if case .interrupted = error { throw .interrupted }
      }
    }
    guard let tangents else {
      execution = nil
      block = nil
      return
    }
    let plan = try ExecutionPlan(
      compiling: tangents, convention: convention, memoryLimit: memoryLimit,
      cancellation: cancellation)
    let execution = Execution(plan)
    execution.cancellation = cancellation
    self.execution = execution
    block = plan.prefersLanes ? Batch(plan, output: nil) : nil
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
  /// - Throws: `.dimension` unless `x.count == p` and `direction.count == p`.
  public func tangents(
    at x: [Double], along direction: [Double?], domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> [Double] {
    for count in [x.count, direction.count] { try program.checkDimension(count) }
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

  /// Returns the derivatives of the outputs at `x` along each of a block of directions, which are
  /// swept together, in rows, where the program is small.
  ///
  /// - Throws: `.dimension` unless `x.count == p` and each direction has p entries.
  public func tangents(
    at x: [Double], along directions: [[Double?]], domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> [[Double]] {
    for count in [x.count] + directions.map(\.count) { try program.checkDimension(count) }
    guard let block, directions.count > 1 else {
      var tangents: [[Double]] = []
      for direction in directions {
        tangents.append(try self.tangents(at: x, along: direction, domain: domain))
      }
      return tangents
    }
    let q = program.q
    var results = [Double](repeating: .nan, count: 2 * q * directions.count)
    let points = directions.flatMap { direction in x + direction.map { $0 ?? 0 } }
    block.cancellation = cancellation
    let failure = points.withUnsafeBufferPointer { points in
      results.withUnsafeMutableBufferPointer { results -> EvaluationFailure? in
        do throws(BatchFailure) {
          try block.evaluate(points, into: results)
          return nil
        } catch {
          return error.reason
        }
      }
    }
    if case .interrupted? = failure { throw .interrupted }
    var tangents: [[Double]] = []
    for (i, direction) in directions.enumerated() {
      let own = Array(results[(2 * i + 1) * q..<(2 * i + 2) * q])
      // What is outside a domain, or not finite, is asked alone.
      tangents.append(
        own.allSatisfy(\.isFinite)
          ? own : try self.tangents(at: x, along: direction, domain: domain))
    }
    return tangents
  }

  /// The largest number of directions that are swept together.
  private static let blockLength = 64

  /// Returns the Jacobian at `x`, by sweeps along the inputs in blocks.
  ///
  /// - Throws: `.dimension` unless `x.count == p`.
  public func jacobian(
    at x: [Double], domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> SelectionJacobian<Double> {
    try program.checkDimension(x.count)
    let p = program.p
    var entries = [Double](repeating: 0, count: program.q * p)
    for first in stride(from: 0, to: p, by: Self.blockLength) {
      let inputs = first..<min(first + Self.blockLength, p)
      let directions = inputs.map { j in (0..<p).map { $0 == j ? 1.0 : nil } }
      let columns = try tangents(at: x, along: directions, domain: domain)
      for (j, column) in zip(inputs, columns) {
        for (i, entry) in column.enumerated() { entries[i * p + j] = entry }
      }
    }
    return SelectionJacobian(q: program.q, p: p, entries: entries)
  }
}
