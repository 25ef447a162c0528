import ADLText

/// What stands between brackets, separated by commas.
extension Parser {
  /// arguments = comprehension | argument {"," argument}
  /// argument = condition | expression [".." expression]
  mutating func parseArguments() throws(ParseFailure) -> ListID<ExpressionID> {
    let open = take()
    bracketDepth += 1
    if isNext(.closeParenthesis) { throw failure(.noArguments(at: here)) }
    let elements = try parseElements(of: open, areArguments: true)
    try close(.closeParenthesis, opened: open)
    return tree.insert(elements)
  }

  /// vector = "[" (comprehension | row) "]"
  /// matrix = "[" row ";" row {";" row} "]"
  /// row = expression {"," expression}
  mutating func parseVector() throws(ParseFailure) -> ExpressionID {
    let open = take()
    bracketDepth += 1
    if isNext(.closeBracket) { throw failure(.emptyVector(at: span(open))) }
    var rows: [ExpressionID] = []
    var elements: [ExpressionID] = []
    var isMatrix = false
    repeat {
      let first = head
      elements = try parseElements(of: open)
      isMatrix = isMatrix || isNext(.semicolon)
      if isMatrix { rows.append(tree.insert(.vector(tree.insert(elements)), range(from: first))) }
    } while take(.semicolon) != nil
    try close(.closeBracket, opened: open)
    let list = tree.insert(isMatrix ? rows : elements)
    return tree.insert(isMatrix ? .matrix(list) : .vector(list), range(from: open))
  }

  /// indices = index {"," index}
  /// index = expression [".." expression]
  mutating func parseIndices() throws(ParseFailure) -> ListID<ExpressionID> {
    let open = take()
    bracketDepth += 1
    if isNext(.closeBracket) { throw failure(.emptyIndex(at: span(open))) }
    var elements: [ExpressionID] = []
    repeat {
      let first = head
      let lower = try parseExpression()
      if isNext(.dots) || isNext(.colon) {
        takeDots()
        let upper = try parseExpression()
        elements.append(tree.insert(.range(lower, upper), range(from: first)))
      } else {
        elements.append(lower)
      }
    } while take(.comma) != nil
    try close(.closeBracket, opened: open)
    return tree.insert(elements)
  }

  /// Expressions with commas between them, or one comprehension.
  private mutating func parseElements(
    of open: Token, areArguments: Bool = false
  ) throws(ParseFailure) -> [ExpressionID] {
    var elements: [ExpressionID] = []
    repeat {
      let first = head
      let element = try parseExpression()
      if areArguments, isNext(.dots) {
        take()
        let upper = try parseExpression()
        elements.append(tree.insert(.range(element, upper), range(from: first)))
      } else if isNext(.forWord) {
        if !elements.isEmpty { report(.comprehensionAmongOthers(at: span(head))) }
        elements.append(try parseComprehension(element, first: first))
      } else {
        elements.append(element)
      }
      if isNext(.equal) { throw failure(.equalInArgument(at: here)) }
    } while take(.comma) != nil
    return elements
  }

  /// comprehension = expression "for" name "in" expression ".." expression ["if" disjunction]
  private mutating func parseComprehension(
    _ element: ExpressionID, first: Token
  ) throws(ParseFailure) -> ExpressionID {
    take()
    guard isNext(.name) else { throw missing(.loopVariableExpected(at: here)) }
    let variable = take()
    if isNext(.equal) {
      report(.equalInLoop(at: span(head)))
      take()
    } else if take(.inWord) == nil {
      throw missing(.loopWordExpected(at: here))
    }
    let lower = try parseExpression()
    guard isNext(.dots) || isNext(.colon) else { throw missing(.rangeExpected(at: here)) }
    takeDots()
    let upper = try parseExpression()
    let condition = take(.ifWord) != nil ? try parseCondition() : nil
    if isNext(.forWord) { throw failure(.secondLoop(at: here)) }
    let comprehension = Comprehension(
      element: element, variable: tree.name(at: variable.range), variableRange: variable.range,
      lower: lower, upper: upper, condition: condition)
    return tree.insert(.comprehension(tree.insert(comprehension)), range(from: first))
  }

  /// Takes `..`, or the `:` that other languages write for it.
  private mutating func takeDots() {
    if isNext(.colon) { report(.colonInRange(at: span(head))) }
    take()
  }

  /// Takes the bracket that closes `open`.
  mutating func close(_ kind: TokenKind, opened open: Token) throws(ParseFailure) {
    guard isNext(kind) else {
      throw missing(closeExpected(kind, opened: open))
    }
    take()
    bracketDepth -= 1
  }

  private func closeExpected(_ kind: TokenKind, opened open: Token) -> Diagnostic {
    if head.kind.isClosing {
      return .mismatchedBracket(span(head), opened: span(open))
    }
    if head.kind == .endOfFile || beginsDefinition(at: position) && head.startsLine {
      return .unclosedBracket(
        span(open), expected: TokenSpelling.canonical(kind), before: here)
    }
    return leftover(inside: open)
  }
}
