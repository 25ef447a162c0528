import ADLText

/// The statements of one source: what parsing it gives, whatever the source.
public struct Script: Sendable {
  /// The expressions of all statements.
  public let tree: SyntaxTree

  /// The statements, in order.
  public let statements: [Statement]

  /// The source.
  public var file: SourceFile { tree.file }
}
