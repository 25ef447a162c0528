/// A definition that the session accepted.
struct StoredDefinition: Sendable {
  let name: String
  let isFunction: Bool

  /// The statement as it was written.
  let statement: String

  /// How a call of it is written, such as `hinge(w: R^3, x: R^3, y)`.
  let signature: String
  let documentation: String?

  /// The names of definitions that it refers to.
  let references: Set<String>

  /// The statement with its comment, as a script has it.
  var text: String {
    let lines = documentation?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
    return lines.map { $0.isEmpty ? "##\n" : "## \($0)\n" }.joined() + statement + "\n"
  }
}
