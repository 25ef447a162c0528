extension ProgramBuilder {
  /// Returns the literal that `primitive` makes of literals: in doubles and in certified numbers.
  ///
  /// Outside its domain there is no such literal: then the node stays, over constant nodes, so that
  /// the violation is met when the node is needed and not before.
  func fold(_ primitive: Primitive, _ own: [Operand], parameter: Parameter, anchor: Anchor)
    -> Operand
  {
    if isStopped(afterFolding: own.count) { return own.first ?? literal(Literal(.nan)) }
    let doubles = own.map { literals[$0.literal!].double }
    if !isDeriving, let constraint = primitive.rule.violation(doubles) {
      let violation = DomainViolation(
        node: nil, primitive: primitive, arguments: doubles, constraint: constraint, anchor: anchor)
      guard p > 0 else {
        fail(.domain(violation))
        return literal(Literal(.nan))
      }
      let constants = own.map { constant(literals[$0.literal!], anchor: anchor) }
      return apply(primitive, constants, parameter: parameter, anchor: anchor)
    }
    if let rounding {
      foldings += 1
      let value = rounding.value(primitive, doubles, parameter)
      // Numbers of the format are doubles: nothing is lost, but that they are known exactly.
      return foldings > exactFoldingLimit ? literal(rounded: value) : literal(Literal(value))
    }
    let double = Self.value(primitive, doubles, parameter)
    foldings += 1
    if foldings > exactFoldingLimit { return literal(rounded: double) }
    let number = Self.value(primitive, own.map { literals[$0.literal!].number }, parameter)
    // What is infinite to doubles may be a number past the largest of them, or none.
    return literal(
      double.isFinite || number.isBounded
        ? Literal(double: double, number: number) : Literal(double))
  }

  private static func value<S: RealNumber>(
    _ primitive: Primitive, _ x: [S], _ parameter: Parameter
  ) -> S {
    switch primitive.kind {
    case .function(let rule):
      return rule.value(x, parameter)
    case .selection(let rule):
      let active = rule.active(x, parameter)
      return active.isDecided
        ? rule.value(at: active, x, parameter)
        : rule.hull(of: active, x, parameter) ?? .notANumber
    }
  }
}
