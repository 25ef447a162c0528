import ADLPrograms

extension Application {
  /// `true` iff the node's pieces need not agree where they meet.
  var canJump: Bool {
    primitive == .branch || primitive == .declaredSelection || primitive == .derivedEntry
  }

  /// `true` iff the value or the derivative may not exist for some arguments: the tests of the
  /// domain ask about an operand that is no literal.
  var canFail: Bool {
    guard case .function(let rule) = primitive.kind, rule.mayFail else { return false }
    let record = GuardRecord<Interval>()
    let x = operands.map { operand -> Recorded<Interval> in
      operand.node == nil ? Recorded(Interval(0), nil) : Recorded(.line, record)
    }
    _ = rule.violation(x)
    _ = rule.hasEdge(x)
    return !record.guards.isEmpty
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
