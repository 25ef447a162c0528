import ADLPrograms
import ADLText

/// Turns checked functions into programs.
public struct Lowering {
  /// The options under which functions are lowered.
  public let options: LoweringOptions

  /// Prepares lowering under the given options.
  public init(_ options: LoweringOptions = LoweringOptions()) {
    self.options = options
  }

  /// Runs `body` with fresh tables; a second time, on a larger stack, if it recurses deeply.
  func run<Result>(
    at origin: SourceSpan, _ body: (Instantiator.Shared) throws(LoweringFailure) -> Result
  ) throws(LoweringFailure) -> Result {
    let shared = Instantiator.Shared(
      origin: origin, depthLimit: LargeStack.depthOfSmallStack,
      memoryLimit: options.memoryLimit)
    do throws(LoweringFailure) {
      return try body(shared)
    } catch {
      guard shared.isTooDeep else { throw error }
    }
    var outcome: Swift.Result<Result, LoweringFailure>?
    LargeStack.run {
      outcome = Swift.Result { () throws(LoweringFailure) -> Result in
        try body(
          Instantiator.Shared(
            origin: origin, depthLimit: Limits.evaluationDepth, memoryLimit: options.memoryLimit))
      }
    }
    guard let outcome else { throw .interrupted }
    return try outcome.get()
  }
}
