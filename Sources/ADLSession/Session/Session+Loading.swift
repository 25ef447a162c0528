import ADLLanguage
import ADLText

extension Session {
  /// Runs a file for what it defines: of its answers only errors are shown, and which files it
  /// would have written.
  ///
  /// A file is loaded once; at the prompt, again each time it is asked for. If anything in it goes
  /// wrong, the session stays as it was.
  func load(_ name: FileName, as alias: Word?, in context: Context) throws(SessionFailure) {
    let span = context.file.span(name.range)
    let (path, shown) = paths(of: name)
    let resolved = SourceReader.resolved(path)
    if context.mode == .prompt { state.loadedFiles = [] }
    if let format = ImportFormat(path: path) {
      return try load(name, format, as: alias, in: context)
    }
    if let alias {
      throw SessionFailure(
        .error(
          "a script defines names of its own", at: context.file.span(alias.range),
          hint: "load it without `as`; programs of frameworks take a name"))
    }
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
    let open = OpenFile(loading: path, as: shown)
    let outcome = run(file, open, as: .script) { answer in
      if Self.isShown(answer.content) { context.report(answer.content) }
    }
    guard outcome == .success else {
      state = before
      throw SessionFailure(.failedLoad(shown, at: span), outcome: outcome)
    }
    state.loadedFiles.insert(resolved)
    if context.mode == .prompt {
      context.report(loaded(shown, since: before))
    }
  }

  /// Loads the program of a framework.
  private func load(
    _ name: FileName, _ format: ImportFormat, as alias: Word?, in context: Context
  ) throws(SessionFailure) {
    let (path, shown) = paths(of: name)
    let resolved = SourceReader.resolved(path)
    if alias == nil, state.loadedFiles.contains(resolved) { return }
    let before = state
    let file = try read(name, in: context)
    let end = alias.map { " as \($0.text)" } ?? ""
    try define(
      try programs(file, format), from: file, as: alias, statement: "load \"\(shown)\"\(end)",
      in: context.file)
    if alias == nil { state.loadedFiles.insert(resolved) }
    if context.mode == .prompt { context.report(loaded(shown, since: before)) }
  }

  /// The path that a statement means by the name of a file, and how it is shown.
  func paths(of name: FileName) -> (path: String, shown: String) {
    if name.path == "-" { return (name.path, "<stdin>") }
    if name.path.hasPrefix("/") { return (name.path, name.path) }
    let here = openFiles.last
    return ((here?.folder ?? "") + name.path, (here?.shownFolder ?? "") + name.path)
  }

  /// Returns the file that a statement names.
  func read(_ name: FileName, in context: Context) throws(SessionFailure) -> SourceFile {
    let (path, shown) = paths(of: name)
    do {
      return try source(path, name: shown)
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
      // Standard input is not two scripts.
      file = try SourceReader.read(path, cancellation: cancellation)
    } catch {
      report(Answer(ErrorAnswer(Diagnostic(.error, error.message)), file: path, line: 1))
      return .trouble
    }
    return load(file, from: path, report: report)
  }

  /// Loads `file`, which was read from `path`, as a `load` statement does: for the tool's `--load`.
  public func load(_ file: SourceFile, from path: String, report: (Answer) -> Void) -> Outcome {
    let open = OpenFile(loading: path, as: path == "-" ? file.name : path)
    let resolved = open.resolvedPath
    noteInput(path)
    if path != "-", state.loadedFiles.contains(resolved) { return .success }
    if let format = ImportFormat(path: path) {
      do throws(SessionFailure) {
        try define(
          try programs(file, format), from: file, as: nil, statement: "load \"\(path)\"", in: file)
        state.loadedFiles.insert(resolved)
        return .success
      } catch {
        report(Answer(ErrorAnswer(error.diagnostics), file: file.name, line: 1))
        return .trouble
      }
    }
    let outcome = run(file, open, as: .script) { answer in
      if Self.isShown(answer.content) { report(answer) }
    }
    if outcome == .success { state.loadedFiles.insert(resolved) }
    return outcome
  }
}
