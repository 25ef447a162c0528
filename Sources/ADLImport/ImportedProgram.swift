import ADLPrograms
import ADLText

/// A framework from which programs come.
public enum Framework: String, Sendable {
  case jax
  case pytorch

  /// The profile that has its ties.
  public var profile: Profile { self == .jax ? .jax : .pytorch }
}

/// A function that a framework wrote, as a program.
public struct ImportedProgram: Sendable {
  /// An argument with its sizes.
  public struct Argument: Sendable {
    public let name: String
    public let sizes: [Int]
  }

  /// The name that the file gives; empty if none.
  public let name: String
  public let framework: Framework
  public let arguments: [Argument]

  /// The sizes of each result.
  public let results: [[Int]]

  /// The program of all entries of the arguments, whose outputs are the entries of the results.
  /// The anchors of its nodes are positions in `places`.
  public let program: Program

  /// Where the nodes were written: in the user's file, where the text says so.
  public let places: [SourceSpan]

  /// Where the function stands in the text that was read.
  public let span: SourceSpan

  /// What is to be known of the reading.
  public let notes: [String]

  /// What is said of programs in less than double precision.
  static let realNumbers =
    "It computes in less than double precision; what is said here is of real numbers, and its"
    + " constants are exact."

  /// Returns a name of the language that is like `name`.
  public static func identifier(_ name: String) -> String { Identifier.unique(name, "f", []) }
}

/// What reading has to know besides the text.
public struct ImportOptions: Sendable {
  public var nodeLimit = ProgramBuilder.defaultNodeLimit
  public var memoryLimit = Int.max
  public var cancellation = Cancellation.never

  public init() {}
}
