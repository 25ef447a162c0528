import ADLPrograms
import ADLSession
import ADLText
import ArgumentParser
import LineEdit

/// `adl map`.
struct MapCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "map", abstract: "Map a function over points, and derive it there.",
    discussion: """
      Points come in as text, one a line, with commas, semicolons or blanks between the numbers; \
      results go out as rows in the same order. A first row without a number is a header: it names \
      every input once, as in x[1],x[2],y, and the inputs are found by name; other columns are \
      passed over. Then the results have a header as well. Without one the columns are the inputs in \
      order. Empty lines and lines that begin with # are passed over.

      With --gradient the derivatives that AD returns follow, in columns d/x, or d[1]/x, d[2]/x, … for \
      several outputs. With --true a limiting gradient follows them (true d/x, …): the derivative \
      where there is one, which the column differentiable says: 1, 0, or nan where it is not known. \
      That takes exact arithmetic, and the time of it.

      With --skip and --take the work can be cut into shards; the results of all shards, one behind \
      the other, are those of the whole. What has been written when a row is bad is the rows of all \
      points before it.
      """)

  @Argument(
    help: "The function: a name, a lambda, a derivative such as f', or a file of a framework.")
  var function: String

  @Option(help: "The file of points; - is standard input.", completion: .file())
  var points = "-"

  @Option(help: "The file to write; - is standard output.", completion: .file())
  var output = "-"

  @Flag(help: "Write the derivatives behind the values.")
  var gradient = false

  @Flag(
    name: .customLong("true"),
    help: "Write derivatives, a limiting gradient behind them, and whether that is the derivative.")
  var limits = false

  @Option(help: "How many rows to pass over.")
  var skip = 0

  @Option(help: "How many rows to map at the most.")
  var take: Int?

  @Option(help: "How many threads share the work; by default, one for each processor.")
  var threads: Int?

  @Option(help: "What a point outside the domain comes to: error, nan, or ieee.")
  var domain = "error"

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  func validate() throws {
    if case .report = outputOptions.format {
      throw ValidationError("`map` writes rows: its --format is `text` or `json`")
    }
    if skip < 0 || take ?? 0 < 0 {
      throw ValidationError("--skip and --take are numbers of rows, from 0")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is a number from 1 to 1024")
    }
    if PointMapOptions.domain(named: domain) == nil {
      throw ValidationError("--domain is `error`, `nan` or `ieee`")
    }
  }

  func run() throws {
    let shown = Output(json: false, color: outputOptions.color)
    InterruptFlag.install()
    let session = try sessionOptions.session(
      cancellation: Cancellation { InterruptFlag.isRaised }, shown)
    let programs = ProgramFiles([function])
    try programs.load(into: session, shown)
    var options = PointMapOptions()
    options.derivatives = gradient || limits
    options.limits = limits
    options.form = outputOptions.format == .json ? .json : .commaSeparated
    options.skip = skip
    options.take = take
    options.threadCount = threads ?? PointMapOptions.processorCount
    options.domain = PointMapOptions.domain(named: domain) ?? options.domain
    let map = PointMap(
      programs.functions[0], in: session, from: points, to: output, options: options)
    let progress = Progress(isShown: output != "-" || !Terminal.isTerminal(1))
    let outcome = InterruptFlag.duringWork {
      map.run(progress: { progress.show(map.pointCount) }) { answer in
        progress.clear()
        shown.show(answer)
      }
    }
    progress.clear()
    try shown.finish(outcome)
  }
}
