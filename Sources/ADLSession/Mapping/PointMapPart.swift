import ADLAnalysis
import ADLFormats
import ADLPrograms

/// What one thread needs to map the lines of a part of the input: memory, and the engine.
///
/// Only one thread touches it at a time.
final class PointMapPart: @unchecked Sendable {
  /// Why a part was not finished.
  enum Failure {
    case row(PointRows.Failure)
    case point(EvaluationFailure)
  }

  /// The rows that were mapped, as text.
  private(set) var text: [UInt8] = []

  /// The number of rows that were mapped, and of lines that were passed.
  private(set) var rowCount = 0
  private(set) var lineCount = 0

  /// What ended the part before its end, with the line, counted from the first of the part.
  private(set) var failure: (line: Int, range: Range<Int>, reason: Failure)?

  private let rows: PointRows
  private let rowText: RowText
  private let domain: DomainPolicy
  private let plan: ExecutionPlan

  /// One batch per output with derivatives; otherwise one for all values.
  private let batches: [Batch]
  private lazy var execution = Execution(plan)

  private var points: [Double] = []
  private var places: [(line: Int, range: Range<Int>)] = []
  private var values: [Double] = []
  private var gradients: [Double] = []

  /// The maximum number of rows that are mapped at once, for their memory.
  private let blockLength: Int

  /// What a point may cost whose limiting gradient is asked for, and what counts as a tie.
  private let settings: Settings
  private var cancellation = Cancellation.never

  init(
    _ plan: ExecutionPlan, _ rows: PointRows, _ rowText: RowText, _ options: PointMapOptions,
    _ settings: Settings
  ) {
    self.settings = settings
    self.plan = plan
    self.rows = rows
    self.rowText = rowText
    domain = options.domain
    let program = plan.program
    batches =
      options.derivatives
      ? (0..<program.q).map { Batch(plan, output: $0) } : [Batch(plan, output: nil)]
    blockLength = max(1, min(8192, (1 << 20) / (program.p * program.q)))
  }

  /// Maps the lines of `part`, each of which ends in a line feed.
  func run(_ part: UnsafeBufferPointer<UInt8>, cancellation: Cancellation) {
    text.removeAll(keepingCapacity: true)
    rowCount = 0
    lineCount = 0
    failure = nil
    for batch in batches { batch.cancellation = cancellation }
    self.cancellation = cancellation
    var start = 0
    while start < part.count, failure == nil {
      var end = start
      while part[end] != UInt8(ascii: "\n") { end += 1 }
      let line = UnsafeBufferPointer(rebasing: part[start..<end])
      if PointRows.isRow(line) {
        do throws(PointRows.Failure) {
          try rows.read(line, into: &points)
          places.append((lineCount, start..<end))
        } catch {
          // The rows before it are mapped and written.
          map()
          if failure == nil { failure = (lineCount, start..<end, .row(error)) }
        }
        if places.count == blockLength { map() }
      }
      lineCount += 1
      start = end + 1
    }
    if failure == nil { map() }
  }

  /// Maps the points at hand and writes their rows.
  private func map() {
    let count = places.count
    var first = 0
    while first < count, failure == nil {
      let known = evaluate(first..<count)
      append(first..<known.end)
      first = known.end
      if let reason = known.reason {
        guard domain != .diagnose, case .domain = reason, appendUndefined(first) else {
          failure = (places[first].line, places[first].range, .point(reason))
          break
        }
        first += 1
      }
    }
    points.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
  }

  /// Computes the points of `range` up to the first that has no answer.
  private func evaluate(_ range: Range<Int>) -> (end: Int, reason: EvaluationFailure?) {
    let p = plan.program.p
    let q = plan.program.q
    values = [Double](repeating: 0, count: range.count * q)
    gradients = [Double](repeating: 0, count: rowText.hasDerivatives ? range.count * q * p : 0)
    var end = range.upperBound
    var reason: EvaluationFailure?
    let inputs = points[range.lowerBound * p..<range.upperBound * p]
    inputs.withUnsafeBufferPointer { inputs in
      values.withUnsafeMutableBufferPointer { values in
        gradients.withUnsafeMutableBufferPointer { gradients in
          for (i, batch) in batches.enumerated() {
            do throws(BatchFailure) {
              if rowText.hasDerivatives {
                // Output after output, in stretches of all the points.
                let stretch = i * range.count..<(i + 1) * range.count
                try batch.differentiate(
                  inputs, values: .init(rebasing: values[stretch]),
                  gradients: .init(
                    rebasing: gradients[stretch.lowerBound * p..<stretch.upperBound * p]))
              } else {
                try batch.evaluate(inputs, into: values)
              }
            } catch {
              if range.lowerBound + error.point < end {
                end = range.lowerBound + error.point
                reason = error.reason
              }
            }
          }
        }
      }
    }
    stride = range.count
    base = range.lowerBound
    return (end, reason)
  }

  // Where the results of a point lie: the points from `base` on, in stretches of `stride`.
  private var stride = 0
  private var base = 0

  /// Writes the rows of the points of `range`, which have been computed.
  private func append(_ range: Range<Int>) {
    let p = plan.program.p
    let q = plan.program.q
    if !rowText.hasDerivatives || q == 1 && !rowText.hasLimits {
      values.withUnsafeBufferPointer { values in
        gradients.withUnsafeBufferPointer { gradients in
          for i in range {
            let k = i - base
            rowText.append(
              values: .init(rebasing: values[k * q..<(k + 1) * q]),
              derivatives: rowText.hasDerivatives
                ? .init(rebasing: gradients[k * p..<(k + 1) * p]) : .init(start: nil, count: 0),
              to: &text)
          }
        }
      }
    } else {
      for i in range {
        let k = i - base
        var own: [Double] = []
        var derivatives: [Double] = []
        for output in 0..<q {
          let place = output * stride + k
          own.append(values[place])
          derivatives += gradients[place * p..<(place + 1) * p]
        }
        append(own, derivatives, at: i)
      }
    }
    rowCount += range.count
  }

  private func append(_ values: [Double], _ derivatives: [Double], at i: Int) {
    let limits = rowText.hasLimits ? limits(at: i) : nil
    values.withUnsafeBufferPointer { values in
      derivatives.withUnsafeBufferPointer { derivatives in
        rowText.append(values: values, derivatives: derivatives, limits: limits, to: &text)
      }
    }
  }

  /// Returns one limiting gradient at a point, which is where its doubles are.
  private func limits(at i: Int) -> RowText.Limits {
    let p = plan.program.p
    let work = Work(settings.budget, cancellation: cancellation)
    let x = points[i * p..<(i + 1) * p]
    guard x.allSatisfy(\.isFinite),
      let analysis = try? PointAnalysis(
        plan.program, at: x.map { .exact(Rational($0)) }, tolerance: settings.tieTolerance,
        cancellation: cancellation)
    else { return RowText.Limits(nil, areDerivatives: nil) }
    let found = analysis.limitingGradient(work)
    return RowText.Limits(
      found.vector?.entries.map(\.double), areDerivatives: found.isDerivative)
  }

  /// Writes the row of a point outside the domain; `false` if that was interrupted.
  private func appendUndefined(_ i: Int) -> Bool {
    let p = plan.program.p
    let x = Array(points[i * p..<(i + 1) * p])
    do throws(EvaluationFailure) {
      let values = try execution.evaluate(at: x, domain: domain)
      let derivatives =
        rowText.hasDerivatives
        ? try execution.jacobianBackward(at: x, domain: domain).undefined(where: values).entries
        : []
      append(values, derivatives, at: i)
    } catch {
      return false
    }
    rowCount += 1
    return true
  }
}
