import ADLPrograms

/// Many runs side by side, on one thread: blocks of runs go through every step together, as batches
/// of the engine, with the bits that each run has alone.
public final class DescentBatch {
  private let runner: DescentRunner
  private let draws: DescentDraws
  private let points: PointBlock
  private let rates: PointBlock

  /// What of γ_k depends on k alone, step after step.
  private let sharedRates: SharedRates
  private let lower: [Double]
  private let upper: [Double]

  /// `true` iff runs go through every step together.
  private let isTogether: Bool

  /// The number of runs that a thread is to be given at a time.
  public var blockLength: Int { isTogether ? 2_048 : 64 }

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
    isTogether =
      !runner.problem.hasData && runner.options.until == nil && runner.options.format == .f64
    do {
      points = PointBlock(
        try ExecutionPlan(
          compiling: runner.problem.program, convention: runner.problem.convention))
      rates = PointBlock(
        try ExecutionPlan(compiling: runner.rate.own, convention: .paper), output: nil)
    } catch {
      throw .plan(error)
    }
    points.cancellation = runner.cancellation
  }

  /// Returns how the runs with these numbers went, in their order; fewer where that was
  /// interrupted.
  public func run(_ numbers: Range<Int>) throws(DescentFailure) -> [DescentEnd] {
    let options = runner.options
    let length = isTogether ? min(points.length, rates.length) : max(numbers.count, 1)
    var ends: [DescentEnd] = []
    ends.reserveCapacity(numbers.count)
    for first in Swift.stride(from: numbers.lowerBound, to: numbers.upperBound, by: length) {
      let part = first..<min(first + length, numbers.upperBound)
      if isTogether, runTogether(part, &ends) { continue }
      for number in part {
        var start = lower
        let constant = draw(number, &start)
        let run = try runner.run(from: start, constant: constant, run: number, watches: false)
        if case .interrupted = run.end { return ends }
        ends.append(DescentEnd(number, start: start.map(options.format.rounded), run))
      }
    }
    return ends
  }

  /// Writes where a run starts, and returns its constant.
  private func draw(_ number: Int, _ start: inout [Double]) -> Double {
    start.withUnsafeMutableBufferPointer { start in
      draws.start(run: number, lower: lower, upper: upper, to: start.baseAddress!)
    }
  }

  /// Runs a block step by step, and appends how its runs ended; `false` where some run has to be
  /// looked at alone.
  private func runTogether(_ numbers: Range<Int>, _ ends: inout [DescentEnd]) -> Bool {
    typealias Kind = DescentNumbers.Kind
    let (p, count) = (lower.count, numbers.count)
    let size = p * count
    var constants: [Double] = []
    var storage = [Double](repeating: 0, count: Kind.allCases.count * size)
    var start = lower
    for (j, number) in numbers.enumerated() {
      constants.append(draw(number, &start))
      for i in 0..<p { storage[Kind.start.rawValue * size + i * count + j] = start[i] }
    }
    let isDone = storage.withUnsafeMutableBufferPointer { storage in
      constants.withUnsafeBufferPointer { constants in
        descend(constants.baseAddress!, count, size) { storage.baseAddress! + $0.rawValue * size }
      }
    }
    guard isDone else { return false }
    for (j, number) in numbers.enumerated() {
      let own = DescentNumbers(storage, entries: p, of: count, at: j)
      let isStill = (0..<p).allSatisfy { own[.derivative, $0] == 0 }
      ends.append(
        DescentEnd(
          number: number, constant: constants[j], end: isStill ? .fixed : .steps, own,
          isStill
            ? DescentWindow([own.vector(.last)])
            : DescentWindow(count: runner.options.window, own)))
    }
    return true
  }

  /// Takes all steps of a block of runs, and fills in their numbers, of which the starts are there.
  private func descend(
    _ constants: UnsafePointer<Double>, _ count: Int, _ size: Int,
    _ numbers: (DescentNumbers.Kind) -> UnsafeMutablePointer<Double>
  ) -> Bool {
    let (p, width) = (lower.count, sharedRates.width)
    let options = runner.options
    let x = numbers(.last)
    x.update(from: numbers(.start), count: size)
    let windowStart = options.steps - options.window + 1
    var previous = [Double](repeating: 0, count: size)
    for k in Swift.stride(from: 1, through: options.steps, by: 1) {
      if runner.cancellation.isRequested { return false }
      rates.input(0).update(from: constants, count: count)
      for i in 0..<width {
        rates.input(1 + i).update(
          repeating: sharedRates.values[(k - 1) * width + i], count: count)
      }
      for i in 0..<p { points.input(i).update(from: x + i * count, count: count) }
      guard let steps = rates.evaluate(count: count), points.differentiate(count: count) else {
        return false
      }
      for i in 0..<p {
        guard Self.move(x + i * count, by: steps, points.gradient(i), count) else { return false }
      }
      if k == windowStart {
        for kind in [DescentNumbers.Kind.first, .lower, .upper] {
          numbers(kind).update(from: x, count: size)
        }
        previous.withUnsafeMutableBufferPointer { $0.baseAddress!.update(from: x, count: size) }
      } else if k > windowStart {
        previous.withUnsafeMutableBufferPointer { previous in
          Self.widen(
            numbers(.lower), numbers(.upper), numbers(.travelled), by: x,
            after: previous.baseAddress!, size)
        }
      }
    }
    for i in 0..<p { points.input(i).update(from: x + i * count, count: count) }
    guard points.differentiate(count: count) else { return false }
    for i in 0..<p {
      (numbers(.derivative) + i * count).update(from: points.gradient(i), count: count)
    }
    return true
  }

  /// x -= γ v, run by run; `false` where something is beyond the bound, or not a number.
  @inline(__always)
  private static func move(
    _ x: UnsafeMutablePointer<Double>, by steps: UnsafePointer<Double>,
    _ gradient: UnsafePointer<Double>, _ count: Int
  ) -> Bool {
    // Bits of numbers without a sign are in the order of the numbers; NaN is beyond infinity.
    let bound = Int64(bitPattern: DescentRunner.bound.bitPattern)
    var isBeyond: Int64 = 0
    for j in 0..<count {
      let next = x[j] - steps[j] * gradient[j]
      x[j] = next
      isBeyond |= bound &- (Int64(bitPattern: next.bitPattern) & .max)
    }
    return isBeyond >= 0
  }

  @inline(__always)
  private static func widen(
    _ low: UnsafeMutablePointer<Double>, _ high: UnsafeMutablePointer<Double>,
    _ travelled: UnsafeMutablePointer<Double>, by x: UnsafePointer<Double>,
    after previous: UnsafeMutablePointer<Double>, _ count: Int
  ) {
    for j in 0..<count {
      low[j] = x[j] < low[j] ? x[j] : low[j]
      high[j] = x[j] > high[j] ? x[j] : high[j]
      travelled[j] += (x[j] - previous[j]).magnitude
      previous[j] = x[j]
    }
  }
}
