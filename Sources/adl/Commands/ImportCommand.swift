import ADLSession
import ArgumentParser

/// `adl import`: the program of a framework as a script.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Write a framework's program as a script.",
    discussion: """
      The file is StableHLO text of JAX (.mlir), or what torch.export saved (.pt2, or the model.json in \
      it). The script defines the same program, node by node: `adl diff` of the two files says so.
      """)

  @Argument(help: "The file of the framework.", completion: .file(extensions: ["mlir", "pt2"]))
  var file: String

  @Option(
    help: "The script to write; by default standard output.",
    completion: .file(extensions: ["adl"]))
  var to: String?

  @Option(name: .customLong("as"), help: "The name of the function.")
  var name: String?

  @OptionGroup var outputOptions: OutputOptions

  func run() throws {
    let output = outputOptions.output
    let session = Session(cancellation: .byInterrupt)
    let text = duringWork { session.importedText(path: file, as: name) { output.show($0) } }
    guard let text else { return try output.finish(.trouble) }
    if let to {
      try SourceReader.write(text, to: to)
    } else {
      print(text, terminator: "")
    }
    try output.finish(.success)
  }
}
