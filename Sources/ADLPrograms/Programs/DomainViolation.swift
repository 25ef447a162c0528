/// A primitive applied outside its domain: a fact, without words or places.
public struct DomainViolation: Error, Hashable, Sendable {
  /// The node, from 0; `nil` where the application was to literals alone.
  public let node: Int?

  /// What the node applies.
  public let primitive: Primitive

  /// The doubles nearest to the values of its operands.
  public let arguments: [Double]

  /// The bound that is violated.
  public let constraint: Domain.Constraint

  /// Where the node was written.
  public let anchor: Anchor
}

/// What an application outside its domain amounts to.
public enum DomainPolicy: Hashable, Sendable {
  /// A `DomainViolation` is thrown.
  case diagnose

  /// The value is not a number.
  case notANumber
}
