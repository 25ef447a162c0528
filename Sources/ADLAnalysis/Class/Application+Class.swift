import ADLPrograms

extension Application {
  /// `true` iff the node's pieces need not agree where they meet.
  var canJump: Bool {
    primitive == .branch || primitive == .declaredSelection || primitive == .derivedEntry
  }

  /// `true` iff the value or the derivative may not exist for some arguments that are no literals.
  var canFail: Bool {
    guard case .function(let rule) = primitive.kind, rule.mayFail else { return false }
    let own = Array(operands)
    let constraints = rule.domain.value + rule.domain.derivative
    if constraints.isEmpty { return rule.hasEdge(own.map { _ in Double(0) }) }
    return constraints.contains { own[$0.argument].node != nil }
  }
}

extension Program {
  /// The smallest class that contains the function of node `k`.
  func classOfNode(_ k: Int) -> FunctionClass {
    let application = application(k)
    guard case .selection(let definition) = application.parameter else {
      return application.primitive.rule.functionClass
    }
    let sides = definition.sides?.functionClass ?? .rational
    return definition.pieces.reduce(sides) { max($0, $1.functionClass) }
  }
}
