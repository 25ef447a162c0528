import ADLPrograms

/// What a derivative that a program's author states is worth on a box (semantics, section 4).
public enum StatedDerivative: Sendable {
  /// It is the derivative wherever there is one.
  case derivative

  /// It is not at this point, in this entry of the Jacobian, row by row: what AD returns, and the
  /// derivative.
  case differs(at: [KnownNumber], entry: Int, stated: KnownNumber, derivative: KnownNumber)

  /// It is the derivative wherever there is one, but what AD returns at this point, where there is
  /// none, is no element of the Clarke subdifferential.
  case outside(at: [KnownNumber], entry: Int, stated: KnownNumber)

  /// No difference was found, and it was not proved that there is none.
  case notKnown
}

extension Program {
  /// Compares what AD returns with the derivative of the function, as functions on `box`; `nil`
  /// where no derivative is stated.
  ///
  /// - Requires: `box` has p sides.
  public func statedDerivative(on box: Box, _ work: Work = .inherited) -> StatedDerivative? {
    if statedNodes.isEmpty { return nil }
    guard let stated = try? derivative(under: .paper),
      let own = try? function.derivative(under: .paper)
    else { return .notKnown }
    let comparison = Comparison.of([Subject(stated), Subject(own)], on: box, work)
    switch comparison.equality {
    case .proved: return .derivative
    case .bounded, .tested, .unknown: return .notKnown
    case .refuted(let example):
      guard example.values.0.isFinite, example.values.1.isFinite else { return .notKnown }
      let values = example.subjects.0 == 0 ? example.values : (example.values.1, example.values.0)
      let isEverywhere = !example.isIsolated
      switch isEverywhere ? .spuriousDerivative : verdict(at: example.point, work) {
      case .spuriousDerivative:
        return .differs(
          at: example.point, entry: example.output, stated: values.0, derivative: values.1)
      case .spuriousKink:
        return .outside(at: example.point, entry: example.output, stated: values.0)
      default:
        // One point where there is no derivative says nothing of the others.
        return comparison.isComplete ? .derivative : .notKnown
      }
    }
  }

  /// What AD is worth at a point; `nil` where it is not rational.
  private func verdict(at point: [KnownNumber], _ work: Work) -> PointVerdict? {
    let x = point.compactMap { if case .rational(let value) = $0 { Certified(value) } else { nil } }
    guard x.count == point.count, let analysis = try? PointAnalysis(self, at: x) else {
      return nil
    }
    return analysis.classify(under: .paper, work).verdict
  }
}
