import ADLText

/// Why a program could not be written, or a value not be computed.
public enum LoweringFailure: Error, Sendable {
  case diagnostic(Diagnostic)

  /// The caller asked to stop.
  case interrupted

  /// A call was given more work than it was allowed; whoever allowed it does something else.
  case outOfBudget

  /// The body of a loop differs from one index to the next; whoever tried to write it once unrolls
  /// the loop.
  case irregular
}
