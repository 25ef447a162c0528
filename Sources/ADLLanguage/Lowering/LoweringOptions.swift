import ADLPrograms

/// What lowering has to know besides the function.
public struct LoweringOptions: Sendable {
  /// The convention under which `f'` is written.
  public var convention: Convention

  /// What a value outside a domain comes to when an expression is evaluated.
  public var domain: DomainPolicy

  /// The largest number of nodes of a program.
  public var nodeLimit: Int

  /// How many bytes a plan may take, with one execution of it.
  public var memoryLimit = Int.max

  /// The format to which expressions are rounded after every application, if it is not that of
  /// doubles.
  public var rounding: FloatingFormat?

  /// Asked from time to time; it stops the work.
  public var cancellation: Cancellation

  /// How many applications of an expression fold exactly; after them numbers are doubles, and calls
  /// that are large or come again run on the engine.
  public var exactFoldingLimit = 20_000

  /// How much a call may fold beyond that before it is compiled: about what compiling a function of
  /// as many applications costs.
  var foldingAllowance = 4096

  /// Loops of fewer repetitions are unrolled; of the others the body is written once.
  var blockMinimum = 8

  /// Creates the options.
  public init(
    convention: Convention = .paper, domain: DomainPolicy = .diagnose,
    nodeLimit: Int = ProgramBuilder.defaultNodeLimit,
    cancellation: Cancellation = .never
  ) {
    self.convention = convention
    self.domain = domain
    self.nodeLimit = nodeLimit
    self.cancellation = cancellation
  }
}
