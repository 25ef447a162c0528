import ADLText

extension Parser {
  /// Returns `true` iff a declaration `selection name(…) = …` comes next.
  func beginsSelection() -> Bool {
    text(head) == "selection" && !second.startsLine && second.kind == .name
      && beginsDefinition(at: position + 1)
  }

  /// Returns `true` iff a declaration `rule name(…) = …` comes next.
  func beginsRule() -> Bool {
    text(head) == "rule" && !second.startsLine && second.kind == .name
      && beginsDefinition(at: position + 1)
  }

  /// rule = "rule" name "(" parameters ")" "=" expression "derivative" [name "->"] point
  mutating func parseRuleDerivative(of rule: Token) throws(ParseFailure) -> StatedExpression {
    guard head.kind == .name, text(head) == "derivative" else {
      throw missing(.derivativeExpected(at: here, of: span(rule)), canFollow: true)
    }
    let word = take()
    if !continues { throw missing(.expressionExpected(after: span(word)), canFollow: true) }
    var adjoint: (name: NameID, range: Range<Int>)?
    if isNext(.name), second.kind == .arrow, !second.startsLine {
      let token = take()
      adjoint = (tree.name(at: token.range), token.range)
      take()
    }
    isPointExpected = true
    let point = try parseExpression()
    isPointExpected = false
    let results = if case .tuple(let list) = tree[point] { Array(tree[list]) } else { [point] }
    return StatedExpression(adjoint: adjoint, results: results, range: range(from: word))
  }

  /// definition = name ["(" parameters ")"] "=" expression
  /// selection declaration = "selection" name "(" parameters ")" "=" expression
  mutating func parseDefinition(
    isSelection: Bool, isRule: Bool = false
  ) throws(ParseFailure) -> Definition {
    let documentation = takeDocumentation(before: head)
    let word = head
    if isSelection || isRule { take() }
    let nameToken = take()
    let name = tree.name(at: nameToken.range)
    let spelling = text(nameToken)
    var parameters: ListID<ParameterDeclaration>?
    if isNext(.openParenthesis) { parameters = tree.insert(try parseParameters(of: spelling)) }
    if isSelection && parameters == nil {
      throw failure(.selectionWithoutParameters(at: span(word)))
    }
    if isRule && parameters == nil { throw failure(.ruleWithoutParameters(at: span(word))) }
    // `definitionSign` has seen the sign.
    take()
    let body = try parseExpression()
    let derivative = isRule ? try parseRuleDerivative(of: word) : nil
    if CommandForm.named(spelling) != nil || spelling == "load" || spelling == "assert" {
      definedCommandWords.insert(spelling)
    }
    return Definition(
      name: name, nameRange: nameToken.range, range: range(from: word), parameters: parameters,
      body: body,
      isSelection: isSelection, derivative: derivative, documentation: documentation)
  }

  /// parameters = parameter {"," parameter}
  mutating func parseParameters(of function: String) throws(ParseFailure) -> [ParameterDeclaration]
  {
    let open = take()
    bracketDepth += 1
    if isNext(.closeParenthesis) { throw failure(.noParameters(function, at: here)) }
    var parameters: [ParameterDeclaration] = []
    repeat {
      guard isNext(.name) else { throw missing(.parameterIsNoName(at: here)) }
      let parameter = try parseParameter()
      if let same = parameters.first(where: { $0.name == parameter.name }) {
        report(
          .repeatedParameter(
            tree[parameter.name], at: file.span(parameter.nameRange),
            first: file.span(same.nameRange)))
      }
      parameters.append(parameter)
      if !isNext(.comma) && !isNext(.closeParenthesis) {
        throw missing(.parameterIsNoName(at: here))
      }
    } while take(.comma) != nil
    try close(.closeParenthesis, opened: open)
    return parameters
  }

  /// parameter = name [":" type]
  mutating func parseParameter() throws(ParseFailure) -> ParameterDeclaration {
    let nameToken = take()
    let name = tree.name(at: nameToken.range)
    guard take(.colon) != nil else {
      return ParameterDeclaration(name: name, nameRange: nameToken.range, type: nil, typeRange: nil)
    }
    let first = head
    let type = try parseType()
    return ParameterDeclaration(
      name: name, nameRange: nameToken.range, type: type, typeRange: range(from: first))
  }

  /// type = "N" | "R" ["^" (size | "(" size ["," size] ")")]
  mutating func parseType() throws(ParseFailure) -> ParameterType {
    guard isNext(.name) else { throw missing(.unknownType(at: here), canFollow: true) }
    switch text(head) {
    case "N", "ℕ":
      take()
      return .natural
    case "R", "ℝ":
      take()
      guard take(.caret) != nil else { return .real }
      guard let open = take(.openParenthesis) else { return .vector(try parseSize()) }
      bracketDepth += 1
      let rows = try parseSize()
      guard take(.comma) != nil else {
        try close(.closeParenthesis, opened: open)
        return .vector(rows)
      }
      let columns = try parseSize()
      try close(.closeParenthesis, opened: open)
      return .matrix(rows: rows, columns: columns)
    default:
      throw failure(.unknownType(at: here))
    }
  }

  /// size = natural | name
  private mutating func parseSize() throws(ParseFailure) -> ParameterType.Size {
    if isNext(.name) { return .name(tree.name(at: take().range)) }
    guard isNext(.number) else { throw missing(.sizeExpected(at: here)) }
    let token = take()
    guard let size = Int(text(token)), size > 0 else {
      throw failure(.sizeIsNoNatural(at: span(token)))
    }
    return .number(size)
  }

  /// Returns the `##` comment that ends on the line above `first`.
  private mutating func takeDocumentation(before first: Token) -> String? {
    var lines: [String] = []
    var end = first.range.lowerBound
    while documentationPosition < documentation.count,
      documentation[documentationPosition].range.upperBound <= first.range.lowerBound
    {
      documentationPosition += 1
    }
    var place = documentationPosition - 1
    while place >= 0, documentation[place].startsLine,
      documentation[place].range.lowerBound >= previousEnd(of: first),
      !hasBlankLine(in: documentation[place].range.upperBound..<end)
    {
      var text = file.text(in: documentation[place].range).dropFirst(2)
      if text.first == " " { text.removeFirst() }
      lines.append(String(text))
      end = documentation[place].range.lowerBound
      place -= 1
    }
    return lines.isEmpty ? nil : lines.reversed().joined(separator: "\n")
  }

  /// The end of the token before `first`, which is the next token.
  private func previousEnd(of first: Token) -> Int {
    position > 0 ? previous.range.upperBound : 0
  }

  private func hasBlankLine(in range: Range<Int>) -> Bool {
    var newlines = 0
    for byte in file.bytes[range] {
      if byte == UInt8(ascii: "\n") {
        newlines += 1
        if newlines == 2 { return true }
      } else if byte > UInt8(ascii: " ") {
        newlines = 0
      }
    }
    return false
  }
}
