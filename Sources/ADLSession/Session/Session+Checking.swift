import ADLLanguage
import ADLText

extension Session {
  /// Reports what is wrong with the file at `path`, and with what its statements say, without
  /// running anything. Files that it loads are read for what they define.
  public func check(
    path: String, report: (Answer) -> Void
  ) throws(SourceReader.Failure) -> Outcome {
    let (file, open) = try open(path, as: .script)
    openFiles.append(open)
    defer { openFiles.removeLast() }
    let (script, parsed) = Script.parse(file, cancellation: cancellation)
    var check = NameCheck(self)
    check.look(through: script.statements[...], of: script)
    if cancellation.isRequested {
      report(Answer(ErrorAnswer(.interrupted()), file: file.name, line: 1))
      return .trouble
    }
    var diagnostics = parsed
    diagnostics.append(contentsOf: check.diagnostics)
    diagnostics.sortByPlace()
    for diagnostic in diagnostics.elements {
      let line = diagnostic.primary?.span.start.line ?? 1
      report(Answer(ErrorAnswer(diagnostic), file: file.name, line: line))
    }
    return diagnostics.containsError ? .trouble : .success
  }

  /// Returns the errors that can be seen in statements without running them.
  ///
  /// - Parameter isFirstKnown: `true` iff what is wrong with the first of them was said before.
  func errors(
    in statements: ArraySlice<Statement>, of script: Script, isFirstKnown: Bool = false
  ) -> DiagnosticList {
    var check = NameCheck(self)
    check.look(through: statements, of: script, isFirstKnown: isFirstKnown)
    var errors = DiagnosticList()
    for diagnostic in check.diagnostics.elements where diagnostic.level == .error {
      errors.append(diagnostic)
    }
    return errors
  }
}

/// Looks for names without a meaning in statements that are not run.
private struct NameCheck {
  private let session: Session
  private var environment: Environment
  private var loadedFiles: Set<String>

  /// `true` once it is not known any more what is defined: what a file defines that cannot be read.
  private var isLost = false

  /// What was found, in the files that were given and not in those that they load.
  private(set) var diagnostics = DiagnosticList()

  /// Creates a check of what comes next in `session`.
  init(_ session: Session) {
    self.session = session
    environment = session.state.environment
    loadedFiles = session.state.loadedFiles
  }

  /// Looks through statements, in order.
  mutating func look(
    through statements: ArraySlice<Statement>, of script: Script, isFirstKnown: Bool = false
  ) {
    for statement in statements where !isLost {
      if session.cancellation.isRequested { return isLost = true }
      let isKnown = isFirstKnown && statement.range == statements.first?.range
      let before = diagnostics
      look(at: statement.kind, isErroneous: statement.isErroneous || isKnown, of: script)
      if isKnown { diagnostics = before }
    }
  }

  private mutating func look(at kind: Statement.Kind, isErroneous: Bool, of script: Script) {
    switch kind {
    case .definition(let definition):
      let meaning = isErroneous ? .unknown : meaning(of: definition, in: script)
      environment.define(script.tree[definition.name], as: meaning)
    case .table(let table):
      environment.define(
        script.tree[table.name], as: isErroneous ? .unknown : .unevaluated)
    case .invalid(let name):
      if let name { environment.define(script.tree[name], as: .unknown) }
    case .load(let name, let alias): load(name, as: alias, of: script)
    case .expression(let expression): check([expression], in: script)
    case .assertion(.condition(let condition)):
      check([condition], areConditions: true, in: script)
    case .assertion(.approximation(let left, let right, let tolerance)):
      check([left, right] + (tolerance.map { [$0] } ?? []), in: script)
    case .command(.time(let statement)):
      look(at: statement.kind, isErroneous: isErroneous, of: script)
    case .command(let command):
      let functions = command.functions
      for function in functions {
        var checker = Checker(script, environment: environment)
        _ = checker.check(operand: function)
        diagnostics.append(contentsOf: checker.diagnostics)
      }
      check(command.expressions.filter { !functions.contains($0) }, in: script)
    }
  }

  private mutating func check(
    _ expressions: [ExpressionID], areConditions: Bool = false, in script: Script
  ) {
    for expression in expressions {
      var parts = [expression]
      if case .tuple(let arguments) = script.tree[expression] {
        parts = Array(script.tree[arguments])
      }
      for part in parts {
        var checker = Checker(script, environment: environment)
        _ = checker.check(part, isCondition: areConditions)
        diagnostics.append(contentsOf: checker.diagnostics)
      }
    }
  }

  /// Returns what a definition means. The checker shares the environment; it is gone before that
  /// changes, so nothing is copied.
  private mutating func meaning(of definition: Definition, in script: Script) -> Meaning {
    var checker = Checker(script, environment: environment)
    let function = checker.check(definition)
    diagnostics.append(contentsOf: checker.diagnostics)
    guard let function else { return .unknown }
    return definition.parameters == nil ? .unevaluated : .function(function)
  }

  /// Defines what a file does; that it cannot be read is an error here.
  private mutating func load(_ name: FileName, as alias: Word?, of script: Script) {
    let (path, shown) = session.paths(of: name)
    let resolved = SourceReader.resolved(path)
    if let format = ImportFormat(path: path) {
      return load(path, shown, format, as: alias, at: script.file.span(name.range))
    }
    if loadedFiles.contains(resolved) { return }
    if session.openFiles.contains(where: { $0.resolvedPath == resolved }) { return }
    guard session.openFiles.count <= Session.loadLimit else { return isLost = true }
    do throws(SourceReader.Failure) {
      let file = try session.source(path, name: shown)
      loadedFiles.insert(resolved)
      session.openFiles.append(.init(loading: path, as: shown))
      defer { session.openFiles.removeLast() }
      let inner = Script.parse(file, cancellation: session.cancellation).script
      let before = diagnostics
      look(through: inner.statements[...], of: inner)
      diagnostics = before
    } catch {
      diagnostics.append(
        .unreadableFile(shown, reason: error.reason, at: script.file.span(name.range)))
      isLost = true
    }
  }

  /// Defines what a framework's program does.
  private mutating func load(
    _ path: String, _ shown: String, _ format: ImportFormat, as alias: Word?, at span: SourceSpan
  ) {
    do throws(SourceReader.Failure) {
      let file = try session.source(path, name: shown)
      do throws(SessionFailure) {
        for program in try session.programs(file, format) {
          let name = alias?.text ?? Session.name(of: program, from: file)
          environment.define(
            name, as: .function(CheckedFunction(Session.given(program, as: name))))
        }
      } catch {
        diagnostics.append(contentsOf: error.diagnostics)
        isLost = true
      }
    } catch {
      diagnostics.append(.unreadableFile(shown, reason: error.reason, at: span))
      isLost = true
    }
  }
}
