import ADLText

/// Whether a text can be run as it stands; the prompt asks this at each end of a line.
package enum Completeness: Hashable, Sendable {
  /// It has no error of syntax.
  case complete

  /// It ends inside a statement: more lines can make it right.
  case incomplete

  /// It has an error that no further line can repair.
  case wrong

  /// Returns whether `text` is complete.
  package static func of(_ text: String, options: ParserOptions = .init(isPrompt: true)) -> Self {
    let (_, parser) = Parser.parse(SourceFile(name: "input", text: text), options: options)
    if parser.isIncomplete { return .incomplete }
    return parser.diagnostics.containsError ? .wrong : .complete
  }
}
