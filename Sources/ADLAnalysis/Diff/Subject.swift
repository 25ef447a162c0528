import ADLPrograms

/// A program under a convention: what takes part in a comparison.
public struct Subject: Hashable, Sendable {
  /// The program.
  public let program: Program

  /// The convention under which it is differentiated.
  public let convention: Convention

  /// Creates the subject.
  public init(_ program: Program, under convention: Convention = .paper) {
    self.program = program
    self.convention = convention
  }
}
