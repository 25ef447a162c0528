extension Program {
  /// Returns the program of the values and their derivatives along a direction: p inputs x, then p
  /// inputs v; the q outputs of this program at x, then their derivatives along v.
  ///
  /// It is the forward sweep of Algorithm 2, left column, written down.
  /// - Throws: `BuildFailure.nodeLimit` where the program would grow past `nodeLimit`.
  /// - Complexity: O(m + operands), but for selections among n operands O(n²).
  public func tangentProgram(
    under convention: Convention = .paper, nodeLimit: Int = ProgramBuilder.defaultNodeLimit,
    cancellation: Cancellation = .never
  ) throws(BuildFailure) -> Program {
    let builder = ProgramBuilder(inputs: 2 * p, nodeLimit: nodeLimit)
    builder.cancellation = cancellation
    let writer = DerivativeWriter(self, convention, builder)
    builder.isDeriving = true
    let direction = (p..<2 * p).map { NodeNumber(builder.input($0), in: builder) }
    let tangents = writer.forward(along: direction)
    builder.isDeriving = false
    return try builder.seal(
      outputs: writer.outputs + tangents.map { $0.operand(in: builder) })
  }
}
