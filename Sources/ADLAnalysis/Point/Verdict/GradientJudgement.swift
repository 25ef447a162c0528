import ADLPrograms

/// What a gradient is that somebody else computed, or wrote, for a program at a point (semantics,
/// section 11).
public struct GradientJudgement: Sendable {
  /// What the vector is, from the best to the worst.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// The function is differentiable at the point, and the vector is the derivative.
    case derivative

    /// The function is not differentiable there, and the vector is in its Clarke subdifferential.
    case insideClarke

    /// The vector is what AD may return beside the point, across a kink that is near.
    case nearKink

    /// The vector is in the hull of D_f, and not in the Clarke subdifferential.
    case inField

    /// No choice of pieces gives it.
    case outside

    /// An entry is not finite.
    case notFinite

    /// The point is at the end of a domain, where there is no set to be in.
    case outsideDomain

    /// What was computed leaves it open.
    case undecided

    /// `true` for what a gradient may be: `false` is a fault, `nil` says nothing.
    public var isRight: Bool? {
      switch self {
      case .derivative, .insideClarke, .nearKink: true
      case .inField, .outside, .notFinite: false
      case .outsideDomain, .undecided: nil
      }
    }
  }

  /// A kink beside the point.
  public struct NearKink: Hashable, Sendable {
    /// The node whose guard is nearly 0, and its anchor.
    public let node: Int
    public let anchor: Anchor

    /// How far the guard is from 0.
    public let guardValue: Double
  }

  /// The vector, row by row for several outputs.
  public let given: [Double]
  public let verdict: Verdict

  /// The derivative, where there is one.
  public let derivative: GradientVector?

  /// How far the vector is from the derivative, or else from the Clarke subdifferential; 0 within
  /// the tolerance. `nil` where there is no such set or it is not known.
  public let distance: Double?

  /// How far it is from the hull of D_f.
  public let fieldDistance: Double?

  /// The kink beside the point that explains it, for `Verdict.nearKink`.
  public let nearKink: NearKink?

  /// The conventions that return just this vector.
  public let conventions: [Convention]

  /// The weakest means by which a tie was found.
  public let tier: Tier

  /// Why the work ended early, if it did.
  public let stop: Stop?
}

extension PointAnalysis {
  /// Judges `given`, a gradient (for several outputs a Jacobian, row by row) at the point.
  ///
  /// - Parameter tolerance: how much numbers may differ, relative to the largest of 1 and theirs.
  /// - Parameter conventions: those that are asked for what they return.
  /// - Requires: an entry for each input and output.
  /// - Complexity: a `classify`, with three hulls.
  public func judge(
    _ given: [Double], within tolerance: Double = 1e-9, against conventions: [Convention],
    _ work: Work = .inherited
  ) -> GradientJudgement {
    precondition(given.count == program.p * program.q, "one entry for each input and output")
    return work.perform { Judge(self, given, tolerance, conventions, work).judgement }
  }
}

/// The steps of a judgement.
private struct Judge {
  let judgement: GradientJudgement

  /// How near a guard must be to 0, beside the numbers that it compares, for a kink to be near.
  private static let reach = 1e-6

  init(
    _ analysis: PointAnalysis, _ given: [Double], _ tolerance: Double,
    _ conventions: [Convention], _ work: Work
  ) {
    let scale = given.reduce(1) { max($0, $1.isFinite ? abs($1) : 0) }
    let reach = tolerance * scale
    let same = conventions.filter { convention in
      let own = analysis.derivative(under: convention).doubles
      return zip(own, given).allSatisfy { x, y in
        x == y || x.isNaN && y.isNaN || abs(x - y) <= reach
      }
    }
    var (derivative, distance, fieldDistance): (GradientVector?, Double?, Double?)
    var near: GradientJudgement.NearKink?
    var verdict = GradientJudgement.Verdict.undecided
    let vector = given.map { Rational($0) }
    let found = analysis.classify(under: conventions.first ?? .paper, work)
    derivative =
      found.clarke?.derivative ?? (found.verdict == .smooth ? found.derivative.backward : nil)
    if !given.allSatisfy(\.isFinite) {
      verdict = .notFinite
    } else if let derivative, derivative.isDefined {
      distance = zip(derivative.entries, given).reduce(0) { max($0, abs($1.0.double - $1.1)) }
      if distance! <= reach { verdict = .derivative }
    } else if let clarke = found.clarke, let inner = clarke.inner, !clarke.hasNoSet {
      distance = Self.distance(of: vector, from: inner)
      if let own = distance, own <= reach {
        verdict = .insideClarke
      } else if !clarke.isExact {
        distance = clarke.outer.flatMap { Self.distance(of: vector, from: $0) }
        if let own = distance, own <= reach { distance = nil }
      }
    } else if found.field == nil {
      verdict = .outsideDomain
    }
    if verdict == .undecided, let field = found.field, field.isDefined {
      fieldDistance = Self.distance(of: vector, from: field.set)
      let isTold = derivative != nil || distance != nil
      if let own = fieldDistance, own <= reach {
        if isTold { verdict = .inField }
      } else if field.isComplete, fieldDistance != nil {
        verdict = .outside
      }
    }
    if verdict == .inField || verdict == .outside, same.isEmpty || derivative != nil,
      let kink = Self.kink(near: analysis, explaining: vector, reach, work)
    {
      (near, verdict) = (kink, .nearKink)
    }
    // What was found since the work ended says nothing.
    if work.stop != nil, verdict != .derivative, verdict != .notFinite { verdict = .undecided }
    judgement = GradientJudgement(
      given: given, verdict: verdict, derivative: derivative,
      distance: distance.map { $0 <= reach ? 0 : $0 },
      fieldDistance: fieldDistance.map { $0 <= reach ? 0 : $0 }, nearKink: near,
      conventions: same, tier: found.tier, stop: found.stop ?? work.stop)
  }

  /// How far `vector` is from the hull of `set`; `nil` where that cannot be told.
  private static func distance(of vector: [Rational], from set: GradientSet) -> Double? {
    let moved = GradientSet.vectors([GradientVector(vector.map { .exact(-$0) })])
    let finite = set.finitePart(vector.count)
    let test = OriginTest(
      GradientSet.sum([moved, finite]).adding(set.balls), dimension: vector.count)
    return test.map { $0.position == .inside ? 0 : $0.squaredDistance.double.squareRoot() }
  }

  /// The kink within reach whose other side has a gradient like `vector`, if there is one.
  private static func kink(
    near analysis: PointAnalysis, explaining vector: [Rational], _ reach: Double, _ work: Work
  ) -> GradientJudgement.NearKink? {
    guard analysis.tolerance == 0,
      let blurred = try? PointAnalysis(
        analysis.program, at: analysis.point, tolerance: Self.reach,
        cancellation: work.cancellation)
    else { return nil }
    let own = Set(analysis.tiedNodes.map(\.node))
    guard let tie = blurred.tiedNodes.first(where: { !own.contains($0.node) }) else { return nil }
    let field = blurred.field(work)
    guard field.isDefined, let distance = distance(of: vector, from: field.set),
      // Values beside the kink are those of the point: gradients move as far as it is away.
      distance <= max(reach, Self.reach * vector.reduce(1) { max($0, $1.magnitude.double) } * 100)
    else { return nil }
    let value = tie.guards.first.map { blurred.value(of: $0) } ?? 0
    return GradientJudgement.NearKink(node: tie.node, anchor: tie.anchor, guardValue: abs(value))
  }
}

extension PointAnalysis {
  /// The value of a guard at the point.
  fileprivate func value(of tied: Guard) -> Double {
    tied.terms.reduce(tied.constant.double) { sum, term in
      sum + term.coefficient.double * (evaluation.values[term.node]?.certified.double ?? .nan)
    }
  }
}
