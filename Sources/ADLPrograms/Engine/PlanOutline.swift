/// What a plan does, as facts: loops in the order of evaluation, and in each its runs.
public struct PlanOutline: Hashable, Sendable {
  /// Where a run has its results or takes its operands; addresses and rows count from 0.
  public enum Location: Hashable, Sendable {
    /// One literal for all applications.
    case literal(Double)

    /// Address `start` + `stride` i for application i.
    case addresses(start: Int, stride: Int)

    /// Addresses from a list.
    case list

    /// A row of the strip, gone when the strip is done.
    case row(Int)

    /// For application i, `count` operands from `start` + `stride` i on, `inner` apart.
    case vector(count: Int, start: Int, stride: Int, inner: Int)

    /// For application i, the i-th of several lists of `count` addresses.
    case lists(count: Int)
  }

  /// Applications of one operation.
  public struct RunOutline: Hashable, Sendable {
    /// What is applied.
    public let primitive: Primitive

    /// What the primitive has to know besides.
    public let parameter: Parameter

    /// The number of applications.
    public let count: Int

    /// Where the results go.
    public let result: Location

    /// Where the operands come from, in order.
    public let operands: [Location]
  }

  /// What is executed together.
  public struct LoopOutline: Hashable, Sendable {
    /// What the loop goes through.
    public let kind: LoopKind

    /// When the backward sweep goes through it.
    public let phase: SweepPhase

    /// How many times the loop goes round, and how many of these a strip has.
    public let count: Int

    /// The number of applications in a strip.
    public let strip: Int

    /// The runs; of single nodes the first ones.
    public let runs: [RunOutline]

    /// The number of single nodes that are left out.
    public let omitted: Int
  }

  /// The loops, in the order of evaluation.
  public let loops: [LoopOutline]

  /// The number of addresses: literals, inputs, and results that outlive their strip.
  public let addressCount: Int

  /// The doubles that the strips of one loop take at most.
  public let stripMemory: Int

  /// The memory of the plan and of one execution of it, in bytes.
  public let planBytes: Int

  /// The memory that one execution takes, in bytes.
  public let executionBytes: Int
}
