import ADLPrograms

extension Application {
  /// `true` iff the node's pieces need not agree where they meet.
  var canJump: Bool { primitive.selection?.canJump ?? false }

  /// `true` iff the last two operands are arms, of which only the one taken is evaluated.
  var runsOnlyChosenOperand: Bool { primitive.selection?.runsOnlyChosenOperand ?? false }

  /// The operands that decide which arm is taken, two for each comparison; none where all operands
  /// are evaluated.
  var comparedOperands: ArraySlice<Operand> {
    runsOnlyChosenOperand ? operands.dropLast(2) : []
  }
}

extension Program {
  /// `true` iff the value or the derivative of node `k` may not exist for some arguments: the tests
  /// of its domain ask about an operand that is not a literal, or a literal does not pass for
  /// certain.
  func canFail(_ k: Int) -> Bool {
    let application = application(k)
    guard case .function(let rule) = application.primitive.kind, rule.mayFail else { return false }
    let x: [Certified] = application.operands.map { operand in
      operand.literal.map { literals[$0].number } ?? Certified(.line)
    }
    return rule.violation(x) != nil || rule.hasEdge(x)
      || !rule.domainGuards(x).allSatisfy(\.sign.isKnown)
  }

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
