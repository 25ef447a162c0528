import ADLTestSupport
import Synchronization
import Testing

@testable import ADLPrograms

/// Compiling and running stop when asked, and say what memory they take before they take it.
@Suite struct PlanLimitTests {
  /// A chain, and beside it many equal terms: single nodes, strips and a row of 2^16 operands.
  static let program: Program = {
    let builder = ProgramBuilder(inputs: 1 << 16)
    var t = builder.input(0)
    for _ in 0..<1 << 15 {
      t = builder.apply(Primitive(named: "relu")!, [t], anchor: .none)
      t = builder.apply(.negation, [t], anchor: .none)
    }
    let squares = (0..<1 << 16).map {
      builder.apply(.multiplication, [builder.input($0), builder.input($0)], anchor: .none)
    }
    let sum = builder.apply(.sum, squares, anchor: .none)
    return try! builder.seal(outputs: [builder.apply(.addition, [t, sum], anchor: .none)])
  }()

  /// Runs `body` with a question that is answered with yes the `limit`-th time; returns how often
  /// it was asked, and whether that ended the work.
  private func questions(
    upTo limit: Int, _ body: (Cancellation) throws(EvaluationFailure) -> Void
  ) -> (count: Int, wasInterrupted: Bool) {
    let count = Mutex(0)
    let cancellation = Cancellation {
      count.withLock {
        $0 += 1
        return $0 >= limit
      }
    }
    do {
      try body(cancellation)
    } catch {
      return (count.withLock(\.self), error == .interrupted)
    }
    return (count.withLock(\.self), false)
  }

  @Test func `compiling asks in every stage, and stops at once`() {
    func compile(_ limit: Int) -> (count: Int, wasInterrupted: Bool) {
      questions(upTo: limit) { (cancellation) throws(EvaluationFailure) in
        _ = try ExecutionPlan(compiling: Self.program, cancellation: cancellation)
      }
    }
    let all = compile(.max)
    #expect(all.count >= 2 * Self.program.m >> 16 && !all.wasInterrupted)
    for limit in [1, all.count / 2, all.count] {
      #expect(compile(limit) == (limit, true))
    }
  }

  @Test(.slow) func `execution stops, and so does the reference where it is asked instead`() {
    let execution = Execution(ExecutionPlan(Self.program))
    var x = [Double](repeating: 1, count: Self.program.p)
    for point in [1, Double.nan] {
      x[7] = point
      let all = questions(upTo: .max) { (cancellation) throws(EvaluationFailure) in
        execution.cancellation = cancellation
        _ = try execution.gradient(at: x)
      }
      // At a number the whole is done before the first question.
      guard point.isNaN else { continue }
      #expect(all.count > 20 && !all.wasInterrupted)
      for limit in [1, all.count / 2, all.count] {
        let some = questions(upTo: limit) { (cancellation) throws(EvaluationFailure) in
          execution.cancellation = cancellation
          _ = try execution.gradient(at: x)
        }
        #expect(some == (limit, true))
      }
    }
  }

  @Test func `memory is refused before it is taken, and the estimate is an upper one`() throws {
    let needed = ExecutionPlan.byteEstimate(for: Self.program)
    #expect(throws: EvaluationFailure.memoryLimit(needed: needed, limit: needed - 1)) {
      try ExecutionPlan(compiling: Self.program, memoryLimit: needed - 1)
    }
    let programs = (0..<20).map { EngineSample.program(seed: $0) } + [Self.program]
    for program in programs {
      let plan = try ExecutionPlan(
        compiling: program, memoryLimit: ExecutionPlan.byteEstimate(for: program))
      #expect(
        plan.byteCount + plan.executionByteCount <= ExecutionPlan.byteEstimate(for: program))
    }
  }
}
