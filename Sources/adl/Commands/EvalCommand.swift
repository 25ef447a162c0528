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
    let outcome = try duringWork {
      let session = try sessionOptions.session(cancellation: .byInterrupt, output)
      let file = SourceFile(name: "<arguments>", text: statement)
      return session.run(file) { output.show($0) }
    }
    try output.finish(outcome)
  }
}
