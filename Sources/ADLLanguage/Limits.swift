/// The limits that keep every answer quick; each has a message that names it.
package enum Limits {
  /// The largest size of a source, in bytes.
  package static let sourceBytes = 1 << 30

  /// The longest line of a source, in bytes.
  static let lineBytes = 1 << 22

  /// The deepest nesting of brackets, branches and other constructs in an expression.
  static let nesting = 1_000

  /// The maximum number of instructions that can be under way at once when a program is written:
  /// calls within calls, each with the nesting of its expression.
  static let evaluationDepth = 20_000

  /// The maximum number of nodes of a function that is compiled while an expression is evaluated; a
  /// larger one folds.
  static let compiledNodes = 50_000_000
}
