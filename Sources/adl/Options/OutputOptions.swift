import ArgumentParser

/// How answers are shown.
struct OutputOptions: ParsableArguments {
  @Flag(help: "Print one JSON object per line.")
  var json = false

  @Option(help: "When to use colour: auto, always or never.")
  var color = ColorPolicy.auto

  var output: Output { Output(json: json, color: color) }
}
