import ADLPrograms
import ADLSession
import ArgumentParser

/// `adl check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong with scripts, without running them.")

  @Argument(help: "The scripts; - is standard input.", completion: .file(extensions: ["adl"]))
  var files: [String]

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    var outcome = Outcome.success
    duringWork {
      for file in files where !Cancellation.byInterrupt.isRequested {
        do throws(SourceReader.Failure) {
          let session = Session(cancellation: .byInterrupt)
          outcome = max(outcome, try session.check(path: file) { output.show($0) })
        } catch {
          output.show(error)
          outcome = .trouble
        }
      }
    }
    try output.finish(outcome)
  }
}
