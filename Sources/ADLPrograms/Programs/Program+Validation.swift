extension Program {
  /// Creates the program with `p` inputs, the given applications as the nodes after them, and the
  /// last `q` nodes as outputs; literals are positions in `literals`, and `derived` are the nodes
  /// that differentiation wrote.
  ///
  /// - Throws: the first violation of section 3 of the paper: an operand that does not come before
  ///   its node, a node without predecessor, an arity that its primitive does not accept.
  public init(
    p: Int, q: Int, applications: [(Primitive, [Operand], Parameter, Anchor)], literals: [Literal],
    derived: Set<Int> = []
  ) throws(ProgramViolation) {
    var nodes: [Node] = []
    var operands: [Operand] = []
    var parameters: [Parameter] = [.none]
    for (primitive, own, parameter, anchor) in applications {
      var number = 0
      if parameter != .none {
        number = parameters.count
        parameters.append(parameter)
      }
      nodes.append(
        Node(
          primitive: primitive, isDerived: derived.contains(p + nodes.count),
          operandStart: Int32(operands.count),
          operandCount: Int32(own.count), parameter: Int32(number), anchor: anchor))
      operands += own
    }
    self.init(
      p: p, q: q, nodes: nodes, operands: operands, literals: literals, parameters: parameters)
    try validate()
  }

  /// Checks that the program is one: section 3 of the paper.
  /// - Complexity: O(m + operands).
  public func validate() throws(ProgramViolation) {
    guard p >= 1, q >= 1, nodes.count >= q else {
      throw .tooFewNodes(p: p, q: q, m: m)
    }
    for k in p..<m {
      let application = application(k)
      guard application.primitive.rule.arity.accepts(application.operands.count) else {
        throw .arity(
          node: k, primitive: application.primitive.name, count: application.operands.count)
      }
      for operand in application.operands {
        if let j = operand.node, j >= k { throw .notBefore(node: k, operand: j) }
      }
      guard application.operands.contains(where: { $0.node != nil }) else {
        throw .noPredecessor(node: k)
      }
      guard application.hasFittingParameter else {
        throw .parameter(node: k, primitive: application.primitive.name)
      }
    }
  }
}

extension Application {
  /// `true` iff the parameter is one that the primitive can use with this many operands.
  fileprivate var hasFittingParameter: Bool {
    switch primitive {
    case .branch, .choice:
      guard case .condition(let condition) = parameter else { return false }
      return operands.count == 2 * condition.comparisonCount + 2
    case .declaredSelection:
      guard case .selection(let definition) = parameter else { return false }
      return definition.pieces.allSatisfy { $0.p == operands.count && $0.q == 1 }
    case .derivedEntry:
      guard case .derived(let derived) = parameter else { return false }
      return derived.operandCount <= operands.count
    case .integerPower, .reciprocalPower:
      guard case .integer(let n) = parameter else { return false }
      return primitive == .integerPower ? n >= 0 : n < 0
    case .sortedEntry, .largest:
      guard case .integer(let rank) = parameter else { return false }
      return (1...operands.count).contains(rank)
    case .dot, .entryAtMaximum, .entryAtMinimum: return operands.count % 2 == 0
    case .interp, .rule: return operands.count % 2 == 1
    default: return true
    }
  }
}
