import ADLText

extension Parser {
  /// expression = let | lambda | conditional | disjunction
  mutating func parseExpression() throws(ParseFailure) -> ExpressionID {
    try enter()
    defer { nesting -= 1 }
    switch head.kind {
    case .letWord: return try parseLet()
    case .ifWord: return try parseConditional()
    default:
      if isForeignLambda { return try parseForeignLambda() }
      let first = head
      let operation = try parseOperation(.disjunction)
      return isNext(.arrow) ? try parseLambda(operation, first: first) : operation
    }
  }

  /// An operand and the operators after it that bind at least as tightly as `minimum`.
  mutating func parseOperation(_ minimum: Precedence) throws(ParseFailure) -> ExpressionID {
    let first = head
    var left = try parsePrefix(minimum)
    while continues, let row = headOperator, row.precedence >= minimum {
      try refuseTuple(left)
      switch row.reading {
      case .comparison: left = try parseChain(left, first: first)
      case .operation(let operation):
        take()
        let right: ExpressionID
        if operation == .power {
          // To the right, so that a sign may follow and 2^3^2 is 2^(3^2).
          try enter()
          right = try parseOperation(.sign)
          nesting -= 1
        } else {
          right = try parseOperation(row.precedence.tighter)
        }
        try refuseTuple(right)
        left = tree.insert(.infix(operation, left, right), range(from: first))
      }
    }
    return left
  }

  /// comparison = sum {("<" | "<=" | ">" | ">=" | "==" | "!=") sum}
  private mutating func parseChain(
    _ left: ExpressionID, first: Token
  ) throws(ParseFailure) -> ExpressionID {
    var links: [ComparisonLink] = []
    while continues, case .comparison(let operation)? = headOperator?.reading {
      take()
      let right = try parseOperation(Precedence.comparison.tighter)
      try refuseTuple(right)
      links.append(ComparisonLink(operation: operation, right: right))
    }
    return tree.insert(.comparison(tree.insert(links), first: left), range(from: first))
  }

  /// negation = "not" negation | comparison
  /// sign = ("-" | "+") sign | power
  private mutating func parsePrefix(_ minimum: Precedence) throws(ParseFailure) -> ExpressionID {
    let operation: PrefixOperator
    switch head.kind {
    case .minus: operation = .minus
    case .plus: operation = .plus
    case .notWord: operation = .not
    default: return try parsePostfix()
    }
    isPointExpected = false
    let first = take()
    if operation == .not && minimum > .negation { report(.notWithoutBrackets(at: span(first))) }
    try enter()
    let operand = try parseOperation(operation == .not ? .negation : .sign)
    nesting -= 1
    try refuseTuple(operand)
    return tree.insert(.prefix(operation, operand), range(from: first))
  }

  /// postfix = primary {"(" arguments ")" | "[" indices "]" | column | "'"}
  /// column = "." name | "[" string "]"
  private mutating func parsePostfix() throws(ParseFailure) -> ExpressionID {
    let first = head
    var expression = try parsePrimary()
    var length = 0
    while continues {
      switch head.kind {
      case .openParenthesis:
        if first.kind == .number && length == 0 {
          throw failure(.implicitProduct(at: file.span(range(from: first)), next: span(head)))
        }
        try refuseTuple(expression)
        if case .column(let base, let name) = tree[expression], second.kind == .closeParenthesis {
          throw failure(
            .methodCall(
              tree[name], of: tree.text(base), hasArguments: false, at: tree.span(expression)))
        }
        let arguments = try parseArguments()
        expression = tree.insert(.call(expression, arguments), range(from: first))
      case .point:
        try refuseTuple(expression)
        take()
        guard isNext(.name), !head.startsLine else { throw missing(.columnExpected(at: here)) }
        let word = take()
        expression = tree.insert(
          .column(expression, tree.name(at: word.range)), range(from: first))
      case .openBracket where second.kind == .string:
        try refuseTuple(expression)
        let open = take()
        bracketDepth += 1
        let string = take().range
        let name = tree.name(at: string.lowerBound + 1..<string.upperBound - 1)
        try close(.closeBracket, opened: open)
        expression = tree.insert(.column(expression, name), range(from: first))
      case .openBracket:
        try refuseTuple(expression)
        let indices = try parseIndices()
        expression = tree.insert(.index(expression, indices), range(from: first))
      case .prime:
        try refuseTuple(expression)
        var order: Int32 = 0
        while take(.prime) != nil { order += 1 }
        expression = tree.insert(.derivative(expression, order: order), range(from: first))
      default: return expression
      }
      length += 1
      try checkNesting(nesting + length)
    }
    return expression
  }

  /// Refuses a tuple that is neither a point nor the parameters of a lambda.
  private mutating func refuseTuple(_ id: ExpressionID) throws(ParseFailure) {
    if case .tuple = tree[id] { throw failure(.tupleOutsidePoint(at: tree.span(id))) }
  }
}
