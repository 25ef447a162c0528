import ADLText

extension Parser {
  /// statement = definition | selection declaration | table | assertion | load | command | expression
  mutating func parseStatement() throws(ParseFailure) -> Statement {
    let first = head
    let reported = diagnostics.count
    let kind = try parseStatementKind()
    let range = range(from: first)
    let isSilent = take(.semicolon) != nil
    return Statement(
      kind: kind, range: range, isSilent: isSilent, isErroneous: diagnostics.count > reported)
  }

  private mutating func parseStatementKind() throws(ParseFailure) -> Statement.Kind {
    if let command = try parsePromptCommand() { return .command(command) }
    guard head.kind == .name else { return .expression(try parseExpression()) }

    skipForeignDefinitionWord()
    if beginsSelection() { return .definition(try parseDefinition(isSelection: true)) }
    if beginsRule() {
      return .definition(try parseDefinition(isSelection: false, isRule: true))
    }
    if beginsTable() { return .table(try parseTable()) }
    if let sign = definitionSign(at: position) {
      if sign.kind == .equal { return .definition(try parseDefinition(isSelection: false)) }
      if mayDefineByComparison() {
        report(.definitionWithComparison(name: text(head), sign: span(sign)))
        return .definition(try parseDefinition(isSelection: false))
      }
    }
    let word = text(head)
    switch word {
    case "assert" where beginsCommand(): return .assertion(try parseAssertion())
    case "load" where beginsCommand(): return try parseLoad()
    default:
      if let form = CommandForm.named(word), beginsCommand() {
        return .command(try parseCommand(form))
      }
      return .expression(try parseExpression())
    }
  }

  /// `true` iff `name = read "file"` comes next.
  private func beginsTable() -> Bool {
    guard second.kind == .equal, position + 3 < tokens.count else { return false }
    let (word, file) = (tokens[position + 2], tokens[position + 3])
    return word.kind == .name && text(word) == "read" && file.kind == .string && !file.startsLine
  }

  /// table = name "=" "read" string
  private mutating func parseTable() throws(ParseFailure) -> TableDefinition {
    let nameToken = take()
    take()
    let word = take()
    let file = try parseFileName(after: word, toLineEnd: true)
    return TableDefinition(
      name: tree.name(at: nameToken.range), nameRange: nameToken.range,
      range: range(from: nameToken), file: file)
  }

  /// Returns `true` iff `name ==` or `name(…) ==` comes next and can only be meant as a definition:
  /// of a name that means nothing yet, with names as parameters.
  private func mayDefineByComparison() -> Bool {
    let name = text(head)
    if isDefined(name) || CommandForm.named(name) != nil || name == "assert" || name == "load" {
      return false
    }
    guard second.kind == .openParenthesis else { return true }
    guard let close = matchingClose(at: position + 1) else { return false }
    return tokens[position + 2..<close].allSatisfy { $0.kind == .name || $0.kind == .comma }
  }

  /// assertion = "assert" expression
  ///   | "assert" expression ("≈" | "~=") expression ["within" expression]
  private mutating func parseAssertion() throws(ParseFailure) -> Assertion {
    let word = take()
    if !continues { throw failure(.conditionExpected(after: span(word))) }
    let left = try parseCondition()
    guard take(.approximately) != nil else { return .condition(left) }
    let right = try parseOperation(.sum)
    guard isNext(.name), text(head) == "within" else {
      return .approximation(left: left, right: right, tolerance: nil)
    }
    take()
    return .approximation(left: left, right: right, tolerance: try parseOperation(.sum))
  }

  /// load = "load" string [ "as" name ]
  private mutating func parseLoad() throws(ParseFailure) -> Statement.Kind {
    let word = take()
    let name = try parseFileName(after: word, toLineEnd: true, endsBefore: "as")
    guard continues, head.kind == .name, text(head) == "as" else { return .load(name, as: nil) }
    let mark = take()
    guard continues, head.kind == .name else {
      throw failure(.nameExpected(after: span(mark)))
    }
    let alias = take()
    return .load(name, as: Word(text: text(alias), range: alias.range))
  }

  /// Skips a word with which other languages begin a definition, and names it.
  private mutating func skipForeignDefinitionWord() {
    let words = ["def", "function", "fn", "fun", "func", "var", "const", "define"]
    let next = second
    guard next.kind == .name, !next.startsLine, words.contains(text(head)) else { return }
    guard definitionSign(at: position + 1) != nil else { return }
    report(.foreignDefinition(word: span(head)))
    position += 1
  }

  /// Returns `true` iff the name is defined before this statement.
  func isDefined(_ name: String) -> Bool {
    definedCommandWords.contains(name) || options.definedNames.contains(name)
  }

  /// Returns `true` iff the next token, a command word, begins a command here.
  ///
  /// It does unless the word is also a defined name and what follows can continue an expression.
  private func beginsCommand() -> Bool {
    guard isDefined(text(head)) else { return true }
    let next = second
    if next.startsLine { return false }
    switch next.kind {
    case .name, .number, .string, .notWord: return true
    case .openParenthesis:
      guard let close = matchingClose(at: position + 1) else { return false }
      if tokens[position + 1...close].contains(where: { $0.kind == .arrow }) { return true }
      let after = tokens[close + 1]
      return !after.startsLine && (after.kind == .name || after.kind == .comma)
    default: return false
    }
  }
}
