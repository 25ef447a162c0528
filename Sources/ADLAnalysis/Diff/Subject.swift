import ADLPrograms

/// A program under a convention: what takes part in a comparison.
public struct Subject: Hashable, Sendable {
  public let program: Program
  public let convention: Convention

  /// Creates the subject.
  public init(_ program: Program, under convention: Convention = .paper) {
    self.program = program
    self.convention = convention
  }
}
