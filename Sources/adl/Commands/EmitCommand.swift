import ADLEmit
import ADLLanguage
import ADLSession
import ArgumentParser

/// `adl emit`.
struct EmitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "emit",
    abstract: "The program in another form, as a file that is complete.",
    discussion: """
      The forms are \(EmissionForm.available.map(\.rawValue).joined(separator: ", ")). The function \
      is a name (with --load), a lambda, a derivative such as f', or the file of a framework's \
      program. The file follows one convention, that of --under.
      """)

  @Argument(
    help: "The function: a name, a lambda, a derivative, or the file of a framework's program.",
    completion: .file(extensions: ["mlir", "pt2"]))
  var function: String

  @Option(
    name: .customLong("as"),
    help: ArgumentHelp("The form.", valueName: "form"),
    completion: .list(EmissionForm.available.map(\.rawValue)))
  var form: String

  @Option(
    parsing: .unconditional,
    help: "The point at which values are shown or compared: the arguments of a call.")
  var at: String?

  @Option(help: "The convention that holds at ties.")
  var under: String?

  @Option(
    parsing: .unconditional, help: "The file to write; by default standard output.",
    completion: .file())
  var to: String?

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let programs = ProgramFiles([function])
    let command = CommandText(
      "emit", about: programs.functions,
      clauses: [
        (.formats, form), (.at, at), (.under, under), (.to, to.map { "\"\($0)\"" }),
      ])
    try ask(command, sessionOptions, outputOptions, about: programs)
  }
}
