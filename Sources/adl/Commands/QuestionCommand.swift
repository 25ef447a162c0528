import ADLLanguage
import ADLPrograms
import ADLSession
import ADLText
import ArgumentParser
import LineEdit

/// A command of the language that is about functions, as a command of the tool.
///
/// What the command line says becomes a statement; its options are those that the form has.
protocol QuestionWord {
  static var word: String { get }

  /// The name of the tool's command, where it is not the word.
  static var commandName: String { get }
}

extension QuestionWord {
  static var commandName: String { word }

  /// How the command is written in the language.
  static var form: CommandForm { CommandForm.named(word)! }

  static func help(_ clause: Clause, _ text: String) -> ArgumentHelp {
    ArgumentHelp(
      "\(text)", valueName: clause.rawValue,
      visibility: form.allows(clause) ? .default : .private)
  }
}

/// `adl field`, `adl diff`, ….
struct QuestionCommand<Word: QuestionWord>: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: Word.commandName,
      abstract: Word.form.summary.prefix(1).uppercased()
        + Word.form.summary.dropFirst() + ".")
  }

  @Argument(help: "Functions: names, lambdas or derivatives such as f'.")
  var functions: [String]

  @Option(parsing: .unconditional, help: Word.help(.at, "The point: the arguments of a call."))
  var at: String?

  @Option(parsing: .unconditional, help: Word.help(.on, "The interval or box, as in '[-1, 1]'."))
  var on: String?

  @Option(parsing: .unconditional, help: Word.help(.along, "The direction."))
  var along: String?

  @Option(help: Word.help(.under, "The conventions to compare."))
  var under: String?

  @Option(help: Word.help(.to, "The file to write."), completion: .file())
  var to: String?

  @Flag(
    help: ArgumentHelp(
      "Definition 5 to the letter.",
      visibility: Word.form.words.contains("literal") ? .default : .private))
  var literal = false

  @Flag(
    help: ArgumentHelp(
      "The execution plan instead.",
      visibility: Word.form.words.contains("plan") ? .default : .private))
  var plan = false

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  private var clauses: [(clause: Clause, text: String?)] {
    [
      (.at, at), (.on, on), (.along, along), (.under, under), (.to, to.map { "\"\($0)\"" }),
    ]
  }

  private var flags: [String] { (literal ? ["literal"] : []) + (plan ? ["plan"] : []) }

  func validate() throws {
    for (clause, text) in clauses where text != nil && !Word.form.allows(clause) {
      throw ValidationError("`\(Word.word)` has no --\(clause.rawValue)")
    }
    for word in flags where !Word.form.words.contains(word) {
      throw ValidationError("`\(Word.word)` has no --\(word)")
    }
    for alternatives in Word.form.required
    where !clauses.contains(where: { alternatives.contains($0.clause) && $0.text != nil }) {
      let options = alternatives.map { "--\($0.rawValue)" }.joined(separator: " or ")
      throw ValidationError("`\(Word.word)` needs \(options)")
    }
  }

  /// The statement that the command line stands for.
  private var statement: String {
    var words = [Word.word, functions.joined(separator: ", ")]
    for (clause, text) in clauses {
      if let text { words += [clause.rawValue, text] }
    }
    return (words + flags).joined(separator: " ")
  }

  func run() throws {
    let output = outputOptions.output
    InterruptFlag.install()
    let session = try sessionOptions.session(
      cancellation: Cancellation { InterruptFlag.isRaised }, output)
    let file = SourceFile(name: "<arguments>", text: statement)
    var finding = Outcome.success
    // The first Ctrl-C asks for what is known so far, the second ends the tool.
    let outcome = InterruptFlag.duringWork {
      session.run(file) { answer in
        finding = max(finding, answer.content.finding)
        output.show(answer)
      }
    }
    try output.finish(max(outcome, finding))
  }
}
