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
      foldings += Self.operations(own.count)
      let value = rounding.value(primitive, doubles, parameter)
      // Numbers of the format are doubles: nothing is lost, but that they are known exactly.
      return foldings > exactFoldingLimit ? literal(rounded: value) : literal(Literal(value))
    }
    let double = Self.value(primitive, doubles, parameter)
    foldings += Self.operations(own.count)
    if foldings > exactFoldingLimit { return literal(rounded: double) }
    let number = Self.value(primitive, own.map { literals[$0.literal!].number }, parameter)
    // What is infinite to doubles may be a number past the largest of them, or none.
    return literal(
      double.isFinite || number.isBounded
        ? Literal(double: double, number: number) : Literal(double))
  }

  /// As how many applications one to `count` literals counts: a sum of n numbers is n - 1 of two.
  private static func operations(_ count: Int) -> Int { max(1, count - 1) }

  /// Returns the literals that inner products make of rows and columns, row by row, in doubles, bit
  /// for bit as they fold one by one; `nil` where exact folding lasts, or an entry is no literal.
  package func foldProducts(of rows: [ArraySlice<Operand>], _ columns: [[Operand]]) -> [Operand]? {
    let width = rows.first?.count ?? 0
    let operations = Self.operations(2 * width)
    guard rounding == nil, foldings + operations > exactFoldingLimit else { return nil }
    var right: [[Double]] = []
    for column in columns {
      guard let numbers = doubles(column[...]) else { return nil }
      right.append(numbers)
    }
    var products: [Operand] = []
    products.reserveCapacity(rows.count * columns.count)
    var pair = [Double](repeating: 0, count: 2 * width)
    for row in rows {
      guard let left = doubles(row) else { return nil }
      pair.replaceSubrange(0..<width, with: left)
      for column in right {
        if isStopped(afterFolding: 2 * width) { return products }
        pair.replaceSubrange(width..<2 * width, with: column)
        foldings += operations
        products.append(literal(rounded: DotProduct.value(pair, .none)))
      }
    }
    return products
  }

  /// The doubles that `operands` stand for; `nil` where one is a node.
  private func doubles(_ operands: ArraySlice<Operand>) -> [Double]? {
    var doubles: [Double] = []
    doubles.reserveCapacity(operands.count)
    for operand in operands {
      guard let number = operand.literal else { return nil }
      doubles.append(literals[number].double)
    }
    return doubles
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
