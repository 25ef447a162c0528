import ADLPrograms

/// Asks the analysis at a point what AD's gradient is worth, where a path does not meet every piece
/// that has limits there.
struct ClarkeQuestion {
  let program: Program
  let convention: Convention
  let work: Work

  /// The maximum number of steps that one point may cost.
  static let stepLimit = 2000

  init(_ program: Program, _ convention: Convention, _ work: Work) {
    self.program = program
    self.convention = convention
    self.work = work
  }

  /// The verdict at a kink of a path, where the point is known exactly.
  func verdict(at kink: Kink, _ point: [KnownNumber]) -> DerivativeVerdict {
    let x = point.compactMap { number -> Certified? in
      if case .rational(let value) = number { Certified(value) } else { nil }
    }
    guard x.count == point.count, kink.violation == nil,
      let analysis = try? PointAnalysis(program, at: x)
    else { return .undecided }
    let answer = work.spending(atMost: Self.stepLimit) {
      analysis.classify(under: convention, work)
    }
    let isZero = answer.derivative.backward.entries.allSatisfy { $0.sign.isCertainly(.zero) }
    switch answer.verdict {
    case .smooth, .differentiable: return .derivative
    case .kink: return .inClarke
    // With several outputs each gradient may be inside, and the Jacobian outside.
    case .spuriousDerivative where program.q == 1: return .spurious(isCritical: isZero)
    case .spuriousKink where program.q == 1: return .outsideClarke(isCritical: isZero)
    case .domainEdge:
      return answer.derivative.backward.isDefined ? .none : .notFinite
    case .discontinuous, .continuousAtPoint, .discontinuousAround: return .none
    case .spuriousDerivative, .spuriousKink: return .undecided
    case .undecided:
      switch answer.isInClarke {
      case true?: return .inClarke
      case false? where program.q == 1: return .outsideClarke(isCritical: isZero)
      default: return .undecided
      }
    }
  }
}
