import ADLLanguage
import ADLPrograms
import ADLText

extension Session {
  /// Runs the statements of `file` and gives each answer to `report` as it comes.
  ///
  /// Paths in the file start from the working directory. Returns the worst outcome.
  @discardableResult
  public func run(
    _ file: SourceFile, as mode: Mode = .script, report: (Answer) -> Void
  ) -> Outcome {
    let open = OpenFile(resolvedPath: "", name: file.name, folder: "", shownFolder: "")
    return run(file, open, as: mode, report: report)
  }

  /// Runs the file at `path`; `-` is standard input. Paths in it start from its folder.
  @discardableResult
  public func run(
    path: String, as mode: Mode = .script, report: (Answer) -> Void
  ) throws(SourceReader.Failure) -> Outcome {
    let (file, open) = try open(path, as: mode)
    return run(file, open, as: mode, report: report)
  }

  /// Returns the file at `path`, and what is to be known of it while it is run.
  func open(
    _ path: String, as mode: Mode
  ) throws(SourceReader.Failure) -> (file: SourceFile, open: OpenFile) {
    let folder = Self.folder(of: path)
    // What is recorded must not depend on the folder that the tool was started in.
    let name = mode == .recording ? String(path.dropFirst(folder.count)) : path
    let file = try source(path, name: path == "-" ? nil : name)
    let open = OpenFile(
      resolvedPath: path == "-" ? "" : SourceReader.resolved(path), name: file.name,
      folder: folder, shownFolder: mode == .recording ? "" : folder)
    return (file, open)
  }

  func run(
    _ file: SourceFile, _ open: OpenFile, as mode: Mode, report: (Answer) -> Void
  ) -> Outcome {
    withoutActuallyEscaping(report) { report in
      run(file, open, as: mode, reporting: report)
    }
  }

  private func run(
    _ file: SourceFile, _ open: OpenFile, as mode: Mode,
    reporting report: @escaping (Answer) -> Void
  ) -> Outcome {
    openFiles.append(open)
    defer { openFiles.removeLast() }
    let (script, diagnostics) = Script.parse(
      file, options: options(mode), cancellation: cancellation)
    if cancellation.isRequested, !file.bytes.isEmpty {
      report(Answer(ErrorAnswer(.interrupted()), file: file.name, line: 1))
      return .trouble
    }
    let goesOn = mode == .recording || (keepsGoing && mode == .script && !open.isLoaded)
    if diagnostics.containsError, !goesOn {
      var all = diagnostics
      if mode == .script {
        all.append(contentsOf: errors(in: script.statements[...], of: script))
        all.sortByPlace()
      }
      let line = all.elements.first?.primary?.span.start.line ?? 1
      report(Answer(ErrorAnswer(all), file: file.name, line: line))
      return .trouble
    }
    var outcome = Outcome.success
    var found = diagnostics.elements[...]
    for (i, statement) in script.statements.enumerated() {
      let end = file.lineNumber(at: statement.range.upperBound)
      outcome = max(outcome, reportFound(&found, in: file, throughLine: end, report: report))
      if statement.isErroneous { continue }
      let line = file.lineNumber(at: statement.range.lowerBound)
      var last = Outcome.success
      let context = Context(script, as: mode) { content in
        last = max(last, content.outcome)
        if statement.isSilent, content.outcome == .success { return }
        report(
          Answer(content, file: file.name, line: line, lastLine: end, made: self.provenance))
      }
      execute(statement, in: context)
      outcome = max(outcome, last)
      if isFinished { return outcome }
      if cancellation.isRequested {
        return i == script.statements.count - 1 ? outcome : .trouble
      }
      guard last == .trouble, !goesOn else { continue }
      if mode == .script { reportErrors(in: script.statements[i...], of: script, report) }
      return outcome
    }
    return max(outcome, reportFound(&found, in: file, throughLine: file.lineCount, report: report))
  }

  /// Reports what can be seen to be wrong behind the first of `statements`, which failed.
  private func reportErrors(
    in statements: ArraySlice<Statement>, of script: Script, _ report: (Answer) -> Void
  ) {
    for diagnostic in errors(in: statements, of: script, isFirstKnown: true).elements {
      let line = diagnostic.primary?.span.start.line ?? 1
      report(Answer(ErrorAnswer(diagnostic), file: script.file.name, line: line))
    }
  }

  /// Reports what the parser found up to the end of a line, and drops it from `found`.
  private func reportFound(
    _ found: inout ArraySlice<Diagnostic>, in file: SourceFile, throughLine line: Int,
    report: (Answer) -> Void
  ) -> Outcome {
    var outcome = Outcome.success
    while let diagnostic = found.first {
      let start = diagnostic.primary.map { file.lineNumber(at: $0.span.range.lowerBound) } ?? 1
      guard start <= line else { break }
      found.removeFirst()
      let content = ErrorAnswer(diagnostic)
      outcome = max(outcome, content.outcome)
      report(Answer(content, file: file.name, line: start, lastLine: min(line, file.lineCount)))
    }
    return outcome
  }

  private func options(_ mode: Mode) -> ParserOptions {
    ParserOptions(
      isPrompt: mode == .prompt, definedNames: state.environment.names)
  }

  /// Runs one statement; what goes wrong is an answer too.
  func execute(_ statement: Statement, in context: Context) {
    do throws(SessionFailure) {
      switch statement.kind {
      case .definition(let definition):
        try define(definition, statement, in: context)
      case .table(let table): try define(table, in: context)
      case .expression(let id): try evaluate(id, in: context)
      case .assertion(let assertion): try hold(assertion, in: context)
      case .load(let name, let alias): try load(name, as: alias, in: context)
      case .command(let command): try obey(command, in: context)
      case .invalid: break
      }
    } catch {
      context.report(ErrorAnswer(error.diagnostics, outcome: error.outcome))
    }
  }
}
