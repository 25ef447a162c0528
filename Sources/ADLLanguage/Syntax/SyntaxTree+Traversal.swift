extension SyntaxTree {
  /// Returns the expressions that an expression is directly made of.
  func children(of id: ExpressionID) -> [ExpressionID] {
    switch self[id] {
    case .number, .name: []
    case .prefix(_, let operand), .derivative(let operand, _), .column(let operand, _): [operand]
    case .infix(_, let left, let right), .range(let left, let right): [left, right]
    case .comparison(let links, let first): [first] + self[links].map(\.right)
    case .call(let base, let list), .index(let base, let list): [base] + self[list]
    case .vector(let list), .matrix(let list), .tuple(let list): Array(self[list])
    case .comprehension(let list):
      [self[list].element, self[list].lower, self[list].upper]
        + (self[list].condition.map { [$0] } ?? [])
    case .conditional(let condition, let consequent, let alternative):
      [condition, consequent, alternative]
    case .letting(let bindings, let body): self[bindings].map(\.value) + [body]
    case .lambda(_, let body): [body]
    }
  }

  /// Returns the names that occur in an expression, with their places, bound ones included.
  func names(in id: ExpressionID) -> [(name: NameID, expression: ExpressionID)] {
    var names: [(NameID, ExpressionID)] = []
    var stack = [id]
    while let next = stack.popLast() {
      if case .name(let name) = self[next] { names.append((name, next)) }
      stack += children(of: next)
    }
    return names
  }
}
