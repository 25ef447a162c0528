import ADLText

/// Writes expressions in one spelling: single spaces, and brackets only where they are needed.
///
/// What it writes is parsed to the same tree.
struct SyntaxPrinter {
  private let tree: SyntaxTree
  private var text = ""

  private init(_ tree: SyntaxTree) {
    self.tree = tree
  }

  /// Returns the text of an expression.
  static func print(_ id: ExpressionID, of tree: SyntaxTree) -> String {
    var printer = SyntaxPrinter(tree)
    LargeStack.run(depth: tree.depth) { printer.write(id, .expression) }
    return printer.text
  }

  /// Returns the text of parameters, as they stand between brackets.
  static func print(_ parameters: ListID<ParameterDeclaration>, of tree: SyntaxTree) -> String {
    var printer = SyntaxPrinter(tree)
    printer.write(parameters)
    return printer.text
  }

  /// Writes an expression, in brackets if it binds less tightly than `minimum`.
  private mutating func write(_ id: ExpressionID, _ minimum: Precedence) {
    let expression = tree[id]
    if precedence(expression) < minimum {
      text += "("
      write(expression, id)
      text += ")"
    } else {
      write(expression, id)
    }
  }

  private func precedence(_ expression: Expression) -> Precedence {
    switch expression {
    case .number, .name, .vector, .matrix, .tuple, .call, .index, .column, .derivative: .postfix
    case .prefix(.not, _): .negation
    case .prefix: .sign
    case .infix(let operation, _, _): OperatorTable.row(.operation(operation)).precedence
    case .comparison: .comparison
    case .range, .comprehension, .conditional, .letting, .lambda: .expression
    }
  }

  private mutating func write(_ expression: Expression, _ id: ExpressionID) {
    switch expression {
    case .number: text += tree.text(id)
    case .name(let name): text += tree[name]
    case .prefix(let operation, let operand):
      text += operation.spelling
      write(operand, operation == .not ? .negation : .sign)
    case .infix(let operation, _, _): writeInfix(id, OperatorTable.row(.operation(operation)))
    case .comparison(let links, let first): writeChain(first, links)
    case .derivative(let base, let order):
      write(base, .postfix)
      text += String(repeating: "'", count: Int(order))
    case .call(let callee, let arguments):
      // A number before a bracket would be a product that lacks its sign.
      if case .number = tree[callee] {
        text += "(\(tree.text(callee)))"
      } else {
        write(callee, .postfix)
      }
      writeList(arguments, "(", ")")
    case .index(let base, let indices):
      write(base, .postfix)
      writeList(indices, "[", "]")
    case .column(let base, let name):
      // A point after a number would be its own.
      if case .number = tree[base] { text += "(\(tree.text(base)))" } else { write(base, .postfix) }
      let word = tree[name]
      text += Self.isName(word) ? ".\(word)" : "[\"\(word)\"]"
    case .range(let lower, let upper):
      writeRange(lower, upper)
    case .vector(let entries): writeList(entries, "[", "]")
    case .matrix(let rows): writeMatrix(rows)
    case .comprehension(let list): writeComprehension(tree[list])
    case .conditional(let condition, let consequent, let alternative):
      text += "if "
      write(condition, .expression)
      text += " then "
      write(consequent, .expression)
      text += " else "
      write(alternative, .expression)
    case .letting(let bindings, let body): writeLet(bindings, body)
    case .lambda(let parameters, let body):
      writeLambdaParameters(parameters)
      text += " -> "
      write(body, .expression)
    case .tuple(let elements): writeList(elements, "(", ")")
    }
  }

  /// Writes a chain of operators of one level without recursion along its left side.
  private mutating func writeInfix(_ id: ExpressionID, _ row: OperatorTable.Row) {
    if row.precedence == .power {
      guard case .infix(_, let base, let exponent) = tree[id] else { return }
      write(base, .postfix)
      text += text.hasSuffix(".") ? " ^" : "^"
      write(exponent, .sign)
      return
    }
    var operands: [(sign: TokenKind, right: ExpressionID)] = []
    var left = id
    while case .infix(let operation, let next, let right) = tree[left],
      case let inner = OperatorTable.row(.operation(operation)),
      inner.precedence == row.precedence
    {
      operands.append((inner.token, right))
      left = next
    }
    write(left, row.precedence.tighter)
    for (sign, right) in operands.reversed() {
      text += " \(TokenSpelling.canonical(sign)) "
      write(right, row.precedence.tighter)
    }
  }

  private mutating func writeChain(_ first: ExpressionID, _ links: ListID<ComparisonLink>) {
    write(first, Precedence.comparison.tighter)
    for link in tree[links] {
      let row = OperatorTable.row(.comparison(link.operation))
      text += " \(TokenSpelling.canonical(row.token)) "
      write(link.right, Precedence.comparison.tighter)
    }
  }

  private mutating func writeList(
    _ elements: ListID<ExpressionID>, _ open: String, _ close: String
  ) {
    text += open
    for (i, element) in tree[elements].enumerated() {
      if i > 0 { text += ", " }
      write(element, .expression)
    }
    text += close
  }

  /// `true` iff the lexer reads the word as a name.
  private static func isName(_ word: String) -> Bool {
    let tokens = Lexer.tokens(of: SourceFile(name: "", text: word)).tokens
    return tokens.count == 2 && tokens[0].kind == .name && tokens[0].range.count == word.utf8.count
  }

  private mutating func writeMatrix(_ rows: ListID<ExpressionID>) {
    text += "["
    for (i, row) in tree[rows].enumerated() {
      if i > 0 { text += "; " }
      if case .vector(let entries) = tree[row] { writeList(entries, "", "") }
    }
    text += "]"
  }

  /// Writes `a..b`, with spaces where a number's own point would run into it.
  private mutating func writeRange(_ lower: ExpressionID, _ upper: ExpressionID) {
    write(lower, .expression)
    text += text.hasSuffix(".") ? " .." : ".."
    let end = SyntaxPrinter.print(upper, of: tree)
    text += end.hasPrefix(".") ? " \(end)" : end
  }

  private mutating func writeComprehension(_ comprehension: Comprehension) {
    write(comprehension.element, .expression)
    text += " for \(tree[comprehension.variable]) in "
    writeRange(comprehension.lower, comprehension.upper)
    if let condition = comprehension.condition {
      text += " if "
      write(condition, .expression)
    }
  }

  private mutating func writeLet(_ bindings: ListID<Binding>, _ body: ExpressionID) {
    text += "let "
    for (i, binding) in tree[bindings].enumerated() {
      if i > 0 { text += ", " }
      text += "\(tree[binding.name]) = "
      write(binding.value, .expression)
    }
    text += " in "
    write(body, .expression)
  }

  private mutating func writeLambdaParameters(_ parameters: ListID<ParameterDeclaration>) {
    let list = tree[parameters]
    if list.count == 1, list.first?.type == nil {
      write(parameters)
    } else {
      text += "("
      write(parameters)
      text += ")"
    }
  }

  private mutating func write(_ parameters: ListID<ParameterDeclaration>) {
    for (i, parameter) in tree[parameters].enumerated() {
      if i > 0 { text += ", " }
      text += tree[parameter.name]
      if let type = parameter.type { text += ": \(print(type))" }
    }
  }

  private func print(_ type: ParameterType) -> String {
    switch type {
    case .real: "R"
    case .natural: "N"
    case .vector(let size): "R^\(print(size))"
    case .matrix(let rows, let columns): "R^(\(print(rows)), \(print(columns)))"
    }
  }

  private func print(_ size: ParameterType.Size) -> String {
    switch size {
    case .number(let number): String(number)
    case .name(let name): tree[name]
    }
  }
}

extension PrefixOperator {
  /// How the operator is written before its operand.
  fileprivate var spelling: String {
    switch self {
    case .minus: "-"
    case .plus: "+"
    case .not: "not "
    }
  }
}
