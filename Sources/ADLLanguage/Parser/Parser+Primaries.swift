import ADLText

extension Parser {
  /// primary = number | name | group | vector
  mutating func parsePrimary() throws(ParseFailure) -> ExpressionID {
    let mayBePoint = isPointExpected
    isPointExpected = false
    let token = head
    switch token.kind {
    case .number:
      take()
      return tree.insert(.number, token.range)
    case .name:
      if token.startsLine && position > 0 && previous.kind.wantsMore
        && beginsDefinition(at: position)
      {
        throw failure(.expressionExpected(after: span(previous)))
      }
      take()
      return tree.insert(.name(tree.name(at: token.range)), token.range)
    case .openParenthesis: return try parseGroup(mayBePoint: mayBePoint)
    case .openBracket: return try parseVector()
    case .letWord, .ifWord:
      report(.constructWithoutBrackets(text(token), at: span(token)))
      return try parseExpression()
    default:
      throw missing(expressionExpected())
    }
  }

  /// group = "(" expression ")"
  /// point = "(" expression {"," expression} ")"
  private mutating func parseGroup(mayBePoint: Bool) throws(ParseFailure) -> ExpressionID {
    let open = take()
    bracketDepth += 1
    if isNext(.closeParenthesis) { throw failure(.emptyGroup(at: span(open))) }
    var elements: [ExpressionID] = []
    var parameters: [ParameterDeclaration] = []
    repeat {
      if isNext(.name) && second.kind == .colon {
        let parameter = try parseParameter()
        parameters.append(parameter)
        elements.append(tree.insert(.name(parameter.name), parameter.nameRange))
      } else {
        elements.append(try parseExpression())
      }
    } while take(.comma) != nil
    try close(.closeParenthesis, opened: open)
    if let typed = parameters.first {
      guard isNext(.arrow) else {
        throw failure(.typeOutsideParameters(at: file.span(typed.typeRange ?? typed.nameRange)))
      }
      typedParameters = parameters
      return tree.insert(.tuple(tree.insert(elements)), range(from: open))
    }
    if elements.count == 1 { return elements[0] }
    let tuple = tree.insert(.tuple(tree.insert(elements)), range(from: open))
    if !mayBePoint && !isNext(.arrow) {
      throw failure(.tupleOutsidePoint(at: file.span(range(from: open))))
    }
    return tuple
  }

  /// lambda = (name | "(" parameters ")") "->" expression
  mutating func parseLambda(
    _ operation: ExpressionID, first: Token
  ) throws(ParseFailure) -> ExpressionID {
    let typed = typedParameters
    typedParameters = []
    var parameters: [ParameterDeclaration] = []
    let elements: [ExpressionID]
    if case .tuple(let list) = tree[operation] {
      elements = Array(tree[list])
    } else {
      elements = [operation]
    }
    for element in elements {
      guard case .name(let name) = tree[element] else {
        if case .infix = tree[element] { throw failure(.lambdaWithoutBrackets(at: span(head))) }
        throw failure(.lambdaParameterIsNoName(at: tree.span(element)))
      }
      let range = tree.range(element)
      let parameter =
        typed.first { $0.nameRange == range }
        ?? ParameterDeclaration(name: name, nameRange: range, type: nil, typeRange: nil)
      if let same = parameters.first(where: { $0.name == name }) {
        report(
          .repeatedParameter(tree[name], at: file.span(range), first: file.span(same.nameRange)))
      }
      parameters.append(parameter)
    }
    take()
    let body = try parseExpression()
    return tree.insert(.lambda(tree.insert(parameters), body), range(from: first))
  }

  /// `true` iff a lambda as Python writes it comes next.
  var isForeignLambda: Bool {
    head.kind == .name && second.kind == .name && !second.startsLine && text(head) == "lambda"
  }

  /// Reads `lambda x, y: e` and names it.
  mutating func parseForeignLambda() throws(ParseFailure) -> ExpressionID {
    let word = take()
    var parameters: [ParameterDeclaration] = []
    repeat {
      guard isNext(.name) else { throw missing(.parameterIsNoName(at: here)) }
      let token = take()
      parameters.append(
        ParameterDeclaration(
          name: tree.name(at: token.range), nameRange: token.range, type: nil, typeRange: nil))
    } while take(.comma) != nil
    report(.foreignLambda(at: span(word), parameters: parameters.map { tree[$0.name] }))
    if take(.colon) == nil && take(.arrow) == nil {
      throw failure(.lambdaParameterIsNoName(at: here))
    }
    let body = try parseExpression()
    return tree.insert(.lambda(tree.insert(parameters), body), range(from: word))
  }

  /// conditional = "if" disjunction "then" expression "else" expression
  mutating func parseConditional() throws(ParseFailure) -> ExpressionID {
    let first = take()
    let condition = try parseCondition()
    // No statement begins with `then` or `else`, so that a line may.
    guard head.kind == .thenWord else {
      throw missing(.thenExpected(at: here, after: span(first)), canFollow: true)
    }
    take()
    let consequent = try parseExpression()
    let alternative: ExpressionID
    if isNext(.name), ["elif", "elseif", "elsif"].contains(text(head)) {
      report(.foreignElse(at: span(head)))
      try enter()
      alternative = try parseConditional()
      nesting -= 1
    } else {
      guard head.kind == .elseWord else {
        throw missing(.elseExpected(at: here, after: span(first)), canFollow: true)
      }
      take()
      alternative = try parseExpression()
    }
    return tree.insert(
      .conditional(condition, then: consequent, else: alternative), range(from: first))
  }

  /// A disjunction in a place where `=` can only be meant as a comparison.
  mutating func parseCondition() throws(ParseFailure) -> ExpressionID {
    let first = head
    let left = try parseExpression()
    guard isNext(.equal) else { return left }
    report(.equalInCondition(at: span(head)))
    take()
    let right = try parseExpression()
    let links = tree.insert([ComparisonLink(operation: .equal, right: right)])
    return tree.insert(.comparison(links, first: left), range(from: first))
  }

  /// let = "let" binding {"," binding} "in" expression
  /// binding = name ["(" parameters ")"] "=" expression
  mutating func parseLet() throws(ParseFailure) -> ExpressionID {
    let first = take()
    var bindings: [Binding] = []
    repeat {
      // A line goes on after a comma.
      guard isNext(.name) || head.kind == .name && previous.kind == .comma else {
        throw missing(.bindingExpected(at: here))
      }
      let nameToken = head
      let binding: ExpressionID
      if second.kind == .openParenthesis {
        binding = try parseLocalFunction()
      } else {
        take()
        guard isNext(.equal) else {
          throw missing(.equalExpected(at: here, name: text(nameToken)), canFollow: true)
        }
        take()
        binding = try parseExpression()
      }
      bindings.append(
        Binding(
          name: tree.name(at: nameToken.range), nameRange: nameToken.range, value: binding))
    } while take(.comma) != nil
    guard head.kind == .inWord else {
      throw missing(.inExpected(at: here, after: span(first)), canFollow: true)
    }
    take()
    let body = try parseExpression()
    return tree.insert(.letting(tree.insert(bindings), body), range(from: first))
  }

  /// `f(params) = e` in a `let`, which is a lambda.
  private mutating func parseLocalFunction() throws(ParseFailure) -> ExpressionID {
    let nameToken = take()
    let parameters = tree.insert(try parseParameters(of: text(nameToken)))
    guard isNext(.equal) else {
      throw missing(.equalExpected(at: here, name: text(nameToken)), canFollow: true)
    }
    take()
    let body = try parseExpression()
    return tree.insert(.lambda(parameters, body), range(from: nameToken))
  }
}
