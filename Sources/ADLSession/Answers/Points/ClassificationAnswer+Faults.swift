import ADLAnalysis
import ADLPrograms

extension ClassificationAnswer: DerivativeJudgement {
  var faults: [(fault: Fault, words: String)] {
    var faults: [Fault] = []
    switch classification.verdict {
    case .spuriousDerivative: faults.append(.spurious)
    case .spuriousKink: faults.append(.outside)
    case .undecided: faults.append(.undecided)
    case .smooth, .differentiable, .kink, .discontinuous, .continuousAtPoint, .discontinuousAround,
      .domainEdge:
      break
    }
    switch classification.criticality {
    case .artificial: faults.append(.artificial)
    case .undecided where faults != [.undecided]: faults.append(.undecided)
    case .notCritical, .clarkeCritical, .zeroByConvention, .undecided, nil: break
    }
    return faults.map { ($0, "\(subject.name): \(verdict) (\(classification.convention.name))") }
  }
}
