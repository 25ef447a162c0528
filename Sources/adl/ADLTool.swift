import ArgumentParser

/// The tool `adl`.
struct ADLTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adl",
    abstract: "Differentiable programs, and the truth about their derivatives.",
    discussion: """
      Without a command, adl reads statements from the terminal, or a script from standard input.

      The exit status is 0 if all went well, 1 for a negative answer (an assertion does not hold, \
      derivatives differ, a recorded result is another now), 2 for trouble and 64 for wrong usage.
      """,
    version: ToolVersion.name,
    groupedSubcommands: [
      CommandGroup(
        name: "Scripts",
        subcommands: [
          RunCommand.self, TestCommand.self, EvalCommand.self, CheckCommand.self,
          ImportCommand.self, PromptCommand.self,
        ]),
      CommandGroup(name: "Questions about a function", subcommands: questionCommands),
      CommandGroup(name: "The engine", subcommands: [MapCommand.self, BenchCommand.self]),
    ],
    defaultSubcommand: PromptCommand.self)

  /// The words after which a command line is that of a command.
  static let commandNames =
    configuration.groupedSubcommands.flatMap { group in
      group.subcommands.compactMap { $0.configuration.commandName }
    } + ["help"]
}
