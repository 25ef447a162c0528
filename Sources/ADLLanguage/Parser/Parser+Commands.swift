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
    switch form.operands {
    case .functions(let count, let make):
      let functions = try parseFunctions(of: form, wordRange: wordRange, count: count)
      let word = Word(text: form.word, range: wordRange)
      let clauses = try parseClauses(
        of: form, into: CommandClauses(of: word, about: functions))
      do throws(ClauseFailure) {
        return try make(clauses)
      } catch {
        throw failure(diagnostic(error, of: form))
      }
    case .words(_, let make):
      var words: [Word] = []
      while continues && head.kind != .semicolon { words.append(parseWord()) }
      return make(words)
    case .file(let make):
      return make(try parseFileName(after: previous, toLineEnd: true))
    case .convention(let make):
      return make(try parseConvention())
    case .statement(let make):
      if !continues { throw failure(.statementExpected(at: file.span(wordRange))) }
      try enter()
      let statement = try parseStatement()
      nesting -= 1
      return make(statement)
    }
  }

  /// functions = expression {"," expression}
  private mutating func parseFunctions(
    of form: CommandForm, wordRange: Range<Int>, count: ClosedRange<Int>
  ) throws(ParseFailure) -> [ExpressionID] {
    if !continues || isClauseNext(of: form) {
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

  /// `true` iff the word of a clause comes next, of the command or of many.
  private func isClauseNext(of form: CommandForm) -> Bool {
    guard isNext(.name), let clause = Clause(rawValue: text(head)) else { return false }
    // What has the name of a clause stands before one.
    if second.kind == .name, let next = Clause(rawValue: text(second)), next != clause,
      form.allows(next)
    {
      return false
    }
    return form.allows(clause) || clause.isCommon
  }

  private mutating func parseClauses(
    of form: CommandForm, into start: CommandClauses
  ) throws(ParseFailure) -> CommandClauses {
    var clauses = start
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
        try parse(clause, of: form, into: &clauses)
      } else if form.words.contains(word) {
        clauses.words.append(parseWord())
      } else {
        throw failure(.unknownClause(form, at: here))
      }
    }
    if isNext(.comma), let clause = found.max(by: { $0.value.start < $1.value.start })?.key,
      [.at, .along, .from, .near].contains(clause)
    {
      throw failure(.pointWithoutBrackets(clause, at: here))
    }
    if continues && head.kind != .semicolon { throw failure(.unknownClause(form, at: here)) }
    return clauses
  }

  /// Returns what is wrong with the clauses of a command that ends here.
  private func diagnostic(_ failure: ClauseFailure, of form: CommandForm) -> Diagnostic {
    switch failure {
    case .missing(let alternatives):
      let end = previous.range.upperBound
      return .clauseMissing(form, alternatives, at: file.span(end..<end))
    case .severalPlaces(let point): return .placeTwice(form, at: tree.span(point))
    case .severalStarts(let point): return .startTwice(at: tree.span(point))
    }
  }

  /// clause = "at" point | "on" region | "along" point | "under" names | "to" string | "to" point |
  /// "near" point, and those of a descent
  private mutating func parse(
    _ clause: Clause, of form: CommandForm, into clauses: inout CommandClauses
  ) throws(ParseFailure) {
    switch clause {
    case .at: clauses.point = try parsePoint()
    case .along: clauses.direction = try parsePoint()
    case .on: clauses.region = try parseRegion()
    case .under:
      repeat { clauses.conventions.append(try parseName()) } while take(.comma) != nil
    case .near: clauses.center = try parsePoint()
    case .slope: clauses.slope = try parsePoint()
    case .against: clauses.rival = try parsePoint()
    case .with:
      clauses.gradients = try parseFileName(after: previous, toLineEnd: false)
      if take(.comma) != nil {
        clauses.apartGradients = try parseFileName(after: previous, toLineEnd: false)
      }
    case .to where form.endsAtPoint: clauses.destination = try parsePoint()
    case .to: clauses.file = try parseFileName(after: previous, toLineEnd: false)
    case .state: clauses.state = try parseFileName(after: previous, toLineEnd: false)
    case .from: clauses.point = try parsePoint()
    case .over:
      clauses.data =
        head.kind == .string
        ? .file(try parseFileName(after: previous, toLineEnd: false)) : .value(try parseNumber())
    case .rate: clauses.rate = try parseRate()
    case .steps, .until, .batch, .starts, .skip, .take, .seed, .samples, .within:
      clauses.numbers[clause] = try parseNumber()
    case .formats where form.writesForm: clauses.formats = [try parseName()]
    case .formats:
      repeat { clauses.formats.append(try parseName()) } while take(.comma) != nil
    }
  }

  /// Reads a word and one part of a command, which must be all there is.
  mutating func readPart(_ clause: Clause?, of form: CommandForm) {
    let word = take()
    do throws(ParseFailure) {
      if let clause {
        var clauses = CommandClauses(of: Word(text: text(word), range: word.range), about: [])
        try parse(clause, of: form, into: &clauses)
      } else {
        repeat { _ = try parseExpression() } while take(.comma) != nil
      }
      if head.kind != .endOfFile { throw failure(.partGoesOn(clause, of: form, with: span(head))) }
      // A comment would hide what is written behind the part.
      let end = previous.range.upperBound
      let rest = file.bytes[end...].drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
      if !rest.isEmpty {
        report(.partGoesOn(clause, of: form, with: file.span(rest.startIndex..<rest.endIndex)))
      }
    } catch {}
  }

  private mutating func parseNumber() throws(ParseFailure) -> ExpressionID {
    if !continues { throw failure(.numberExpected(after: span(previous))) }
    return try parseExpression()
  }

  /// A formula in k and c, which is read as a function of those of them that it names.
  private mutating func parseRate() throws(ParseFailure) -> DescentRequest.Rate {
    let first = position
    let formula = try parseNumber()
    var parameters: [ParameterDeclaration] = []
    var names: [DescentRequest.Rate.Name] = []
    for name in DescentRequest.Rate.Name.allCases {
      guard
        let token = tokens[first..<position].first(where: {
          $0.kind == .name && text($0) == name.rawValue
        })
      else { continue }
      names.append(name)
      parameters.append(
        ParameterDeclaration(
          name: tree.name(at: token.range), nameRange: token.range, type: .real, typeRange: nil))
    }
    if names.isEmpty { return DescentRequest.Rate(expression: formula, names: []) }
    let function = tree.insert(
      .lambda(tree.insert(parameters), formula), tree.range(formula))
    return DescentRequest.Rate(expression: function, names: names)
  }

  private mutating func parsePoint() throws(ParseFailure) -> ExpressionID {
    if !continues { throw failure(.pointExpected(after: span(previous))) }
    isPointExpected = true
    let point = try parseExpression()
    isPointExpected = false
    return point
  }

  /// The name of a convention, which may contain `-` and `.`.
  private mutating func parseName() throws(ParseFailure) -> Word {
    guard isNext(.name) || head.kind == .name && previous.kind == .comma else {
      throw failure(.nameExpected(after: span(previous)))
    }
    return parseWord()
  }

  /// convention = "convention" [name | string | tie "=" expression]
  private mutating func parseConvention() throws(ParseFailure) -> ConventionRequest {
    if !continues || head.kind == .semicolon { return .show }
    if head.kind == .string {
      return .read(try parseFileName(after: previous, toLineEnd: true))
    }
    guard isNext(.name), [.openParenthesis, .prime].contains(second.kind), !second.startsLine else {
      return .use(try parseName())
    }
    let tie = try parseOperation(.postfix)
    guard isNext(.equal) else { throw failure(.conventionValueExpected(at: here)) }
    take()
    return .set(tie: tie, value: try parseExpression())
  }
}
