/// Why a program could not be built.
public enum BuildFailure: Error, Hashable, Sendable {
  /// It would have more nodes (or operands) than the limit.
  case nodeLimit(Int)

  /// It would have more distinct literals than the limit.
  case literalLimit(Int)

  /// It would take more memory, in bytes, than the limit.
  case memoryLimit(needed: Int, limit: Int)

  /// A literal expression lies outside a domain, and there is no input to make a node of it.
  case domain(DomainViolation)

  /// A primitive was given a number of operands that it does not take.
  case arity(Primitive, given: Int)

  /// The caller asked to stop.
  case interrupted
}
