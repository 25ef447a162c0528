import ADLLanguage
import ADLText

extension Session {
  /// Runs a file for what it defines: of its answers only errors are shown, and which files it
  /// would have written.
  ///
  /// A file is loaded once; at the prompt, again each time it is asked for. If anything in it goes
  /// wrong, the session stays as it was.
  func load(_ name: FileName, in context: Context) throws(SessionFailure) {
    let span = context.file.span(name.range)
    let (path, shown) = paths(of: name)
    let resolved = SourceReader.resolved(path)
    if context.mode == .prompt { state.loadedFiles = [] }
    if let start = openFiles.firstIndex(where: { $0.resolvedPath == resolved }) {
      let circle = openFiles[start...].map(\.name) + [openFiles[start].name]
      throw SessionFailure(.circularLoad(circle, at: span))
    }
    if state.loadedFiles.contains(resolved) { return }
    guard openFiles.count <= Self.loadLimit else {
      throw SessionFailure(.loadedTooDeeply(Self.loadLimit, at: span))
    }
    let file = try read(name, in: context)
    let before = state
    let open = OpenFile(
      resolvedPath: resolved, name: shown, folder: Self.folder(of: path),
      shownFolder: Self.folder(of: shown), isLoaded: true)
    let known = Set(before.definitions.map(\.name))
    let outcome = run(file, open, as: .script) { answer in
      if Self.isShown(answer.content) { context.report(answer.content) }
    }
    guard outcome == .success else {
      state = before
      throw SessionFailure(.failedLoad(shown, at: span), outcome: outcome)
    }
    state.loadedFiles.insert(resolved)
    if context.mode == .prompt {
      let names = state.definitions.map(\.name).filter { !known.contains($0) }
      context.report(LoadAnswer(file: shown, names: names))
    }
  }

  /// The path that a statement means by the name of a file, and how it is shown.
  private func paths(of name: FileName) -> (path: String, shown: String) {
    if name.path.hasPrefix("/") { return (name.path, name.path) }
    let here = openFiles.last
    return ((here?.folder ?? "") + name.path, (here?.shownFolder ?? "") + name.path)
  }

  /// Returns the file that a statement names.
  func read(_ name: FileName, in context: Context) throws(SessionFailure) -> SourceFile {
    let (path, shown) = paths(of: name)
    do {
      return try SourceReader.read(path, name: shown)
    } catch {
      throw SessionFailure(
        .unreadableFile(shown, reason: error.reason, at: context.file.span(name.range)))
    }
  }

  /// `true` iff the answer to a statement of a file that is loaded is shown.
  private static func isShown(_ content: any AnswerContent) -> Bool {
    content.outcome != .success || content is UnwrittenFileAnswer
  }

  /// The maximum number of files that may be open at a time, each loading the next.
  static let loadLimit = 100

  /// Returns the folder part of `path`, with its final slash; empty if there is none.
  static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }
}

extension Session {
  /// Loads the file at `path` as a `load` statement does.
  public func load(path: String, report: (Answer) -> Void) -> Outcome {
    let file: SourceFile
    do {
      file = try SourceReader.read(path)
    } catch {
      report(Answer(ErrorAnswer(Diagnostic(.error, error.message)), file: path, line: 1))
      return .trouble
    }
    return load(file, from: path, report: report)
  }

  /// Loads `file`, which was read from `path`, as a `load` statement does: for the tool's `--load`.
  public func load(_ file: SourceFile, from path: String, report: (Answer) -> Void) -> Outcome {
    let folder = Self.folder(of: path)
    let resolved = path == "-" ? "" : SourceReader.resolved(path)
    let open = OpenFile(
      resolvedPath: resolved, name: file.name, folder: folder, shownFolder: folder, isLoaded: true)
    if path != "-", state.loadedFiles.contains(resolved) { return .success }
    let outcome = run(file, open, as: .script) { answer in
      if Self.isShown(answer.content) { report(answer) }
    }
    if outcome == .success { state.loadedFiles.insert(resolved) }
    return outcome
  }

  /// Reports what is wrong with the file at `path`, and with what its definitions say, without
  /// running anything.
  public func check(
    path: String, report: (Answer) -> Void
  ) throws(SourceReader.Failure) -> Outcome {
    let file = try SourceReader.read(path)
    let (script, parsed) = Script.parse(file)
    var diagnostics = parsed
    for statement in script.statements where !statement.isErroneous {
      let (meaning, found) = checked(statement, of: script)
      if case .definition(let definition) = statement.kind {
        state.environment.define(script.tree[definition.name], as: meaning)
      }
      diagnostics.append(contentsOf: found)
    }
    diagnostics.sortByPlace()
    for diagnostic in diagnostics.elements {
      let line = diagnostic.primary?.span.start.line ?? 1
      report(Answer(ErrorAnswer(diagnostic), file: file.name, line: line))
    }
    return diagnostics.containsError ? .trouble : .success
  }

  /// Returns what the statement defines, if it is a definition, and what is wrong with it. The
  /// checker shares the environment; it is gone before that changes, so nothing is copied.
  private func checked(_ statement: Statement, of script: Script) -> (Meaning, DiagnosticList) {
    var checker = Checker(script, environment: state.environment)
    var meaning = Meaning.unknown
    switch statement.kind {
    case .definition(let definition):
      if let function = checker.check(definition) {
        meaning = definition.parameters == nil ? .unevaluated : .function(function)
      }
    case .expression(let expression): _ = checker.check(expression)
    default: break
    }
    return (meaning, checker.diagnostics)
  }
}
