/// What the parser has to know of the place where a source is read.
public struct ParserOptions: Hashable, Sendable {
  /// `true` iff `:word` and `?name` are commands, as at the prompt.
  public var isPrompt: Bool

  /// The names that are defined already; a command word among them begins an expression wherever
  /// it can.
  public var definedNames: Set<String>

  /// Creates the options of a script, or of a line at the prompt.
  public init(isPrompt: Bool = false, definedNames: Set<String> = []) {
    self.isPrompt = isPrompt
    self.definedNames = definedNames
  }
}
