import ADLText

/// Expressions that are true or false.
extension Checker {
  /// Returns the code of an expression that must be a condition.
  mutating func condition(_ id: ExpressionID) -> CodeID {
    switch tree[id] {
    case .comparison(let links, let first):
      let start = value(first)
      let comparisons = tree[links].map { link in
        Code.Comparison(operation: link.operation, right: value(link.right))
      }
      return insert(.comparison(start, frame.code.insert(comparisons)), id)
    case .infix(.and, _, _):
      let parts = flattened(.and, id).map { condition($0) }
      return insert(.conjunction(frame.code.insert(parts)), id)
    case .infix(.or, _, _):
      let parts = flattened(.or, id).map { condition($0) }
      return insert(.disjunction(frame.code.insert(parts)), id)
    case .prefix(.not, let operand):
      return insert(.not(condition(operand)), id)
    case .letting(let bindings, let body):
      return letting(bindings, id) { checker in checker.condition(body) }
    default:
      report(.valueAsCondition(at: tree.span(id)))
      return insert(.constant(0), id)
    }
  }

  /// The operands of a chain of one logical operator, from left to right.
  private func flattened(_ operation: InfixOperator, _ id: ExpressionID) -> [ExpressionID] {
    var operands: [ExpressionID] = []
    var first = id
    while case .infix(operation, let left, let right) = tree[first] {
      operands.append(right)
      first = left
    }
    return [first] + operands.reversed()
  }
}
