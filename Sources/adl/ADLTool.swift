import ArgumentParser

/// The tool `adl`.
@main
struct ADLTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adl", abstract: "Differentiable programs, and the truth about their derivatives.")
}
