import ADLLanguage

/// A command: how it is written, an example that `help` runs, and what it does.
struct CommandEntry: Sendable {
  /// Carries out a command of the session and reports the answers.
  typealias Handler =
    @Sendable (Session, Command, Script, Session.Mode, (any AnswerContent) -> Void)
    throws(SessionFailure) -> Void

  let form: CommandForm
  let example: String
  let handler: Handler

  /// Creates the entry of the command with the given word, which has a form.
  init(_ word: String, example: String, _ handler: @escaping Handler) {
    form = CommandForm.named(word)!
    self.example = example
    self.handler = handler
  }

  /// Returns the entry of the command with the given word, if it has one.
  static func named(_ word: String) -> CommandEntry? { byWord[word] }

  private static let byWord = Dictionary(uniqueKeysWithValues: table.map { ($0.form.word, $0) })
}
