import ADLPrograms
import ADLSession
import ArgumentParser
import FoundationEssentials
import LineEdit

/// `adl` without a command.
struct PromptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "prompt",
    abstract: "Read statements from the terminal, or a script from standard input.")

  @Flag(name: .shortAndLong, help: "Do not greet.")
  var quiet = false

  @Flag(name: .customLong("no-history"), help: "Keep no history of what is typed.")
  var isForgetful = false

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    guard Terminal.isTerminal(0), Terminal.isTerminal(1), outputOptions.format == .text else {
      let session = try sessionOptions.session(output)
      return try output.finish(session.run(path: "-") { output.show($0) })
    }
    InterruptFlag.install()
    let session = try sessionOptions.session(
      cancellation: .byInterrupt, output)
    let environment = ProcessInfo.processInfo.environment
    let path = isForgetful ? nil : HistoryFile.location(environment: environment)
    try Prompt(session: session, output: output, historyPath: path, isQuiet: quiet).run()
  }
}
