extension Program {
  /// Returns the derivative program A(P): the same inputs, and q·p outputs, the entries of the
  /// Jacobian row by row (for q = 1 the gradient).
  ///
  /// Its value at x is what AD of this program returns at x under `convention`, ties included; it
  /// is a program like any other, and can be differentiated again. Forward mode writes it where p ≤
  /// q, backward mode elsewhere, and where the modes cost the same and the convention tells them
  /// apart.
  ///
  /// - Throws: `BuildFailure.nodeLimit` where the program would grow past `nodeLimit`.
  /// - Complexity: O(min(p, q)) times the size of the program.
  public func derivative(
    under convention: Convention = .paper, nodeLimit: Int = ProgramBuilder.defaultNodeLimit,
    cancellation: Cancellation = .never
  ) throws(BuildFailure) -> Program {
    let builder = ProgramBuilder(inputs: p, nodeLimit: nodeLimit)
    builder.cancellation = cancellation
    let writer = DerivativeWriter(self, convention, builder)
    builder.isDeriving = true
    var entries = [NodeNumber](repeating: NodeNumber(0), count: q * p)
    // A framework's gradient is by its backward mode, unless that takes more sweeps.
    let isForward = p < q || p == q && convention.isAbsentThroughout
    if isForward {
      for j in 0..<p where builder.failure == nil {
        for (i, entry) in writer.forward(input: j).enumerated() { entries[i * p + j] = entry }
      }
    } else {
      for i in 0..<q where builder.failure == nil {
        entries.replaceSubrange(i * p..<(i + 1) * p, with: writer.backward(output: i))
      }
    }
    builder.isDeriving = false
    return try builder.seal(outputs: entries.map { $0.operand(in: builder) })
  }
}
