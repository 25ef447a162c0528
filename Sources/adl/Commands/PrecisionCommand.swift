import ADLLanguage
import ADLPrograms
import ADLSession
import ADLText
import ArgumentParser
import LineEdit

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

  func run() throws {
    let output = outputOptions.output
    InterruptFlag.install()
    let session = try sessionOptions.session(
      cancellation: Cancellation { InterruptFlag.isRaised }, output)
    let command = CommandText(
      "precision", about: [function],
      clauses: [
        (.on, on), (.formats, formats), (.samples, samples), (.seed, seed), (.under, under),
      ])
    try output.refuse(command.mistakes)
    let file = SourceFile(name: "<arguments>", text: command.statement)
    var finding = Outcome.success
    // The first Ctrl-C asks for what is known so far, the second ends the tool.
    let outcome = InterruptFlag.duringWork {
      session.run(file) { answer in
        finding = max(finding, answer.content.finding)
        output.show(answer)
      }
    }
    try output.finish(max(outcome, finding))
  }
}
