import ADLPrograms
import ADLSession
import ArgumentParser

/// `adl test`.
struct TestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test",
    abstract: "Run scripts and compare with the results that they record in `#>` lines.")

  @Argument(help: "The scripts; - is standard input.", completion: .file(extensions: ["adl"]))
  var files: [String]

  @Flag(help: "Record the results in the scripts.")
  var update = false

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    var outcome = Outcome.success
    duringWork {
      for file in files where !Cancellation.byInterrupt.isRequested {
        do throws(SourceReader.Failure) {
          let content =
            try update
            ? ScriptTest.update(path: file, cancellation: .byInterrupt)
            : ScriptTest.run(path: file, cancellation: .byInterrupt)
          output.show(Answer(content, file: file, line: 1))
          outcome = max(outcome, content.outcome)
        } catch {
          output.show(error)
          outcome = .trouble
        }
      }
    }
    try output.finish(outcome)
  }
}
