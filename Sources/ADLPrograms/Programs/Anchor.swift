/// An opaque mark that a node carries back to where it was written. Programs never look inside.
public struct Anchor: Hashable, Sendable {
  /// The number that whoever wrote the node gave to its place.
  public let rawValue: Int32

  /// No place.
  public static let none = Anchor(rawValue: -1)

  /// Creates the mark with the given number.
  public init(rawValue: Int32) { self.rawValue = rawValue }
}
