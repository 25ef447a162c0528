/// The memory in which a plan runs: values and adjoints at the plan's addresses, and one strip.
///
/// One execution serves one thread; it may be used again, which saves the allocation.
public final class Execution {
  /// What is executed.
  public let plan: ExecutionPlan

  // The first input and the first entry of the strip are at the begin of a line.
  private let memory: [AlignedDoubles]
  let values: UnsafeMutablePointer<Double>
  let adjoints: UnsafeMutablePointer<Double>
  let strip: UnsafeMutablePointer<Double>

  // For each variable of the loop at hand, where its row and the row of its adjoints are.
  let rowPointers: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
  let adjointPointers: UnsafeMutablePointer<UnsafeMutablePointer<Double>>

  // The operands of the instruction at hand.
  let arguments: UnsafeMutablePointer<UnsafeMutablePointer<Double>>

  // Operands, adjoints and contributions of a node with many operands that do not lie together.
  let gathered: UnsafeMutablePointer<Double>

  /// The number of the first application of the strip at hand.
  var rowOffset = 0

  /// `true` iff a node that is needed for certain was met outside its domain.
  var isSuspect = false

  /// `true` iff adjoints that no path reaches are to be told from those that are 0.
  var isStrong = false

  /// How often the reference was asked instead.
  public private(set) var referenceCount = 0

  /// Asked about every 2^20 applications; it ends the computation with `.interrupted`.
  public var cancellation = Cancellation.never
  var work = 0

  /// Which nodes have values, where they are computed on demand.
  let demand: DemandState?

  /// What applications to the same operands share at the point at hand.
  var shared = SharedResults()

  /// Allocates the memory for `plan`.
  public init(_ plan: ExecutionPlan) {
    self.plan = plan
    let variableCount = (0..<plan.loops.count).map { plan.loops[$0].variables.count }.max() ?? 0
    demand = plan.isOnDemand ? DemandState(plan) : nil
    memory = [
      AlignedDoubles(count: plan.addressCount, aligned: plan.literals.count),
      AlignedDoubles(count: plan.addressCount, aligned: plan.literals.count),
      AlignedDoubles(count: plan.stripMemory),
    ]
    values = memory[0].base
    adjoints = memory[1].base
    strip = memory[2].base
    rowPointers = .allocate(capacity: variableCount + 1)
    adjointPointers = .allocate(capacity: variableCount + 1)
    arguments = .allocate(capacity: max(plan.maximumWidth, 1))
    gathered = .allocate(capacity: 3 * max(plan.maximumWidth, 1))
    for (i, literal) in plan.literals.enumerated() { values[i] = literal }
  }

  deinit {
    for block in memory { block.deallocate() }
    rowPointers.deallocate()
    adjointPointers.deallocate()
    arguments.deallocate()
    gathered.deallocate()
  }

  /// Counts `applications` as done and asks from time to time whether to go on.
  @inline(__always)
  func pause(after applications: Int) throws(EvaluationFailure) {
    work += applications
    if work >= 1 << 20 {
      work = 0
      if cancellation.isRequested { throw .interrupted }
    }
  }

  /// The evaluation by the generic path.
  func reference(_ x: [Double], _ domain: DomainPolicy) throws(EvaluationFailure)
    -> Evaluation<Double>
  {
    referenceCount += 1
    let (cancellation, isCancelled) = watched()
    do {
      let evaluation = try plan.program.evaluate(
        at: x, domain: domain, cancellation: cancellation)
      if !isCancelled.isSet { return evaluation }
    } catch {
      throw .domain(error)
    }
    throw .interrupted
  }

  /// The gradient of output `i` by the generic path, contributions added in the plan's order.
  func referenceGradient(_ evaluation: Evaluation<Double>, output i: Int)
    throws(EvaluationFailure) -> [Double]
  {
    let order = try SweepOrder(plan.program, plan.convention, Pacer(cancellation))
    let (cancellation, isCancelled) = watched()
    let gradient = evaluation.differentiateBackward(
      output: i, under: plan.convention, in: order, cancellation: cancellation)
    if isCancelled.isSet { throw .interrupted }
    return gradient
  }

  /// The cancellation, asked until it holds, and a flag that is then set.
  private func watched() -> (Cancellation, StopFlag) {
    let flag = StopFlag()
    guard cancellation.canBeRequested else { return (.never, flag) }
    let watched = Cancellation { [cancellation] in
      if !flag.isSet, cancellation.isRequested { flag.set() }
      return flag.isSet
    }
    return (watched, flag)
  }

  /// Puts `x` in place of the inputs.
  func setInputs(_ x: UnsafeBufferPointer<Double>) {
    let first = values + plan.literals.count
    if let source = x.baseAddress { first.update(from: source, count: plan.program.p) }
  }

  /// `true` iff some output is not a number.
  var hasUndefinedOutput: Bool { plan.outputs.contains { values[$0].isNaN } }
}
