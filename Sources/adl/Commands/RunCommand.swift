import ADLSession
import ArgumentParser

/// `adl run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run scripts, each in a session of its own.")

  @Argument(help: "The scripts; - is standard input.", completion: .file(extensions: ["adl"]))
  var files: [String]

  @Flag(help: "Print the scripts too, each result below its statement as a `#>` line.")
  var echo = false

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    var outcome = Outcome.success
    for file in files {
      do {
        outcome = max(outcome, try run(file, output))
      } catch {
        output.show(error)
        outcome = .trouble
      }
    }
    try output.finish(outcome)
  }

  private func run(_ file: String, _ output: Output) throws(SourceReader.Failure) -> Outcome {
    echo && !outputOptions.json
      ? try Session().transcribe(path: file) { output.show($0) }
      : try Session().run(path: file) { output.show($0) }
  }
}
