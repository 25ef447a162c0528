import ADLPrograms

/// The verdict on derivatives at a point: the first ladder of semantics, section 6.
public enum PointVerdict: String, Hashable, Sendable {
  /// No pieces meet: the function is analytic around the point.
  case smooth

  /// Pieces meet, the function is differentiable, and AD returns its derivative.
  case differentiable

  /// The function is differentiable, and AD returns something else.
  case spuriousDerivative

  /// The function is not differentiable, and AD returns an element of the Clarke subdifferential.
  case kink

  /// The function is not differentiable, and what AD returns is not in the Clarke subdifferential.
  case spuriousKink

  /// The function is not continuous at the point, or around it: it is not in the class, and has no
  /// such sets here.
  case discontinuous

  /// The value exists but the derivative does not, or is infinite, inside some node.
  case domainEdge

  /// The budget, or what can be decided at all, did not suffice.
  case undecided
}

/// The verdict on criticality: the second ladder of semantics, section 6.
public enum CriticalityVerdict: String, Hashable, Sendable {
  /// 0 is not in the hull of the node closure, and AD does not return it.
  case notCritical

  /// 0 is in the Clarke subdifferential.
  case clarkeCritical

  /// 0 is in the hull of the node closure, or AD returns it, but it is not in the Clarke
  /// subdifferential.
  case artificial

  /// What was computed leaves it open.
  case undecided
}

/// The answer to `classify f at x`.
public struct Classification: Sendable {
  public let verdict: PointVerdict

  /// `nil` for several outputs, and where the sets do not exist.
  public let criticality: CriticalityVerdict?

  /// What AD returns under the convention, in both modes.
  public let derivative: PointDerivative
  public let convention: Convention

  /// Whether the vector of AD lies in the hull of the node closure; a convention outside the hull of
  /// a primitive's own pieces (relu'(0) = 2) may leave it. `nil` where the set is incomplete or an
  /// entry does not exist.
  public let isInNodeClosure: Bool?

  /// Whether it lies in the Clarke subdifferential; `nil` where that is open.
  public let isInClarke: Bool?

  /// One-sided derivatives, for one input.
  public let sides: DirectionalAnswer?

  /// The node closure; `nil` on domain edges.
  public let field: FieldAnswer?

  /// The limiting gradients; `nil` on domain edges.
  public let clarke: ClarkeAnswer?

  /// The domain edges through which derivatives pass, with the value and what AD returns in
  /// `derivative`.
  public let edges: [DomainEdge]

  /// What stays open.
  public let open: [OpenPattern]

  /// Why the work ended early, if it did.
  public let stop: Stop?

  /// The weakest means by which anything was decided.
  public let tier: Tier
}

extension PointAnalysis {
  /// Returns the verdict at the point, with everything that it rests on.
  public func classify(
    under convention: Convention = .paper, _ work: Work = Work(), seed: UInt64 = 1
  ) -> Classification {
    Classifier(self, convention, work, seed: seed).classification
  }
}

/// The steps of a classification.
private struct Classifier {
  private let analysis: PointAnalysis
  private let derivative: PointDerivative
  let classification: Classification

  init(_ analysis: PointAnalysis, _ convention: Convention, _ work: Work, seed: UInt64) {
    self.analysis = analysis
    derivative = analysis.derivative(under: convention)
    var stop: Stop?
    var sides: DirectionalAnswer?
    if analysis.program.p == 1 {
      do {
        sides = try analysis.direction(along: [.exact(.one)], work)
      } catch {
        stop = error as? Stop
      }
    }
    let edges = analysis.edges.filter(\.reachesOutput)
    guard edges.isEmpty else {
      classification = Classification(
        verdict: .domainEdge, criticality: nil, derivative: derivative, convention: convention,
        isInNodeClosure: nil, isInClarke: nil, sides: sides, field: nil, clarke: nil,
        edges: edges, open: [], stop: stop, tier: analysis.tier)
      return
    }
    let clarke = analysis.clarke(work, seed: seed)
    let field = analysis.field(work)
    // One-sided derivatives are those of one case.
    if !field.undecided.isEmpty { sides = nil }
    let isInClarke = Self.position(of: derivative, in: clarke, analysis)
    let isInField: Bool? =
      if derivative.backward.isDefined,
        let isInside = analysis.contains(derivative.backward.rational, field.set)
      {
        isInside || field.isComplete ? isInside : nil
      } else {
        nil
      }
    let verdict = Self.verdict(analysis, clarke, derivative, isInClarke)
    classification = Classification(
      verdict: verdict,
      criticality: verdict == .domainEdge || verdict == .discontinuous || analysis.program.q > 1
        ? nil : Self.criticality(clarke, field, derivative),
      derivative: derivative, convention: convention, isInNodeClosure: isInField,
      isInClarke: isInClarke, sides: sides, field: field, clarke: clarke, edges: [],
      open: clarke.isExact ? [] : clarke.open, stop: stop ?? clarke.stop ?? field.stop,
      tier: max(analysis.tier, clarke.innerOrigin?.tier ?? .exact))
  }

  private static func verdict(
    _ analysis: PointAnalysis, _ clarke: ClarkeAnswer, _ derivative: PointDerivative,
    _ isInClarke: Bool?
  ) -> PointVerdict {
    if !clarke.jumps.isEmpty || !clarke.breaks.isEmpty { return .discontinuous }
    if clarke.hasEdge || !derivative.backward.isDefined { return .domainEdge }
    if analysis.tiedNodes.isEmpty && analysis.unseparated.isEmpty { return .smooth }
    switch clarke.isDifferentiable {
    case true:
      guard let limit = clarke.derivative else { return .undecided }
      return derivative.backward.agrees(with: limit) ? .differentiable : .spuriousDerivative
    case false:
      guard let isInClarke else { return .undecided }
      return isInClarke ? .kink : .spuriousKink
    default:
      // In the hull of what is known or not, whether it is a kink is open.
      return .undecided
    }
  }

  private static func criticality(
    _ clarke: ClarkeAnswer, _ field: FieldAnswer, _ derivative: PointDerivative
  ) -> CriticalityVerdict {
    if clarke.isCritical == true { return .clarkeCritical }
    let isZero = derivative.backward.entries.allSatisfy { $0.sign == .zero }
    let isInField = field.origin?.position == .inside && field.undecided.isEmpty
    if clarke.isCritical == false {
      if isZero || isInField { return .artificial }
      return field.isComplete && field.origin != nil ? .notCritical : .undecided
    }
    // The Clarke subdifferential lies in the hull of the node closure.
    return field.isComplete && field.origin?.position == .outside && !isZero
      ? .notCritical : .undecided
  }

  private static func position(
    of derivative: PointDerivative, in clarke: ClarkeAnswer, _ analysis: PointAnalysis
  ) -> Bool? {
    guard derivative.backward.isDefined, clarke.jumps.isEmpty, clarke.breaks.isEmpty,
      let inner = clarke.inner,
      let isInside = analysis.contains(derivative.backward.rational, inner)
    else { return nil }
    if isInside || clarke.isExact { return isInside }
    guard let outer = clarke.outer else { return nil }
    return analysis.contains(derivative.backward.rational, outer) == false ? false : nil
  }
}

extension GradientVector {
  /// `true` iff the vectors are equal, or cannot be told apart by their enclosures.
  public func agrees(with other: GradientVector) -> Bool {
    zip(entries, other.entries).allSatisfy { a, b in
      switch (a - b).sign {
      case .zero, nil: true
      default: false
      }
    }
  }
}
