import ADLLanguage
import ADLText

extension Session {
  /// Defines a function or a value.
  func define(
    _ definition: Definition, _ statement: Statement, in context: Context
  ) throws(SessionFailure) {
    guard let function = try checked(definition, in: context) else { return }
    let name = context.tree[definition.name]
    var meaning = Meaning.function(function)
    var signature = Self.signature(definition, in: context)
    var isFunction = true
    if definition.parameters == nil {
      let value = try value(of: function, isRounded: true)
      meaning = .value(value)
      if let shape = value.shape {
        signature = "\(name): \(shape)"
        isFunction = false
      }
    }
    let stored = StoredDefinition(
      name: name, isFunction: isFunction,
      statement: savedText(statement, in: context, references: function.references),
      signature: signature,
      documentation: definition.documentation, references: function.references)
    define(name, as: meaning, stored, in: context)
  }

  /// Gives a name a meaning, in place of what it meant before.
  func define(
    _ name: String, as meaning: Meaning, _ stored: StoredDefinition, in context: Context
  ) {
    let previous = state.environment[name]?.version
    state.environment.define(name, as: meaning, references: stored.references)
    state.definitions.append(stored)
    // What was set for ties of another selection of that name does not hold for this one.
    state.convention.forget(declared: name)
    let users = previous.map { state.environment.users(of: name, version: $0) } ?? []
    context.report(
      DefinitionAnswer(
        name: name, signature: stored.signature, users: users, isShown: context.mode == .prompt))
  }

  /// Returns the definition, checked; the checker, which shares the environment, is gone by then,
  /// so that defining the name copies nothing.
  private func checked(
    _ definition: Definition, in context: Context
  ) throws(SessionFailure) -> CheckedFunction? {
    var checker = Checker(context.script, environment: state.environment)
    let function = checker.check(definition)
    try settle(checker.diagnostics, in: context)
    return function
  }

  /// Returns the statement as a script may say it: with the value of `ans` in place of the word,
  /// which a script does not know.
  private func savedText(
    _ statement: Statement, in context: Context, references: Set<String>
  ) -> String {
    // Lines end as everywhere in this session, whatever file they come from.
    let text = String(
      context.file.text(in: statement.range).map { $0 == "\r\n" ? "\n" : $0 })
    guard references.contains("ans"), case .value(let value)? = state.environment["ans"]?.meaning,
      let words = NumberAnswer(value)?.words, let sign = text.firstIndex(of: "=")
    else { return text }
    return "\(text[...sign]) let ans = \(words) in (\(text[sign...].dropFirst()))"
  }

  /// Reports warnings, and fails if there are errors.
  func settle(
    _ diagnostics: DiagnosticList, in context: Context
  ) throws(SessionFailure) {
    if diagnostics.containsError { throw SessionFailure(diagnostics) }
    if !diagnostics.isEmpty { context.report(ErrorAnswer(diagnostics)) }
  }

  /// Returns what stands before the `=` of a definition.
  private static func signature(_ definition: Definition, in context: Context) -> String {
    let end = context.tree.range(definition.body).lowerBound
    var text = context.file.text(in: definition.nameRange.lowerBound..<end)[...]
    while let last = text.last, last.isWhitespace || last == "(" || last == "=" {
      text.removeLast()
    }
    return text.split(whereSeparator: \.isNewline).map { line in
      line.trimmingPrefix(while: \.isWhitespace)
    }.joined(separator: " ")
  }
}
