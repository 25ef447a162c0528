import ArgumentParser
@preconcurrency import Glibc

/// Where the tool begins.
@main
enum Main {
  static func main() {
    // A reader that has seen enough ends the tool quietly, even where the parent ignores SIGPIPE.
    signal(SIGPIPE, SIG_DFL)
    // A file that grows too large is a failure to write, and said.
    signal(SIGXFSZ, SIG_IGN)
    let arguments = Arguments(CommandLine.arguments.dropFirst(), commandNames: ADLTool.commandNames)
    if let complaint = arguments.complaint {
      Output.complain(complaint)
      exit(EX_USAGE)
    }
    if Array(CommandLine.arguments.dropFirst()) == ["--version"] {
      Output.show(ToolVersion.text, isComplaint: false)
      exit(0)
    }
    do {
      var command = try ADLTool.parseAsRoot(arguments.prepared)
      try command.run()
    } catch {
      end(with: error)
    }
  }

  /// Ends the tool with what its parser has to say: a page of help, or a complaint, which quotes
  /// words of the command line.
  private static func end(with error: any Error) -> Never {
    let code = ADLTool.exitCode(for: error)
    let message = ADLTool.fullMessage(for: error)
    if !message.isEmpty { Output.show(message, isComplaint: !code.isSuccess) }
    fflush(nil)
    exit(code.rawValue)
  }
}
