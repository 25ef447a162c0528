/// What a plan is asked for. Wherever a plain result may differ from the reference's (a node
/// outside its domain, not-a-number, an infinite entry under a selection), the reference is asked.
extension Execution {
  /// Returns the outputs at `x`.
  ///
  /// - Requires: `x.count == p`.
  public func evaluate(at x: [Double], domain: DomainPolicy = .diagnose)
    throws(EvaluationFailure) -> [Double]
  {
    x.withUnsafeBufferPointer(setInputs)
    try evaluateLoops()
    if isSuspect || hasUndefinedOutput { return try reference(x, domain).outputs }
    return plan.outputs.map { values[Int($0)] }
  }

  /// Returns the output number `i` at `x`, and its gradient by the backward mode.
  ///
  /// - Requires: `x.count == p`.
  public func gradient(at x: [Double], output i: Int = 0, domain: DomainPolicy = .diagnose)
    throws(EvaluationFailure) -> (value: Double, gradient: [Double])
  {
    x.withUnsafeBufferPointer(setInputs)
    isStrong = false
    defer { isStrong = false }
    try evaluateAndSweep(output: i)
    if !isSuspect && !hasUndefinedOutput {
      if hasFiniteGradient { return (values[Int(plan.outputs[i])], copiedGradient) }
      // Nodes that no path reaches may have had infinite entries.
      if plan.hasSelections {
        isStrong = true
        try evaluateAndSweep(output: i)
        if hasFiniteGradient { return (values[Int(plan.outputs[i])], copiedGradient) }
      }
    }
    let evaluation = try reference(x, domain)
    let gradient = evaluation.differentiateBackward(
      output: i, under: plan.convention, in: SweepOrder(plan.program, plan.convention))
    return (evaluation.outputs[i], gradient)
  }

  /// Returns the Jacobian at `x` by the backward mode, one sweep an output.
  ///
  /// - Requires: `x.count == p`.
  public func jacobianBackward(at x: [Double], domain: DomainPolicy = .diagnose)
    throws(EvaluationFailure) -> SelectionJacobian<Double>
  {
    let p = plan.program.p
    let q = plan.program.q
    var entries: [Double] = []
    entries.reserveCapacity(p * q)
    for i in 0..<q {
      if i == 0 {
        entries += try gradient(at: x, output: 0, domain: domain).gradient
        continue
      }
      try sweep(output: i)
      if isSuspect || hasUndefinedOutput || !hasFiniteGradient {
        entries += try gradient(at: x, output: i, domain: domain).gradient
      } else {
        entries += copiedGradient
      }
    }
    return SelectionJacobian(q: q, p: p, entries: entries)
  }

  /// The adjoints of the inputs.
  private var copiedGradient: [Double] {
    let first = adjoints + plan.literals.count
    return Array(UnsafeBufferPointer(start: first, count: plan.program.p))
  }

  private var hasFiniteGradient: Bool {
    isFinite(UnsafeBufferPointer(start: adjoints + plan.literals.count, count: plan.program.p))
  }

  /// `true` iff all numbers are finite; without leaving early, so that it vectorises.
  func isFinite(_ numbers: UnsafeBufferPointer<Double>) -> Bool {
    var exceptions = 0
    for x in numbers { exceptions |= x - x == 0 ? 0 : 1 }
    return exceptions == 0
  }
}
