import CKernels

/// A program compiled for doubles under one convention: loops over runs of equal operations.
///
/// The plan is immutable and may be shared between threads; an `Execution` holds the numbers. What
/// it computes agrees to the bit with the reference, `Program.evaluate(at:)` and the sweeps of
/// `Evaluation`, where the reference adds the contributions of an adjoint in the plan's order
/// (`SweepOrder`); signed zeros count as equal. See README.md.
public final class ExecutionPlan: @unchecked Sendable {
  /// The program that was compiled.
  public let program: Program

  /// The convention under which the sweep takes d.
  public let convention: Convention

  let literals: [Double]

  /// The number of nodes that are computed.
  let nodeCount: Int
  let addressCount: Int
  let outputs: [Address]
  let operations: Frozen<Operation>
  let loops: Frozen<LoopInstruction>
  let strips: Frozen<StripInstruction>
  let rows: Frozen<RowInstruction>
  let scalars: Frozen<adl_node>
  let scalarOperations: Frozen<OperationID>

  /// Where nodes are computed on demand, the `if` that each is; otherwise nothing.
  let branches: Frozen<BranchInstruction>
  let variables: Frozen<Variable>
  let operands: Frozen<Int32>
  let contributions: Frozen<Contribution>
  let repeated: Frozen<Int32>
  let lists: Frozen<Address>

  /// The order in which the backward sweep goes through the loops, by number.
  let sweep: [LoopID]

  /// `true` iff points need few of the nodes, which are computed on demand.
  var isOnDemand: Bool { branches.count > 0 }

  /// The largest number of doubles that the strips of one loop take.
  let stripMemory: Int

  /// The largest number of operands of one node.
  let maximumWidth: Int

  /// `true` iff some selection may leave nodes without adjoint.
  let hasSelections: Bool

  /// `true` iff not-a-number in place of an undefined result that no branch takes cannot be lost.
  let canMarkUndefined: Bool

  /// Compiles `program`.
  ///
  /// - Complexity: O(m + operands).
  public convenience init(_ program: Program, convention: Convention = .paper) {
    do {
      try self.init(compiling: program, convention: convention)
    } catch {
      preconditionFailure("nothing interrupts it and nothing limits it")
    }
  }

  /// Compiles `program`, unless that and one execution of it may take more than `memoryLimit`
  /// bytes.
  ///
  /// - Parameter cancellation: asked every 2^16 nodes or so.
  /// - Throws: `.memoryLimit` before anything is allocated; `.interrupted`.
  /// - Complexity: O(m + operands).
  public init(
    compiling program: Program, convention: Convention = .paper, memoryLimit: Int = .max,
    cancellation: Cancellation = .never
  ) throws(EvaluationFailure) {
    let needed = Self.byteEstimate(for: program)
    guard needed <= memoryLimit else {
      throw .memoryLimit(needed: needed, limit: memoryLimit)
    }
    self.program = program
    self.convention = convention
    let pacer = Pacer(cancellation)
    let schedule = try Schedule(program, convention: convention, pacer)
    let compiler = try PlanCompiler(schedule, pacer)
    literals = schedule.literals
    nodeCount = schedule.nodes.count
    addressCount = compiler.addressCount
    outputs = program.outputs.map { compiler.addresses[schedule.positions[$0]] }
    operations = Frozen(schedule.operations)
    loops = Frozen(compiler.loopInstructions)
    strips = Frozen(compiler.strips)
    rows = Frozen(compiler.rows)
    scalars = Frozen(compiler.scalars)
    scalarOperations = Frozen(compiler.scalarOperations)
    branches = Frozen(schedule.isOnDemand ? compiler.branches : [])
    variables = Frozen(compiler.variables)
    operands = Frozen(compiler.operands)
    contributions = Frozen(compiler.contributions)
    repeated = Frozen(compiler.repeated)
    lists = Frozen(compiler.lists)
    sweep = SweepPhase.sweepOrder(compiler.loops.map(\.phase))
    stripMemory =
      compiler.loopInstructions.map { Int($0.rowCount) * Int($0.strip) }.max() ?? 0
    maximumWidth = schedule.operations.map(\.operandCount).max() ?? 0
    hasSelections = schedule.operations.contains { $0.primitive.selection != nil }
    canMarkUndefined =
      !schedule.operations.contains { $0.isConditional && !$0.rule.domain.value.isEmpty }
      || !schedule.operations.contains { $0.rule.hidesNotANumber($0.parameter) }
  }
}

extension ExecutionPlan {
  /// The most that compiling takes for a node and for an operand, beside the program, and what
  /// every plan takes; a node that is computed alone and has room for its value and its adjoint is
  /// meant.
  private static let bytesPerNode = 96
  private static let bytesPerOperand = 12
  private static let bytesPerPlan = 1 << 20

  /// Returns how much memory compiling `program` takes with one execution of it, in bytes, at most.
  ///
  /// - Complexity: O(1).
  public static func byteEstimate(for program: Program) -> Int {
    bytesPerPlan + bytesPerNode * program.m + bytesPerOperand * program.operands.count
  }

  /// The memory that the plan takes, in bytes.
  public var byteCount: Int {
    operations.byteCount + loops.byteCount + strips.byteCount + rows.byteCount
      + branches.byteCount + scalars.byteCount + scalarOperations.byteCount + variables.byteCount
      + operands.byteCount
      + contributions.byteCount + repeated.byteCount + lists.byteCount
      + literals.count * MemoryLayout<Double>.stride
  }

  /// The memory that an execution of the plan takes, in bytes.
  public var executionByteCount: Int {
    (2 * addressCount + stripMemory + 3 * maximumWidth) * MemoryLayout<Double>.stride
  }
}
