extension Program {
  /// Returns the selection Jacobian at `x` by the backward mode: Algorithm 2, right column.
  ///
  /// - Complexity: one evaluation and `q` sweeps.
  public func differentiateBackward(
    at x: [Double], under convention: Convention = .paper, domain: DomainPolicy = .diagnose
  ) throws(DomainViolation) -> SelectionJacobian<Double> {
    try evaluate(at: x, domain: domain).differentiateBackward(under: convention)
  }

  /// Returns the selection Jacobian at `x` by the forward mode: Algorithm 2, left column.
  ///
  /// - Complexity: one evaluation and `p` sweeps.
  public func differentiateForward(
    at x: [Double], under convention: Convention = .paper, domain: DomainPolicy = .diagnose
  ) throws(DomainViolation) -> SelectionJacobian<Double> {
    try evaluate(at: x, domain: domain).differentiateForward(under: convention)
  }
}
