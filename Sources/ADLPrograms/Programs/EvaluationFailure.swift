/// Why a program, or a plan of it, gave no answer.
public enum EvaluationFailure: Error, Hashable, Sendable {
  /// The point has another number of entries than the program has inputs.
  case dimension(expected: Int, given: Int)

  /// A needed node lies outside its primitive's domain.
  case domain(DomainViolation)

  /// The caller asked to stop.
  case interrupted

  /// It would take more memory than the limit, both in bytes.
  case memoryLimit(needed: Int, limit: Int)
}
