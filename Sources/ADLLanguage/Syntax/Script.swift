import ADLText

/// The statements of one source: what parsing it gives, whatever the source.
public struct Script: Sendable {
  public let tree: SyntaxTree
  public let statements: [Statement]

  /// The source.
  public var file: SourceFile { tree.file }
}
