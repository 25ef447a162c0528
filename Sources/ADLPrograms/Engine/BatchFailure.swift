/// Why a batch was not finished.
public struct BatchFailure: Error, Hashable, Sendable {
  /// The first point that has no answer, from 0; everything before it is written.
  public let point: Int
  public let reason: EvaluationFailure
}
