import ADLText

extension Parser {
  /// The number of statements with errors after which the rest of a source is not read.
  static let failureLimit = DiagnosticList.limit

  /// Reads all statements.
  mutating func parseScript() -> Script {
    var statements: [Statement] = []
    var failures = 0
    while head.kind != .endOfFile && (depth <= nestingLimit || nestingLimit == Limits.nesting) {
      if cancellation.isRequested { break }
      let start = position
      statementStart = start
      do {
        let statement = try parseStatement()
        // Another statement may follow the semicolon that silences one.
        if previous.kind != .semicolon { try expectEnd() }
        statements.append(statement)
      } catch {
        failures += 1
        recover(from: start)
        statements.append(invalidStatement(from: start))
        if failures == Self.failureLimit && head.kind != .endOfFile {
          report(.tooManyFailures(at: span(head)))
          break
        }
      }
    }
    tree.depth = depth
    return Script(tree: tree, statements: statements)
  }

  /// The statement from the token at `start` to the token taken last.
  private mutating func invalidStatement(from start: Int) -> Statement {
    let first = tokens[start]
    let isDefinition = definitionSign(at: start) != nil
    let name = isDefinition ? tree.name(at: first.range) : nil
    return Statement(
      kind: .invalid(defines: name), range: range(from: first), isSilent: false, isErroneous: true)
  }

  /// Goes on to the line where the next statement presumably begins.
  ///
  /// If brackets are open that is the line after the one that closes them, unless a line before
  /// looks like a definition; if they are never closed, the next line.
  private mutating func recover(from start: Int) {
    let depth = bracketDepth
    bracketDepth = 0
    nesting = 0
    isPointExpected = false
    if position == start { position = min(position + 1, tokens.count - 1) }
    if depth > 0, let closed = placeAfterBrackets(depth: depth) { position = closed }
    // A line that begins with an operator or a closing bracket goes on the one that failed.
    if depth == 0 && head.startsLine && position > start && !head.kind.mayBeginStatement {
      position = min(position + 1, tokens.count - 1)
    }
    while head.kind != .endOfFile && !head.startsLine { position += 1 }
  }

  /// Returns the place after the brackets that close `depth` open ones, or of the definition that
  /// comes before that; `nil` if there is neither.
  private func placeAfterBrackets(depth: Int) -> Int? {
    var depth = depth
    var place = position
    while tokens[place].kind != .endOfFile {
      if tokens[place].startsLine && beginsDefinition(at: place) { return place }
      if tokens[place].kind.isOpening { depth += 1 }
      if tokens[place].kind.isClosing { depth -= 1 }
      place += 1
      if depth == 0 { return place }
    }
    return nil
  }

  /// Returns `true` iff `name =` or `name(…) =` stands at the token at `place`.
  func beginsDefinition(at place: Int) -> Bool {
    definitionSign(at: place)?.kind == .equal
  }

  /// Returns the sign after `name` or `name(…)` at the token at `place`, if it is `=` or `==`.
  func definitionSign(at place: Int) -> Token? {
    guard tokens[place].kind == .name else { return nil }
    var next = place + 1
    if tokens[next].kind == .openParenthesis && !tokens[next].startsLine {
      guard let close = matchingClose(at: next) else { return nil }
      next = close + 1
    }
    let sign = tokens[next]
    return !sign.startsLine && (sign.kind == .equal || sign.kind == .equalEqual) ? sign : nil
  }

  /// Returns the place of the bracket that closes the one at `place`.
  ///
  /// The search ends at a line that begins like a definition, as the bracket is lost then.
  func matchingClose(at place: Int) -> Int? {
    var depth = 0
    for next in place..<tokens.count {
      if tokens[next].kind.isOpening { depth += 1 }
      if tokens[next].kind.isClosing { depth -= 1 }
      if depth == 0 { return next }
      if tokens[next].startsLine && next > place && tokens[next].kind == .name
        && tokens[min(next + 1, tokens.count - 1)].kind == .equal
      {
        return nil
      }
    }
    return nil
  }

  /// Reports what stands between the end of a statement and the end of its line.
  mutating func expectEnd() throws(ParseFailure) {
    if continues { throw failure(leftover()) }
  }
}

extension TokenKind {
  /// `true` iff a statement can begin with the token.
  fileprivate var mayBeginStatement: Bool {
    switch self {
    case .plus, .minus: true
    case .thenWord, .elseWord, .inWord, .forWord, .equal, .arrow, .dots, .comma, .semicolon, .prime,
      .approximately:
      false
    default: !isClosing && OperatorTable.row(self) == nil
    }
  }
}
