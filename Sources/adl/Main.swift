#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#elseif canImport(Darwin)
  @preconcurrency import Darwin
#endif

/// Where the tool begins.
@main
enum Main {
  static func main() {
    // A reader that has seen enough ends the tool quietly, even where the parent ignores SIGPIPE.
    signal(SIGPIPE, SIG_DFL)
    let arguments = Arguments(CommandLine.arguments.dropFirst())
    if let complaint = arguments.complaint {
      Output.complain(complaint)
      exit(EX_USAGE)
    }
    ADLTool.main(arguments.prepared)
  }
}
