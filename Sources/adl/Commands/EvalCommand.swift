import ADLSession
import ADLText
import ArgumentParser

/// `adl eval`.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval", abstract: "Run one statement: print a value, or ask a question.")

  @Argument(help: "A statement, such as 'relu'(0)' or 'diff relu, abs at 0'.")
  var statement: String

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    let session = try sessionOptions.session(output)
    let file = SourceFile(name: "<arguments>", text: statement)
    try output.finish(session.run(file) { output.show($0) })
  }
}
