import ADLBench
import ADLSession
import ArgumentParser

/// `adl bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Measure the engine, beside plain C.",
    discussion: """
      Without options: the gradient of every workload at one point. Times are medians of CPU time \
      on one thread, in nanoseconds; the C beside was compiled with the tool.

      With a function and --load, that function is measured: its plan, value, gradient, memory and \
      operations. --points reads the points of one workload, or of the function, from a file (- is \
      standard input): doubles of eight bytes, little-endian, p a point. With --json each point's \
      value, and the sum and the Euclidean norm of its gradient, are printed too.
      """)

  @Argument(help: "A function of --load to measure, in place of the workloads.")
  var function: String?

  @Option(help: "A script that defines the function.", completion: .file(extensions: ["adl"]))
  var load: String?

  @Option(
    help:
      "A workload by name or number (W1 to W7), or a primitive; may be repeated. All by default.")
  var workload: [String] = []

  @Option(
    help:
      "The size of the workload: inputs, links of a chain, or descents; of a function, its inputs.")
  var n: Int?

  @Option(help: "A file of doubles to take as points.", completion: .file())
  var points: String?

  @Flag(help: "Measure every primitive.")
  var primitives = false

  @Flag(help: "Measure larger and larger programs.")
  var scaling = false

  @Flag(help: "Measure gradients at many points.")
  var batches = false

  @Flag(help: "Measure a million descents of 100 steps.")
  var descents = false

  @Flag(help: "Measure the way from text to programs.")
  var text = false

  @Flag(help: "Print one JSON object a measurement.")
  var json = false

  /// The largest size, at which a program has a hundred million nodes or more.
  private static let sizeLimit = 10_000_000

  func validate() throws {
    if let n, !(2...Self.sizeLimit).contains(n) {
      throw ValidationError("the size is a number from 2 to \(Self.sizeLimit)")
    }
    if (function == nil) != (load == nil) {
      throw ValidationError("a function needs --load, and --load a function")
    }
    let others = primitives || scaling || batches || descents || text
    if function != nil, !workload.isEmpty || others {
      throw ValidationError("a function is measured by itself")
    }
    if points != nil, function == nil, workload.count != 1 || others {
      throw ValidationError("--points needs one --workload, or a function")
    }
  }

  func run() throws {
    let output = Output(json: json, color: .auto)
    var outcome = Outcome.success
    do {
      try bench().run(json: json) { line in
        print(line)
        output.flush()
      }
    } catch let failure as SourceReader.Failure {
      output.show(failure)
      outcome = .trouble
    } catch let failure as WorkloadFailure {
      output.show(
        Answer(ErrorAnswer(.error(failure.description, at: nil)), file: "<arguments>", line: 1))
      outcome = .trouble
    }
    try output.finish(outcome)
  }

  /// The measurements asked for.
  private func bench() throws -> Bench {
    var bench = Bench()
    bench.names = workload
    bench.size = n
    if let function, let load {
      let text = String(decoding: try SourceReader.read(load).bytes, as: UTF8.self)
      bench.function = Workload(function: function, text: text, inputs: n)
    }
    let parts: [(Bool, Bench.Part)] = [
      (primitives, .primitives), (scaling, .scaling), (batches, .batches),
      (descents, .descents), (text, .text),
    ]
    if parts.contains(where: \.0) { bench.parts = parts.filter(\.0).map(\.1) }
    if let points {
      let bytes = try SourceReader.read(points).bytes
      guard bytes.count % 8 == 0 else {
        throw WorkloadFailure("`\(points)` is not a file of doubles: it has \(bytes.count) bytes")
      }
      bench.points = stride(from: 0, to: bytes.count, by: 8).map { first in
        let bits = bytes[first..<first + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        return Double(bitPattern: bits)
      }
    }
    return bench
  }
}
