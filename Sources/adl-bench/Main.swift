import ADLBench

@main struct Main {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    Bench.runTable(names: Array(arguments))
  }
}
