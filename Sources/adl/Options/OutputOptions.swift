import ADLSession
import ArgumentParser

/// The options that say how answers are shown.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON object per line.")
  var json = false

  @Option(
    name: .customLong("format"),
    help: ArgumentHelp(
      "What to print: text, json, annotations for github, or a report: junit or sarif.",
      valueName: "format"))
  var chosenFormat: OutputFormat?

  @Option(help: "When to use colour: auto, always or never.")
  var color = ColorPolicy.auto

  /// How answers are shown.
  var format: OutputFormat { chosenFormat ?? (json ? .json : .text) }

  var output: Output { output(failingOn: []) }

  /// Returns where answers go; what is wrong with AD's answers is an error if it is in `fatal`.
  func output(failingOn fatal: Set<Fault>) -> Output {
    Output(format, color: color, failingOn: fatal)
  }

  func validate() throws {
    if json, let chosenFormat, chosenFormat != .json {
      throw ValidationError("--json and --format say two things")
    }
  }
}
