import CKernels

/// What a plan is asked for. Wherever a plain result may differ from the reference's (a node
/// outside its domain, not-a-number, an infinite entry under a selection), the reference is asked.
extension Execution {
  /// Returns the outputs at `x`.
  ///
  /// - Throws: `.dimension` unless `x.count == p`.
  public func evaluate(at x: [Double], domain: DomainPolicy = .diagnose)
    throws(EvaluationFailure) -> [Double]
  {
    try plan.program.checkDimension(x.count)
    var outputs = [Double](repeating: 0, count: plan.program.q)
    try unsafe(&outputs) { (outputs) throws(EvaluationFailure) in
      try unsafe(x) { (x) throws(EvaluationFailure) in
        try evaluate(at: x, into: outputs, domain: domain)
      }
    }
    return outputs
  }

  /// Writes the outputs at `x`.
  ///
  /// - Requires: `x.count == p` and `outputs.count == q`.
  public func evaluate(
    at x: UnsafeBufferPointer<Double>, into outputs: UnsafeMutableBufferPointer<Double>,
    domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) {
    setInputs(x)
    try evaluateLoops()
    if isSuspect || hasUndefinedOutput {
      for (i, output) in try reference(Array(x), domain).outputs.enumerated() {
        outputs[i] = output
      }
    } else {
      for (i, address) in plan.outputs.enumerated() { outputs[i] = values[address] }
    }
  }

  /// Returns the output number `i` at `x`, and its gradient by the backward mode.
  ///
  /// - Throws: `.dimension` unless `x.count == p`.
  public func gradient(at x: [Double], output i: Int = 0, domain: DomainPolicy = .diagnose)
    throws(EvaluationFailure) -> (value: Double, gradient: [Double])
  {
    try plan.program.checkDimension(x.count)
    var gradient = [Double](repeating: 0, count: plan.program.p)
    let value = try unsafe(&gradient) { (target) throws(EvaluationFailure) in
      try unsafe(x) { (x) throws(EvaluationFailure) in
        try self.gradient(at: x, into: target, output: i, domain: domain)
      }
    }
    return (value, gradient)
  }

  /// Returns the output number `i` at `x`, and writes its gradient by the backward mode.
  ///
  /// - Requires: `x.count == p` and `gradient.count == p`.
  public func gradient(
    at x: UnsafeBufferPointer<Double>, into gradient: UnsafeMutableBufferPointer<Double>,
    output i: Int = 0, domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> Double {
    setInputs(x)
    isStrong = false
    defer { isStrong = false }
    try evaluateAndSweep(output: i)
    if !isSuspect && !hasUndefinedOutput {
      if copyGradient(to: gradient) { return values[plan.outputs[i]] }
      // Nodes that no path reaches may have had infinite entries.
      if plan.hasSelections && plan.convention.isAbsentThroughout {
        isStrong = true
        try evaluateAndSweep(output: i)
        if copyGradient(to: gradient) { return values[plan.outputs[i]] }
      }
    }
    let evaluation = try reference(Array(x), domain)
    let entries = try referenceGradient(evaluation, output: i)
    for (j, entry) in entries.enumerated() { gradient[j] = entry }
    return evaluation.outputs[i]
  }

  /// Returns the Jacobian at `x` by the backward mode, one sweep per output.
  ///
  /// - Throws: `.dimension` unless `x.count == p`.
  public func jacobianBackward(at x: [Double], domain: DomainPolicy = .diagnose)
    throws(EvaluationFailure) -> SelectionJacobian<Double>
  {
    try plan.program.checkDimension(x.count)
    let p = plan.program.p
    let q = plan.program.q
    var entries = [Double](repeating: 0, count: p * q)
    try unsafe(&entries) { (entries) throws(EvaluationFailure) in
      try unsafe(x) { (x) throws(EvaluationFailure) in
        // After the first row the values stand, unless the reference was asked.
        var isEvaluated = false
        for i in 0..<q {
          let row = UnsafeMutableBufferPointer(rebasing: entries[i * p..<(i + 1) * p])
          if isEvaluated {
            try sweep(output: i)
            if copyGradient(to: row) { continue }
          }
          _ = try gradient(at: x, into: row, output: i, domain: domain)
          isEvaluated = !isSuspect && !hasUndefinedOutput
        }
      }
    }
    return SelectionJacobian(q: q, p: p, entries: entries)
  }

  /// Writes the adjoints of the inputs; `true` iff all are finite.
  private func copyGradient(to gradient: UnsafeMutableBufferPointer<Double>) -> Bool {
    let first = adjoints + plan.literals.count
    guard let target = gradient.baseAddress else { return true }
    return adl_v_copy_finite(plan.program.p, first, target) != 0
  }

  /// `withUnsafeBufferPointer`, with the type of what it throws.
  private func unsafe<Result>(
    _ array: [Double],
    _ body: (UnsafeBufferPointer<Double>) throws(EvaluationFailure) -> Result
  ) throws(EvaluationFailure) -> Result {
    try array.withUnsafeBufferPointer { (buffer) -> Swift.Result<Result, EvaluationFailure> in
      do throws(EvaluationFailure) { return .success(try body(buffer)) } catch {
        return .failure(error)
      }
    }.get()
  }

  private func unsafe<Result>(
    _ array: inout [Double],
    _ body: (UnsafeMutableBufferPointer<Double>) throws(EvaluationFailure) -> Result
  ) throws(EvaluationFailure) -> Result {
    try array.withUnsafeMutableBufferPointer {
      (buffer) -> Swift.Result<Result, EvaluationFailure> in
      do throws(EvaluationFailure) { return .success(try body(buffer)) } catch {
        return .failure(error)
      }
    }.get()
  }
}
