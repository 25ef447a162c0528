/// Why the engine gave no answer.
public enum EvaluationFailure: Error, Hashable, Sendable {
  /// A needed node lies outside its primitive's domain.
  case domain(DomainViolation)

  /// The caller asked to stop.
  case interrupted

  /// It would take more memory than the limit, both in bytes.
  case memoryLimit(needed: Int, limit: Int)
}
