import ADLPrograms

/// Why a program cannot be analysed at a point.
public enum PointFailure: Error, Hashable, Sendable {
  /// The point has another number of entries than the program has inputs.
  case dimension(expected: Int, given: Int)

  /// A node is applied outside its domain.
  case domain(DomainViolation)

  /// An output is not a number, though no domain is violated (an overflow, or a NaN guard).
  case undefined(output: Int)

  /// The notion needs a function with one output.
  case severalOutputs(Int)

  /// The piece or its gradient could not be written down.
  case build(BuildFailure)

  /// The work ended before there was anything to answer.
  case stopped
}
