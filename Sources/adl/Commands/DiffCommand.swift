import ADLLanguage
import ADLSession
import ADLText
import ArgumentParser
import LineEdit

/// `adl diff`: functions, the functions of two scripts, or those of one under several conventions.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Are these one function, and where do their derivatives differ.",
    discussion: """
      The operands are functions, as in the language, or scripts. Two scripts are compared function \
      by function: those of the same name and shape are a pair. One script is compared with itself \
      under the conventions of --under.

      Scripts are compared on the whole line, or on [-1, 1] in each of several inputs, unless --on \
      or --at says where; one interval stands for every input. A function with open sizes is \
      compared with few inputs, unless a point fixes them. A function that one script alone has, or \
      that cannot be compared, is named and not counted.

      The exit status is 0 if there is no difference, 1 if functions or derivatives differ, and 2 \
      for trouble, as that of diff(1).
      """)

  @Argument(
    help: "Functions (names, lambdas, derivatives such as f'), or one or two scripts.",
    completion: .file(extensions: ["adl"]))
  var operands: [String]

  @Option(parsing: .unconditional, help: "The point: the arguments of a call.")
  var at: String?

  @Option(parsing: .unconditional, help: "The interval or box, as in '[-1, 1]'.")
  var on: String?

  @Option(help: "The conventions to compare, as in 'tensorflow, jax'.")
  var under: String?

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  private var scripts: [String] { operands.filter { $0.hasSuffix(".adl") } }

  func validate() throws {
    if at != nil, on != nil { throw ValidationError("`diff` takes --at or --on, not both") }
    if scripts.isEmpty {
      if at == nil, on == nil { throw ValidationError("`diff` needs --at or --on") }
      return
    }
    if scripts.count < operands.count {
      throw ValidationError("`diff` compares scripts or functions, not both; see --load")
    }
    if scripts.count > 2 { throw ValidationError("`diff` compares two scripts at most") }
    if scripts.count == 1, under == nil {
      throw ValidationError("`diff` of one script needs --under, with the conventions to compare")
    }
  }

  func run() throws {
    let output = outputOptions.output
    // The first Ctrl-C asks for what is known so far, the second ends the tool.
    InterruptFlag.install()
    if scripts.isEmpty {
      let clauses = [("at", at), ("on", on), ("under", under)].compactMap { word, text in
        text.map { "\(word) \($0)" }
      }
      let statement = "diff \(operands.joined(separator: ", ")) \(clauses.joined(separator: " "))"
      let session = try sessionOptions.session(isInterrupted: { InterruptFlag.isRaised }, output)
      var finding = Outcome.success
      let file = SourceFile(name: "<arguments>", text: statement)
      let outcome = InterruptFlag.duringWork {
        session.run(file) { answer in
          finding = max(finding, answer.content.finding)
          output.show(answer)
        }
      }
      try output.finish(max(outcome, finding))
    } else {
      let sessions = try scripts.map { _ in
        try sessionOptions.session(isInterrupted: { InterruptFlag.isRaised }, output)
      }
      let comparison = FileComparison(paths: scripts, region: on, point: at, conventions: under)
      let outcome = InterruptFlag.duringWork { comparison.run(in: sessions) { output.show($0) } }
      try output.finish(outcome)
    }
  }
}
