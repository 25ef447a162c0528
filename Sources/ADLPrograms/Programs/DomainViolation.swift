/// A primitive applied outside its domain: a fact, without words or places.
public struct DomainViolation: Error, Hashable, Sendable {
  /// The node, from 0; `nil` where the application was to literals alone.
  public let node: Int?
  public let primitive: Primitive
  public let arguments: [Double]
  public let constraint: Domain.Constraint
  public let anchor: Anchor
}

/// What an application outside its domain amounts to.
public enum DomainPolicy: Hashable, Sendable {
  /// A `DomainViolation` is thrown.
  case diagnose

  /// The value is not a number.
  case notANumber
}
