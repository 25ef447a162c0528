/// Why something could not be measured.
public struct WorkloadFailure: Error, CustomStringConvertible {
  public let description: String

  /// Creates a failure that says `description`.
  public init(_ description: String) { self.description = description }
}
