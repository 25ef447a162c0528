import ADLPrograms

/// The steps of a classification.
struct Classifier {
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
    // The node closure, which costs less, gets what is left.
    let clarke = work.spending(atMost: work.remaining / 4 * 3) {
      analysis.clarke(work, seed: seed)
    }
    let isJump = !clarke.jumps.isEmpty || !clarke.breaks.isEmpty
    guard edges.isEmpty || clarke.inner != nil || isJump else {
      classification = Classification(
        verdict: Self.edgeVerdict(analysis), criticality: nil, derivative: derivative,
        convention: convention, isInNodeClosure: nil, isInClarke: nil, sides: sides,
        edgeSlopes: analysis.edgeSlopes(work), field: nil, clarke: nil,
        edges: edges, open: [], stop: stop, tier: analysis.tier)
      return
    }
    let field = analysis.field(work)
    let isDefined = field.isDefined
    let own = derivative
    let (isInClarke, isInField) = work.concluding { () -> (Bool?, Bool?) in
      let isInClarke = Self.position(of: own, in: clarke, analysis)
      if !own.backward.isDefined, !analysis.norms.isEmpty, isDefined { return (isInClarke, false) }
      guard own.backward.isDefined, isDefined,
        let isInside = analysis.contains(own.backward.rational, field.set)
      else { return (isInClarke, nil) }
      return (isInClarke, isInside || field.isComplete ? isInside : nil)
    }
    let verdict = Self.verdict(analysis, clarke, field, derivative, isInClarke)
    classification = Classification(
      verdict: verdict,
      criticality: clarke.hasNoSet || verdict == .domainEdge || analysis.program.q > 1
        || !derivative.backward.isDefined && analysis.norms.isEmpty
        ? nil : Self.criticality(analysis, clarke, field, derivative),
      derivative: derivative, convention: convention, isInNodeClosure: isInField,
      isInClarke: isInClarke, sides: sides,
      edgeSlopes: verdict == .domainEdge ? analysis.edgeSlopes(work) : nil,
      field: isDefined ? field : nil, clarke: clarke,
      edges: edges,
      open: clarke.isExact ? [] : clarke.open, stop: stop ?? clarke.stop ?? field.stop,
      tier: max(
        analysis.tier, clarke.isCritical == nil ? .exact : clarke.innerOrigin?.tier ?? .exact))
  }

  private static func edgeVerdict(_ analysis: PointAnalysis) -> PointVerdict {
    analysis.isPastRange || analysis.meetsOnlyNorms ? .undecided : .domainEdge
  }

  private static func verdict(
    _ analysis: PointAnalysis, _ clarke: ClarkeAnswer, _ field: FieldAnswer,
    _ derivative: PointDerivative, _ isInClarke: Bool?
  ) -> PointVerdict {
    if !clarke.jumps.isEmpty { return .discontinuous }
    if !clarke.breaks.isEmpty {
      // In one variable a function that is continuous at a point is so around it.
      if analysis.program.p == 1 { return .discontinuous }
      return clarke.isContinuousAtPoint ? .continuousAtPoint : .discontinuousAround
    }
    if !clarke.openContinuity.isEmpty { return .undecided }
    if clarke.hasEdge || !derivative.backward.isDefined && analysis.norms.isEmpty {
      return edgeVerdict(analysis)
    }
    if analysis.edges.contains(where: \.reachesOutput) {
      // What stands below is of the limits beside the point.
    } else if analysis.tiedNodes.isEmpty && analysis.unseparated.isEmpty
      && analysis.norms.isEmpty && !analysis.program.statesDerivatives
    {
      return .smooth
    }
    switch clarke.isDifferentiable {
    case true:
      switch clarke.derivative.map({ derivative.backward.equality(with: $0) }) {
      case .known(.zero): return .differentiable
      case .known: return .spuriousDerivative
      // Where no choice at a tie makes a difference, there is one vector, however it is enclosed.
      default:
        guard derivative.backward.isDefined else { return .spuriousDerivative }
        if analysis.program.statesDerivatives { return .undecided }
        return field.isComplete && field.set.isFinite && field.set.count == .one
          ? .differentiable : .undecided
      }
    case false:
      guard let isInClarke else { return .undecided }
      return isInClarke ? .kink : .spuriousKink
    default:
      // In the hull of what is known or not, whether it is a kink is open.
      return .undecided
    }
  }

  private static func criticality(
    _ analysis: PointAnalysis, _ clarke: ClarkeAnswer, _ field: FieldAnswer,
    _ derivative: PointDerivative
  ) -> CriticalityVerdict {
    if clarke.isCritical == true { return .clarkeCritical }
    if clarke.isCritical == false, field.isDefined, field.origin?.position == .inside,
      field.undecided.isEmpty
    {
      return .artificial
    }
    // The Clarke subdifferential lies in the hull of the node closure, unless derivatives are
    // stated.
    if analysis.program.statesDerivatives, clarke.isCritical == nil { return .undecided }
    guard field.isComplete, field.isDefined, field.origin?.position == .outside else {
      return .undecided
    }
    guard derivative.backward.isDefined else { return .notCritical }
    switch derivative.backward.equality(
      with: GradientVector.zero(derivative.backward.entries.count))
    {
    case .known(.zero): return .zeroByConvention
    case .known: return .notCritical
    case .notKnown: return .undecided
    }
  }

  private static func position(
    of derivative: PointDerivative, in clarke: ClarkeAnswer, _ analysis: PointAnalysis
  ) -> Bool? {
    // Beside a norm that vanishes AD may return no number: no vector of any set.
    if !derivative.backward.isDefined, !analysis.norms.isEmpty, clarke.inner != nil { return false }
    guard derivative.backward.isDefined, clarke.jumps.isEmpty, clarke.breaks.isEmpty,
      let inner = clarke.inner,
      let isInside = analysis.contains(derivative.backward.rational, inner)
    else { return nil }
    if isInside || clarke.isExact { return isInside }
    guard let outer = clarke.outer else { return nil }
    return analysis.contains(derivative.backward.rational, outer) == false ? false : nil
  }
}
