import ADLLanguage
import ADLSession
import ArgumentParser

/// `adl gradcheck`.
struct GradientCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradcheck",
    abstract: "A gradient from elsewhere, judged place by place.",
    discussion: """
      A file has a column for each input, named as the inputs are (x, or x[1], x[2], …), and one \
      for each derivative, named d/x, d/x[1], …. Two files are arrays of NumPy: the points along \
      the first axis, and their gradients (--with points.npy gradients.npy). Ends with 1 where the \
      gradient is wrong.
      """)

  @Argument(help: "The function: a name or a lambda.")
  var function: String

  @Option(parsing: .unconditional, help: "The gradient: a function, or numbers.")
  var against: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("The file of points and gradients, or two files.", valueName: "file"),
    completion: .file(extensions: ["csv", "npy"]))
  var with: [String] = []

  @Option(parsing: .unconditional, help: "The point: the arguments of a call.")
  var at: String?

  @Option(parsing: .unconditional, help: "The interval or box, as in '[-1, 1]^2'.")
  var on: String?

  @Option(help: "How much numbers may differ, relative to the largest of 1 and theirs.")
  var within: String?

  @Option(help: "The convention that is named first.")
  var under: String?

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    if (against == nil) == with.isEmpty {
      throw ValidationError("`gradcheck` needs --against or --with")
    }
    if with.count > 2 { throw ValidationError("--with takes one file, or two") }
  }

  /// The files as a clause has them.
  private var files: String? {
    with.isEmpty ? nil : with.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  /// What the command line stands for.
  private var command: CommandText {
    CommandText(
      "gradcheck", about: [function],
      clauses: [
        (.against, against), (.with, files), (.at, at), (.on, on),
        (.within, within), (.under, under),
      ])
  }

  func run() throws { try ask(command, sessionOptions, outputOptions) }
}
