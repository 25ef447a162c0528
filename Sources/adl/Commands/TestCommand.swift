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
    for file in files {
      do {
        let content = try update ? ScriptTest.update(path: file) : ScriptTest.run(path: file)
        output.show(Answer(content, file: file, line: 1))
        outcome = max(outcome, content.outcome)
      } catch {
        output.show(error)
        outcome = .trouble
      }
    }
    try output.finish(outcome)
  }
}
