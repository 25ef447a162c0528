extension Program {
  /// Returns the selection Jacobian at `x` by the backward mode: Algorithm 2, right column.
  ///
  /// - Throws: `.dimension` unless `x.count == p`; under `.diagnose` the first violation of a
  ///   domain.
  /// - Complexity: one evaluation and `q` sweeps.
  public func differentiateBackward(
    at x: [Double], under convention: Convention = .paper, domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> SelectionJacobian<Double> {
    try evaluation(at: x, domain).differentiateBackward(under: convention)
  }

  /// Returns the selection Jacobian at `x` by the forward mode: Algorithm 2, left column.
  ///
  /// - Throws: `.dimension` unless `x.count == p`; under `.diagnose` the first violation of a
  ///   domain.
  /// - Complexity: one evaluation and `p` sweeps.
  public func differentiateForward(
    at x: [Double], under convention: Convention = .paper, domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> SelectionJacobian<Double> {
    try evaluation(at: x, domain).differentiateForward(under: convention)
  }

  private func evaluation(
    at x: [Double], _ domain: DomainPolicy
  ) throws(EvaluationFailure) -> Evaluation<Double> {
    try checkDimension(x.count)
    do {
      return try evaluate(at: x, domain: domain, frozen: [:])
    } catch {
      throw .domain(error)
    }
  }
}
