import ADLPrograms
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

  @Flag(help: "Go on behind a statement that fails; the status is that of the worst.")
  var keepGoing = false

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    var outcome = Outcome.success
    duringWork {
      for file in files where !Cancellation.byInterrupt.isRequested {
        do throws(SourceReader.Failure) {
          outcome = max(outcome, try run(file, output))
        } catch {
          output.show(error)
          outcome = .trouble
        }
      }
    }
    try output.finish(outcome)
  }

  private func run(_ file: String, _ output: Output) throws(SourceReader.Failure) -> Outcome {
    let session = Session(cancellation: .byInterrupt)
    session.keepsGoing = keepGoing
    return echo && outputOptions.format == .text
      ? try session.transcribe(path: file) { output.show($0) }
      : try session.run(path: file) { output.show($0) }
  }
}
