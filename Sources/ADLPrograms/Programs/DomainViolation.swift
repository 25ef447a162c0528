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
public enum DomainPolicy: String, Hashable, Sendable, CaseIterable {
  /// A `DomainViolation` is thrown.
  case diagnose = "error"

  /// The value is not a number.
  case notANumber = "nan"

  /// The value is what the formula gives in the number system: in doubles what IEEE 754 and the C
  /// library have, such as 1/0 = ∞.
  case formula = "ieee"
}
