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
    let isZero = derivative.backward.entries.allSatisfy { $0.sign.isCertainly(.zero) }
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
