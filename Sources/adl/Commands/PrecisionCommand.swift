import ADLLanguage
import ADLSession
import ArgumentParser

/// `adl precision`.
struct PrecisionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "precision",
    abstract:
      "Where AD depends on ties in f16, bf16, f32, or differs from exact numbers.",
    discussion: """
      Every number is rounded to the format after every operation. In one variable all numbers of \
      f16 and bf16 in the interval are looked at; otherwise points are drawn.
      """)

  @Argument(help: "The function: a name or a lambda.")
  var function: String

  @Option(parsing: .unconditional, help: "The interval or box, as in '[-1, 1]^2'.")
  var on: String?

  @Option(name: .customLong("as"), help: "The formats: f16, bf16, f32, f64.")
  var formats: String?

  @Option(help: "How many points are drawn; by default 10000.")
  var samples: String?

  @Option(help: "The seed of what is drawn.")
  var seed: String?

  @Option(help: "Two conventions; by default every tie takes its first piece, or its last.")
  var under: String?

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  /// What the command line stands for.
  private var command: CommandText {
    CommandText(
      "precision", about: [function],
      clauses: [
        (.on, on), (.formats, formats), (.samples, samples), (.seed, seed), (.under, under),
      ])
  }

  func run() throws { try ask(command, sessionOptions, outputOptions) }
}
