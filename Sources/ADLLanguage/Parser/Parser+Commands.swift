import ADLText

extension Parser {
  /// At the prompt, a command is also written `:word`, and help `?name`.
  mutating func parsePromptCommand() throws(ParseFailure) -> Command? {
    let sign = head
    switch sign.kind {
    case .question:
      if !options.isPrompt { throw failure(.promptCommandInScript(at: span(sign))) }
      take()
      return try parseCommand(CommandForm.named("help")!, wordRange: sign.range)
    case .colon:
      if !options.isPrompt { throw failure(.promptCommandInScript(at: span(sign))) }
      take()
      guard isNext(.name), let form = CommandForm.named(text(head)) else {
        throw failure(.unknownCommand(at: here))
      }
      return try parseCommand(form)
    default:
      return nil
    }
  }

  /// command = word operands {clause}
  mutating func parseCommand(_ form: CommandForm) throws(ParseFailure) -> Command {
    try parseCommand(form, wordRange: take().range)
  }

  private mutating func parseCommand(
    _ form: CommandForm, wordRange: Range<Int>
  ) throws(ParseFailure) -> Command {
    var command = Command(form: form, wordRange: wordRange)
    switch form.operands {
    case .functions(let count):
      command.functions = try parseFunctions(of: form, wordRange: wordRange, count: count)
      try parseClauses(of: &command)
    case .words:
      while continues && head.kind != .semicolon { command.words.append(parseWord()) }
    case .file:
      command.file = try parseFileName(after: previous, toLineEnd: true)
    case .convention:
      try parseConvention(of: &command)
    case .statement:
      if !continues { throw failure(.statementExpected(at: file.span(wordRange))) }
      try enter()
      command.statement = [try parseStatement()]
      nesting -= 1
    }
    return command
  }

  /// functions = expression {"," expression}
  private mutating func parseFunctions(
    of form: CommandForm, wordRange: Range<Int>, count: ClosedRange<Int>
  ) throws(ParseFailure) -> [ExpressionID] {
    if !continues || isClauseNext {
      throw failure(.functionExpected(form, at: file.span(wordRange)))
    }
    var functions: [ExpressionID] = []
    repeat { functions.append(try parseExpression()) } while take(.comma) != nil
    if functions.count > count.upperBound {
      let extra = tree.span(functions[count.upperBound])
      throw failure(.tooManyFunctions(form, at: extra))
    }
    return functions
  }

  /// `true` iff the word of a clause comes next.
  private var isClauseNext: Bool { isNext(.name) && Clause(rawValue: text(head)) != nil }

  private mutating func parseClauses(of command: inout Command) throws(ParseFailure) {
    let form = command.form
    var found: [Clause: Token] = [:]
    while isNext(.name) {
      let word = text(head)
      if let clause = Clause(rawValue: word) {
        if !form.allows(clause) { throw failure(.clauseNotAllowed(form, at: here)) }
        if let first = found[clause] {
          throw failure(.repeatedClause(at: here, first: span(first)))
        }
        found[clause] = head
        take()
        try parse(clause, of: &command)
      } else if form.words.contains(word) {
        command.words.append(parseWord())
      } else {
        throw failure(.unknownClause(form, at: here))
      }
    }
    if continues && head.kind != .semicolon { throw failure(.unknownClause(form, at: here)) }
    for alternatives in form.required where !alternatives.contains(where: { found[$0] != nil }) {
      let end = previous.range.upperBound
      throw failure(.clauseMissing(form, alternatives, at: file.span(end..<end)))
    }
  }

  /// clause = "at" point | "on" region | "along" point | "under" names | "to" string | "as" name
  private mutating func parse(
    _ clause: Clause, of command: inout Command
  ) throws(ParseFailure) {
    switch clause {
    case .at: command.point = try parsePoint()
    case .along: command.direction = try parsePoint()
    case .on: command.region = try parseRegion()
    case .under:
      repeat { command.conventions.append(try parseName()) } while take(.comma) != nil
    case .to: command.file = try parseFileName(after: previous, toLineEnd: false)
    case .as: command.target = try parseName()
    }
  }

  private mutating func parsePoint() throws(ParseFailure) -> ExpressionID {
    if !continues { throw failure(.pointExpected(after: span(previous))) }
    isPointExpected = true
    let point = try parseExpression()
    isPointExpected = false
    return point
  }

  /// The name of a convention or of a target, which may contain `-` and `.`.
  private mutating func parseName() throws(ParseFailure) -> Word {
    guard isNext(.name) else { throw failure(.nameExpected(after: span(previous))) }
    return parseWord()
  }

  /// convention = "convention" [name | tie "=" expression]
  private mutating func parseConvention(of command: inout Command) throws(ParseFailure) {
    if !continues || head.kind == .semicolon { return }
    guard isNext(.name), [.openParenthesis, .prime].contains(second.kind) else {
      command.conventions = [try parseName()]
      return
    }
    let tie = try parseOperation(.postfix)
    guard isNext(.equal) else { throw failure(.conventionValueExpected(at: here)) }
    take()
    command.conventionEntry = (tie, try parseExpression())
  }
}
