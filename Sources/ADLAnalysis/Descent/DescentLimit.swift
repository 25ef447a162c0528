import ADLPrograms

/// What is said of the limit of a run.
public struct DescentLimit: Sendable {
  /// The verdict on a limit: semantics, section 12.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// 0 is in the Clarke subdifferential of J.
    case clarkeCritical

    /// 0 is in the hull of D_J, and not in the Clarke subdifferential.
    case artificial

    /// AD is 0 by a convention outside D_J.
    case zeroByConvention

    /// The sum of the steps converges, so that the run stops, and AD is not 0 where it does.
    case notCritical

    /// The last iterates still go somewhere, or no critical point is among them.
    case notConverged

    /// What was computed leaves it open.
    case undecided

    /// The run left the box: it is not known to be bounded, and has no limit there.
    case leftBox

    /// The run came where the function or its derivative has no value.
    case outsideDomain
  }

  /// What the verdict rests on.
  public enum Standing: String, Hashable, Sendable {
    /// The last iterate is a fixed point: AD is 0 there in exact arithmetic, on all rows.
    case proved

    /// The last iterates lie around it.
    case presumed
  }

  public let verdict: Verdict

  /// `nil` where there is no limit to speak of.
  public let standing: Standing?

  /// The limit, exactly; `nil` where only the box is known.
  public let exact: [Rational]?

  /// The last iterate, and the box around the last ones.
  public let point: [Double]
  public let window: DescentWindow

  /// What `classify` says there.
  public let classification: Classification?

  /// The points around it that are as it is, where J does not depend on some entries there; `nil`
  /// where there are no others, or none are known.
  public let face: DescentFace?

  /// The largest entry of AD at the last iterate, in doubles, where no tie is near and the verdict
  /// rests on that.
  public let slope: Double?

  init(
    _ verdict: Verdict, _ standing: Standing?, at exact: [Rational]? = nil, _ point: [Double],
    _ window: DescentWindow, classification: Classification? = nil, slope: Double? = nil,
    face: DescentFace? = nil
  ) {
    self.verdict = verdict
    self.standing = standing
    self.exact = exact
    self.point = point
    self.window = window
    self.classification = classification
    self.slope = slope
    self.face = face
  }
}

/// Finds out what runs tend to.
public struct DescentJudge {
  /// J as one program; `nil` where it would be too large.
  private let mean: Program?
  private let convention: Convention
  private let work: Work

  /// AD of J smaller than this counts as 0 in a presumption.
  public static let smallSlope = 0x1p-10

  /// What is said of a run that passes by: its steps lead on, or their sum converges and it stops.
  let passing: DescentLimit.Verdict

  /// Prepares verdicts on the limits of runs of `problem` by steps of the given rate.
  public init(_ problem: DescentProblem, _ rate: StepRate, _ work: Work) {
    passing = rate.verdicts.diverges == false ? .notCritical : .notConverged
    mean = problem.mean()
    convention = problem.convention
    self.work = work
  }

  /// `true` iff the caller asked to stop, so that what was found out last may lack something.
  var isInterrupted: Bool { work.isStopped && work.stop == .interrupted }

  /// Returns the verdict on a run that ended so.
  ///
  /// - Parameter derivative: AD at `point` in doubles.
  public func limit(
    _ end: DescentRun.End, at point: [Double], _ window: DescentWindow, derivative: [Double]
  ) -> DescentLimit {
    switch end {
    case .leftBox: return DescentLimit(.leftBox, nil, point, window)
    case .failed: return DescentLimit(.outsideDomain, nil, point, window)
    default: break
    }
    guard let mean else { return DescentLimit(.undecided, nil, point, window) }
    let found = limit(mean, end, at: point, window, derivative)
    // What is computed once the budget is spent is not to be used.
    return work.stop == nil ? found : DescentLimit(.undecided, nil, point, window)
  }

  private func limit(
    _ mean: Program, _ end: DescentRun.End, at point: [Double], _ window: DescentWindow,
    _ derivative: [Double]
  ) -> DescentLimit {
    if case .fixed = end, let limit = fixed(mean, at: point, window) { return limit }
    if window.isPassing(derivative) {
      let standing: DescentLimit.Standing? = passing == .notCritical ? .presumed : nil
      return DescentLimit(passing, standing, point, window)
    }
    for exact in candidates(mean, window) {
      guard let limit = classified(mean, at: exact, .presumed, point, window) else { continue }
      switch limit.verdict {
      case .clarkeCritical: return limit
      // Beside a point that is not critical iterates go somewhere.
      case .artificial, .zeroByConvention: if !window.drifts { return limit }
      default: continue
      }
    }
    return irrational(mean, window) ?? unbroken(mean, at: point, window, derivative)
  }

  /// Returns a kink of a function of one variable within reach at which 0 is between the
  /// derivatives on both sides; `nil` where there is none, or several variables.
  private func irrational(_ mean: Program, _ window: DescentWindow) -> DescentLimit? {
    guard mean.p == 1, !window.drifts else { return nil }
    let reach = window.reach(0)
    let list = mean.kinks(
      from: Rational(reach.lowerBound), to: Rational(reach.upperBound), under: convention, work)
    for kink in list.kinks where kink.kind == .kink {
      guard let output = kink.outputs.first, let left = output.left?.derivative.interval,
        let right = output.right?.derivative.interval,
        left.upper <= 0 && right.lower >= 0 || left.lower >= 0 && right.upper <= 0
      else { continue }
      return DescentLimit(.clarkeCritical, .presumed, [kink.location.double], window)
    }
    return nil
  }

  /// Returns the verdict at an exact fixed point; `nil` where AD is not 0 in exact arithmetic.
  private func fixed(
    _ mean: Program, at point: [Double], _ window: DescentWindow
  ) -> DescentLimit? {
    let exact = point.map { Rational($0) }
    guard let limit = classified(mean, at: exact, .proved, point, window),
      let derivative = limit.classification?.derivative.backward, derivative.isZero
    else { return nil }
    return limit
  }

  /// Returns points near the last iterates at which something may be critical: the simplest one,
  /// and one on which the pieces meet that change there.
  private func candidates(_ mean: Program, _ window: DescentWindow) -> [[Rational]] {
    let simplest = window.simplestPoint
    guard let tied = TiePoint(mean, window, otherwise: simplest)?.point, tied != simplest else {
      return [simplest]
    }
    return [simplest, tied]
  }

  private func classified(
    _ mean: Program, at exact: [Rational], _ standing: DescentLimit.Standing, _ point: [Double],
    _ window: DescentWindow
  ) -> DescentLimit? {
    guard let analysis = try? PointAnalysis(mean, at: exact.map { Certified($0) }) else {
      return nil
    }
    let found = analysis.classify(under: convention, work)
    let verdict: DescentLimit.Verdict =
      switch found.criticality {
      case .clarkeCritical: .clarkeCritical
      case .artificial: .artificial
      case .zeroByConvention: .zeroByConvention
      case .notCritical: .notCritical
      case .undecided, nil: .undecided
      }
    return DescentLimit(
      verdict, standing, at: exact, point, window, classification: found,
      face: verdict.isCritical ? DescentFace(analysis) : nil)
  }

  /// Returns the verdict where no point that was looked at is critical: J is smooth around its last
  /// iterates and its gradient vanishes there or not, or that is open.
  private func unbroken(
    _ mean: Program, at point: [Double], _ window: DescentWindow, _ derivative: [Double]
  ) -> DescentLimit {
    let box = point.indices.map { i in
      Interval(window.reach(i).lowerBound, window.reach(i).upperBound)
    }
    let evaluation = try? mean.evaluate(at: box, domain: .notANumber, frozen: [:])
    guard let evaluation, evaluation.undecidedNodes.isEmpty, evaluation.tiedNodes.isEmpty,
      evaluation.outputs.allSatisfy(\.isDefined)
    else {
      return DescentLimit(
        window.drifts ? .notConverged : .undecided, window.drifts ? nil : .presumed, point, window)
    }
    let gradient = evaluation.differentiateBackward(output: 0, under: convention)
    let slope = derivative.map(\.magnitude).max() ?? .infinity
    guard slope <= Self.smallSlope, gradient.allSatisfy({ !$0.isDefined || $0.contains(0) }) else {
      return DescentLimit(.notConverged, nil, point, window)
    }
    return DescentLimit(.clarkeCritical, .presumed, point, window, slope: slope)
  }
}

extension DescentWindow {
  /// `true` iff some entry goes somewhere although AD there is not small: the iterates pass by.
  func isPassing(_ derivative: [Double]) -> Bool {
    !derivative.isEmpty && isPassing { derivative[$0] }
  }

  func isPassing(_ derivative: (Int) -> Double) -> Bool {
    indices.contains { i in
      drifts(i) && !(derivative(i).magnitude <= DescentJudge.smallSlope)
    }
  }

  /// The simplest rational point within reach: its entries have the smallest denominators.
  var simplestPoint: [Rational] {
    indices.map { i in
      let reach = reach(i)
      return Rational.simplest(
        between: Rational(reach.lowerBound), and: Rational(reach.upperBound))
    }
  }
}

extension KnownNumber {
  /// Where the number is known to lie; `nil` where that is not known.
  fileprivate var interval: Interval? {
    switch self {
    case .rational(let value): Interval(value)
    case .algebraic(let interval), .enclosed(let interval): interval
    case .infinite(let sign): Interval(sign == .negative ? -.infinity : .infinity)
    case .scaled, .approximate, .undefined: nil
    }
  }
}
