import ADLLanguage
import ADLPrograms
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
      compared with few inputs, unless a point fixes them. A function that is new is named and not \
      counted.

      The exit status is 0 if no difference was found, 1 if functions or derivatives differ or a \
      function is gone, and 2 for trouble, as that of diff(1): if a script does not run, or a \
      function cannot be compared. A comparison that found nothing and did not look at all there is \
      ends with 0 and says so in its last line; with --strict it ends with 1.

      A file, - (standard input) or a path that begins with / or . is a script. Scripts that are \
      compared write no files. Files of frameworks' programs (.mlir, .pt2, model.json) are compared \
      like scripts, or, beside functions, as functions: diff loss.mlir' gradient.mlir --on '[-1, 1]'.
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

  @Option(
    help: "The file to write; of functions, a .py file repeats the first finding in a framework.",
    completion: .file())
  var to: String?

  @Flag(help: "End with 1 also where no difference was found, but not all was looked at.")
  var strict = false

  @Option(
    help: "A function of which nothing that is found counts; may be given several times.")
  var allow: [String] = []

  @Option(
    help: ArgumentHelp(
      "A function that has another name in the second script; may be given several times.",
      valueName: "old=new"))
  var rename: [String] = []

  @OptionGroup var sessionOptions: SessionOptions
  @OptionGroup var outputOptions: OutputOptions

  private var scripts: [String] {
    let scripts = operands.filter { word in
      word.hasSuffix(".adl") || word == "-" || Session.isProgram(word)
        || ["/", "./", "../"].contains(where: word.hasPrefix) && !word.hasSuffix("'")
    }
    // A program of a framework beside a function is a function.
    return scripts.count < operands.count && scripts.allSatisfy(Session.isProgram) ? [] : scripts
  }

  /// The two names of each renaming; an empty name where one is missing.
  private var renamings: [(old: String, new: String)] {
    rename.map { text in
      let names = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      return names.count == 2 ? (names[0], names[1]) : ("", "")
    }
  }

  func validate() throws {
    if at != nil, on != nil { throw ValidationError("`diff` takes --at or --on, not both") }
    if to != nil, !scripts.isEmpty { throw ValidationError("`diff` of scripts has no --to") }
    if scripts.isEmpty {
      if !allow.isEmpty { throw ValidationError("`diff` of functions has no --allow") }
      if !rename.isEmpty { throw ValidationError("`diff` of functions has no --rename") }
      return
    }
    if scripts.count < operands.count {
      throw ValidationError("`diff` compares scripts or functions, not both; see --load")
    }
    if scripts.count > 2 { throw ValidationError("`diff` compares two scripts at most") }
    if scripts.count == 1, under == nil {
      throw ValidationError("`diff` of one script needs --under, with the conventions to compare")
    }
    try validateRenamings()
  }

  private func validateRenamings() throws {
    let renamings = renamings
    if scripts.count == 1, !rename.isEmpty {
      throw ValidationError("`diff` of one script has no --rename")
    }
    if renamings.contains(where: { $0.old.isEmpty || $0.new.isEmpty }) {
      throw ValidationError("--rename has the form old=new")
    }
    if Set(renamings.map(\.old)).count < rename.count
      || Set(renamings.map(\.new)).count < rename.count
    {
      throw ValidationError("--rename gives one name to one function")
    }
  }

  func run() throws {
    let output = outputOptions.output
    let outcome = try duringWork {
      try scripts.isEmpty ? compareFunctions(output) : compareScripts(output)
    }
    try output.finish(outcome)
  }

  private func compareFunctions(_ output: Output) throws -> Outcome {
    let programs = ProgramFiles(operands)
    let command = CommandText(
      "diff", about: programs.functions,
      clauses: [(.at, at), (.on, on), (.under, under), (.to, to.map { "\"\($0)\"" })])
    try output.refuse(command.mistakes)
    let session = try sessionOptions.session(
      cancellation: .byInterrupt, output)
    try programs.load(into: session, output)
    var finding = Outcome.success
    var incompleteness: String?
    let file = SourceFile(name: "<arguments>", text: command.statement)
    let outcome = session.run(file) { answer in
      finding = max(finding, answer.content.finding)
      incompleteness = (answer.content as? ComparisonAnswer)?.incompleteness ?? incompleteness
      output.show(answer)
    }
    if strict, outcome == .success, finding == .success, let incompleteness {
      Output.complain("not complete, though no difference was found: \(incompleteness)")
      return .negative
    }
    return max(outcome, finding)
  }

  private func compareScripts(_ output: Output) throws -> Outcome {
    let sessions = try sessionOptions.sessions(
      scripts.count, cancellation: .byInterrupt, output)
    var comparison = FileComparison(paths: scripts)
    comparison.region = on
    comparison.point = at
    comparison.conventions = under
    comparison.allowed = allow
    comparison.renamings = renamings
    comparison.isStrict = strict
    return comparison.run(in: sessions) { output.show($0) }
  }
}
