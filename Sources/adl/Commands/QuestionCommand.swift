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

  @Argument(
    help: "Functions: names, lambdas, derivatives such as f', or files of frameworks' programs.")
  var functions: [String]

  @Option(parsing: .unconditional, help: Word.help(.at, "The point: the arguments of a call."))
  var at: String?

  @Option(parsing: .unconditional, help: Word.help(.on, "The interval or box, as in '[-1, 1]'."))
  var on: String?

  @Option(parsing: .unconditional, help: Word.help(.along, "The direction."))
  var along: String?

  @Option(parsing: .unconditional, help: Word.help(.near, "The point near which to look."))
  var near: String?

  @Option(parsing: .unconditional, help: Word.help(.from, "Where the segment starts."))
  var from: String?

  @Option(parsing: .unconditional, help: Word.help(.slope, "What AD is to return."))
  var slope: String?

  @Option(help: Word.help(.under, "The conventions to compare."))
  var under: String?

  @Option(
    parsing: .unconditional,
    help: Word.help(.to, Word.form.endsAtPoint ? "Where it ends." : "The file to write."),
    completion: .file())
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

  @Flag(
    help: ArgumentHelp(
      "All rows of a long table.",
      visibility: Word.form.words.contains("unfolded") ? .default : .private))
  var unfolded = false

  @Option(
    help: ArgumentHelp(
      "What AD may not do: spurious, artificial, outside, undecided; ends with 1 where it does.",
      valueName: "faults", visibility: Self.judges ? .default : .private))
  var failOn: FaultList?

  @Flag(
    help: ArgumentHelp(
      "A panel for each function and its derivatives.",
      visibility: Word.form.words.contains("panels") ? .default : .private))
  var panels = false

  @Flag(
    help: ArgumentHelp(
      "The matrices of both modes.",
      visibility: Word.form.words.contains("matrices") ? .default : .private))
  var matrices = false

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  private var clauses: [(clause: Clause, text: String?)] {
    [
      (.at, at), (.slope, slope), (.near, near), (.from, from), (.on, on), (.along, along),
      (.under, under),
      (.to, to.map { Word.form.endsAtPoint ? $0 : "\"\($0)\"" }),
    ]
  }

  /// `true` iff the answer says what is wrong with AD.
  private static var judges: Bool { ["classify", "kinks"].contains(Word.word) }

  private var flags: [String] {
    (literal ? ["literal"] : []) + (plan ? ["plan"] : []) + (matrices ? ["matrices"] : [])
      + (panels ? ["panels"] : []) + (unfolded ? ["unfolded"] : [])
  }

  func validate() throws {
    if failOn != nil, !Self.judges { throw ValidationError("`\(Word.word)` has no --fail-on") }
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

  /// What the command line stands for.
  private var command: CommandText {
    CommandText(
      Word.word, about: ProgramFiles(functions).functions, clauses: clauses, words: flags)
  }

  func run() throws {
    try ask(
      command, sessionOptions, outputOptions, about: ProgramFiles(functions),
      failingOn: failOn?.faults ?? [])
  }
}

/// Carries out a command of the language and ends the tool with what it found; what is wrong with
/// AD is a negative finding where it is in `fatal`.
func ask(
  _ command: CommandText, _ sessionOptions: SessionOptions, _ outputOptions: OutputOptions,
  about programs: ProgramFiles = ProgramFiles([]), failingOn fatal: Set<Fault> = []
) throws {
  let output = outputOptions.output(failingOn: fatal)
  var faults: [String] = []
  try output.refuse(command.mistakes)
  let file = SourceFile(name: "<arguments>", text: command.statement)
  var finding = Outcome.success
  let outcome = try duringWork {
    let session = try sessionOptions.session(cancellation: .byInterrupt, output)
    try programs.load(into: session, output)
    return session.run(file) { answer in
      finding = max(finding, answer.content.finding)
      output.show(answer)
      faults += answer.faults(among: fatal)
    }
  }
  if !faults.isEmpty { finding = max(finding, .negative) }
  output.flush()
  for fault in faults { Output.complain(fault) }
  try output.finish(max(outcome, finding))
}

/// What `--fail-on` lists.
struct FaultList: ExpressibleByArgument {
  let faults: Set<Fault>

  static var allValueStrings: [String] { Fault.allCases.map(\.rawValue) }

  init?(argument: String) {
    let words = argument.split(separator: ",").map { $0.drop { $0 == " " } }
    let faults = words.compactMap { Fault(rawValue: String($0)) }
    guard !words.isEmpty, faults.count == words.count else { return nil }
    self.faults = Set(faults)
  }
}
