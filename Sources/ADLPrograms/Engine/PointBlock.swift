/// A block of points that are evaluated or differentiated again and again, each time a little
/// elsewhere: entries number i of all points lie side by side, and stay so.
///
/// Every point has the bits that it has alone. A block belongs to one thread.
public final class PointBlock {
  /// How many points a block has at the most.
  public let length: Int

  /// Asked by programs of which one point takes long.
  public var cancellation = Cancellation.never { didSet { execution.cancellation = cancellation } }

  private let execution: Execution
  private let lanes: LaneExecution?
  private let output: Int?
  private let p: Int

  // Where points are computed one by one: the entries of the points, of the gradients, the outputs,
  // and a point with its gradient.
  private let own: AlignedDoubles?

  /// Prepares blocks of gradients of the output number `output`, or of values of the first output
  /// for `nil`.
  public convenience init(_ plan: ExecutionPlan, output: Int? = 0) {
    self.init(plan, output: output, inLanes: plan.prefersLanes)
  }

  init(_ plan: ExecutionPlan, output: Int?, inLanes: Bool) {
    self.output = output
    p = plan.program.p
    execution = Execution(plan)
    if inLanes {
      let lanes = LaneExecution(
        LanePlan(SweepOrder(plan.program, plan.convention), output: output), of: plan)
      self.lanes = lanes
      length = lanes.length
      own = nil
    } else {
      lanes = nil
      length = 64
      own = AlignedDoubles(count: (2 * p + 1) * 64 + 2 * p + plan.program.q)
    }
  }

  deinit { own?.deallocate() }

  /// Where input number `i` of the points is to be put, each time before they are computed.
  public func input(_ i: Int) -> UnsafeMutablePointer<Double> {
    lanes?.input(i) ?? own!.base + i * length
  }

  /// Returns where the first output of `count` points is; `nil` where some point is to be looked at
  /// alone: it has no value there, or no number.
  public func evaluate(count: Int) -> UnsafePointer<Double>? {
    guard let lanes else {
      return computeEach(count: count, withGradients: false)
        ? UnsafePointer(own!.base + 2 * p * length) : nil
    }
    guard lanes.evaluate(count: count), lanes.areOthersOrdered(than: 0, count: count) else {
      return nil
    }
    return lanes.output(0, count: count)
  }

  /// Differentiates at `count` points; `false` where some point is to be looked at alone.
  public func differentiate(count: Int) -> Bool {
    guard let lanes, let output else { return computeEach(count: count, withGradients: true) }
    guard lanes.evaluate(count: count), lanes.areOthersOrdered(than: output, count: count),
      lanes.output(output, count: count) != nil
    else { return false }
    lanes.sweep(count: count)
    return lanes.hasFiniteGradients(count: count)
  }

  /// Where entry number `i` of the gradients is, once the points have been differentiated.
  public func gradient(_ i: Int) -> UnsafePointer<Double> {
    lanes?.gradient(i) ?? UnsafePointer(own!.base + (p + i) * length)
  }

  private func computeEach(count: Int, withGradients: Bool) -> Bool {
    let base = own!.base
    let (values, point) = (base + 2 * p * length, base + (2 * p + 1) * length)
    let x = UnsafeBufferPointer(start: point, count: p)
    let target = UnsafeMutableBufferPointer(
      start: point + p, count: withGradients ? p : execution.plan.program.q)
    for j in 0..<count {
      for i in 0..<p { point[i] = base[i * length + j] }
      do throws(EvaluationFailure) {
        if withGradients {
          values[j] = try execution.gradient(at: x, into: target, output: output ?? 0)
          for i in 0..<p { base[(p + i) * length + j] = target[i] }
        } else {
          try execution.evaluate(at: x, into: target)
          values[j] = target[0]
        }
      } catch {
        return false
      }
    }
    return true
  }
}
