import ADLPrograms

/// Many runs side by side, on one thread: blocks of runs go through every step together, as batches
/// of the engine, with the bits that each run has alone.
public final class DescentBatch {
  private let runner: DescentRunner
  private let draws: DescentDraws
  private let batch: Batch
  private let rates: Batch

  /// What of γ_k depends on k alone, step after step.
  private let sharedRates: SharedRates
  private let lower: [Double]
  private let upper: [Double]

  /// The number of runs in a block: its numbers stay in the processor's second cache.
  public static let blockLength = 2_048

  /// What of γ_1, γ_2, … depends on k alone.
  public struct SharedRates: Sendable {
    let values: [Double]
    let width: Int

    /// Evaluates them for all steps that `runner` takes.
    ///
    /// - Throws: where γ_k is not a positive number for c = 1.
    public init(_ runner: DescentRunner) throws(DescentFailure) {
      width = runner.rate.shared.q
      var values: [Double] = []
      do {
        let execution = Execution(
          try ExecutionPlan(compiling: runner.rate.shared, convention: .paper))
        for k in Swift.stride(from: 1, through: runner.options.steps, by: 1) {
          if runner.cancellation.isRequested { break }
          _ = try runner.rate(k, 1)
          values += try execution.evaluate(at: [Double(k)])
        }
      } catch let failure as DescentFailure {
        throw failure
      } catch let failure as EvaluationFailure {
        throw .noRate(step: values.count / max(width, 1) + 1, failure)
      } catch {}
      self.values = values
    }
  }

  /// Prepares runs whose starts are drawn in the box with the given ends; `runner` runs those that
  /// need to be looked at one by one.
  public init(
    _ runner: DescentRunner, _ sharedRates: SharedRates, lower: [Double], upper: [Double]
  ) throws(DescentFailure) {
    self.runner = runner
    self.sharedRates = sharedRates
    self.lower = lower
    self.upper = upper
    draws = DescentDraws(seed: runner.options.seed)
    do {
      batch = Batch(
        try ExecutionPlan(
          compiling: runner.problem.program, convention: runner.problem.convention))
      rates = Batch(
        try ExecutionPlan(compiling: runner.rate.own, convention: .paper), output: nil)
    } catch {
      throw .plan(error)
    }
  }

  /// Returns how the runs with these numbers went, in their order.
  public func run(_ numbers: Range<Int>) throws(DescentFailure) -> [DescentEnd] {
    let p = lower.count
    var starts = [Double](repeating: 0, count: numbers.count * p)
    var constants: [Double] = []
    starts.withUnsafeMutableBufferPointer { starts in
      for (i, number) in numbers.enumerated() {
        constants.append(
          draws.start(
            run: number, lower: lower, upper: upper, to: starts.baseAddress! + i * p))
      }
    }
    if !runner.problem.hasData, runner.options.until == nil,
      let ends = runTogether(numbers, starts, constants)
    {
      return ends
    }
    var ends: [DescentEnd] = []
    for (i, number) in numbers.enumerated() {
      let start = Array(starts[i * p..<(i + 1) * p])
      let run = try runner.run(
        from: start, constant: constants[i], run: number, watches: false)
      if case .interrupted = run.end { break }
      ends.append(DescentEnd(number, start: start, run))
    }
    return ends
  }

  /// Runs a block step by step; `nil` where some run has to be looked at alone.
  private func runTogether(
    _ numbers: Range<Int>, _ starts: [Double], _ constants: [Double]
  ) -> [DescentEnd]? {
    let (p, count, width) = (lower.count, numbers.count, sharedRates.width)
    let options = runner.options
    var x = starts
    var gradients = [Double](repeating: 0, count: count * p)
    var outputs = [Double](repeating: 0, count: count)
    var steps = [Double](repeating: 0, count: count)
    var rateInputs = [Double](repeating: 0, count: count * (1 + width))
    for i in 0..<count { rateInputs[i * (1 + width)] = constants[i] }
    var (first, low, high, previous) = (x, x, x, x)
    var travelled = [Double](repeating: 0, count: count * p)
    let windowStart = options.steps - options.window + 1
    var largest = 0.0
    for k in Swift.stride(from: 1, through: options.steps, by: 1) {
      if runner.cancellation.isRequested { return nil }
      let shared = sharedRates.values[(k - 1) * width..<k * width]
      let isDone =
        rateInputs.withUnsafeMutableBufferPointer { inputs in
          for (offset, value) in shared.enumerated() {
            for i in 0..<count { inputs[i * (1 + width) + 1 + offset] = value }
          }
          return steps.withUnsafeMutableBufferPointer { steps in
            (try? rates.evaluate(UnsafeBufferPointer(inputs), into: steps)) != nil
          }
        }
        && x.withUnsafeBufferPointer { x in
          outputs.withUnsafeMutableBufferPointer { outputs in
            gradients.withUnsafeMutableBufferPointer { gradients in
              (try? batch.differentiate(x, values: outputs, gradients: gradients)) != nil
            }
          }
        }
      guard isDone else { return nil }
      largest = max(largest, Self.move(&x, by: steps, gradients, p: p))
      guard largest <= DescentRunner.bound else { return nil }
      if k == windowStart { (first, low, high, previous) = (x, x, x, x) }
      if k > windowStart {
        Self.widen(&low, &high, &travelled, by: x, after: previous)
        previous = x
      }
    }
    guard let derivatives = derivatives(at: x, count: count) else { return nil }
    return (0..<count).map { i in
      let range = i * p..<(i + 1) * p
      let point = Array(x[range])
      let derivative = Array(derivatives[range])
      let isStill = derivative.allSatisfy { $0 == 0 }
      return DescentEnd(
        number: numbers.lowerBound + i, start: Array(starts[range]), constant: constants[i],
        end: isStill ? .fixed : .steps, point: point,
        window: isStill
          ? DescentWindow([point])
          : DescentWindow(
            count: options.window, lower: Array(low[range]), upper: Array(high[range]),
            first: Array(first[range]), last: point, travelled: Array(travelled[range])),
        derivative: derivative)
    }
  }

  /// x -= γ v, run by run; returns the largest magnitude, infinity where something is not a number.
  @inline(__always)
  private static func move(
    _ x: inout [Double], by steps: [Double], _ gradients: [Double], p: Int
  ) -> Double {
    var largest = 0.0
    var isOrdered = true
    x.withUnsafeMutableBufferPointer { x in
      gradients.withUnsafeBufferPointer { gradients in
        steps.withUnsafeBufferPointer { steps in
          var place = 0
          for i in steps.indices {
            for _ in 0..<p {
              let next = x[place] - steps[i] * gradients[place]
              x[place] = next
              largest = next.magnitude > largest ? next.magnitude : largest
              isOrdered = isOrdered && next == next
              place += 1
            }
          }
        }
      }
    }
    return isOrdered ? largest : .infinity
  }

  @inline(__always)
  private static func widen(
    _ low: inout [Double], _ high: inout [Double], _ travelled: inout [Double], by x: [Double],
    after previous: [Double]
  ) {
    for i in x.indices {
      low[i] = x[i] < low[i] ? x[i] : low[i]
      high[i] = x[i] > high[i] ? x[i] : high[i]
      travelled[i] += (x[i] - previous[i]).magnitude
    }
  }

  /// Returns AD of `count` runs where they ended.
  private func derivatives(at x: [Double], count: Int) -> [Double]? {
    var gradients = [Double](repeating: 0, count: x.count)
    var outputs = [Double](repeating: 0, count: count)
    let isDone = x.withUnsafeBufferPointer { x in
      outputs.withUnsafeMutableBufferPointer { outputs in
        gradients.withUnsafeMutableBufferPointer { gradients in
          (try? batch.differentiate(x, values: outputs, gradients: gradients)) != nil
        }
      }
    }
    return isDone ? gradients : nil
  }
}

/// How one of many runs ended.
public struct DescentEnd: Sendable {
  /// The number of the run, from 0; with the seed it is all that its draws depend on.
  public let number: Int

  /// Where it started, with which constant.
  public let start: [Double]
  public let constant: Double

  /// Why it ended.
  public let end: DescentRun.End

  /// The last iterate, and the box around the last ones.
  public let point: [Double]
  public let window: DescentWindow

  /// AD at the last iterate in doubles; empty where it has no value.
  public let derivative: [Double]

  init(
    number: Int, start: [Double], constant: Double, end: DescentRun.End, point: [Double],
    window: DescentWindow, derivative: [Double]
  ) {
    self.derivative = derivative
    self.number = number
    self.start = start
    self.constant = constant
    self.end = end
    self.point = point
    self.window = window
  }

  init(_ number: Int, start: [Double], _ run: DescentRun) {
    self.init(
      number: number, start: start, constant: run.constant, end: run.end, point: run.point,
      window: run.window, derivative: run.derivative)
  }
}
