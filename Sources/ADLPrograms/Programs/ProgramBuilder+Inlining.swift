extension ProgramBuilder {
  /// Appends the nodes of `program`, with `arguments` for its inputs, and returns what its outputs
  /// became. Applications that come to stand on literals alone fold.
  ///
  /// - Requires: `arguments.count == program.p`.
  public func inline(_ program: Program, arguments: [Operand]) -> [Operand] {
    let nodes = appendNodes(of: program, arguments: arguments)
    return program.outputs.map { nodes[$0] }
  }

  /// Appends the nodes of `program`, whose anchors count from 0, with anchors that count from `base`.
  ///
  /// - Requires: `arguments.count == program.p`.
  public func inline(
    _ program: Program, arguments: [Operand], anchorsFrom base: Int32
  ) -> [Operand] {
    anchorOffset = base
    defer { anchorOffset = 0 }
    return inline(program, arguments: arguments)
  }

  /// Appends the nodes of `program` that its outputs at the given positions need, with `arguments`
  /// for its inputs, and returns what those outputs became.
  ///
  /// - Requires: `arguments.count == program.p`.
  public func inline(_ program: Program, arguments: [Operand], outputs: [Int]) -> [Operand] {
    let wanted = outputs.map { program.outputs.lowerBound + $0 }
    let nodes = appendNodes(
      of: program, arguments: arguments, needed: program.nodes(neededBy: wanted))
    return wanted.map { nodes[$0] }
  }

  /// Appends the nodes of `program`, or those that are `needed`, and returns what each of its nodes
  /// became.
  func appendNodes(
    of program: Program, arguments: [Operand], needed: [Bool]? = nil
  ) -> [Operand] {
    var images = arguments
    images.reserveCapacity(program.m)
    let literalImages = program.literals.map { literal($0) }
    // Where a node's operands were appended, by their place in `program`: sharing is kept.
    var shared: [Int32: Operand] = [:]
    var lastStart: Int32 = -1
    for k in program.p..<program.m {
      if failure != nil { break }
      if needed?[k] == false {
        images.append(.node(0))
        continue
      }
      let node = program.nodes[k - program.p]
      isDeriving = node.isDerived
      let parameter = program.parameters[Int(node.parameter)]
      if node.operandStart <= lastStart, let first = shared[node.operandStart], first.node != nil {
        images.append(
          apply(
            node.primitive, sharingOperandsOf: first, parameter: parameter,
            anchor: shifted(node.anchor)))
        continue
      }
      let start = Int(node.operandStart)
      let own = program.operands[start..<start + Int(node.operandCount)].map { operand in
        operand.node.map { images[$0] } ?? literalImages[operand.literal!]
      }
      let image = append(node, own, parameter)
      if node.primitive.selection != nil { shared[node.operandStart] = image }
      lastStart = max(lastStart, node.operandStart)
      images.append(image)
    }
    isDeriving = false
    while images.count < program.m { images.append(.node(0)) }
    return images
  }

  private func append(_ node: Program.Node, _ own: [Operand], _ parameter: Parameter) -> Operand {
    switch node.primitive {
    case .constant where !node.isDerived || isLiteral(own[0]): return own[1]
    case .copy: return own[0]
    case .branch: return branch(parameter, own, anchor: shifted(node.anchor))
    default:
      return apply(node.primitive, own, parameter: parameter, anchor: shifted(node.anchor))
    }
  }

  private func shifted(_ anchor: Anchor) -> Anchor {
    anchorOffset == 0 || anchor == .none
      ? anchor : Anchor(rawValue: anchor.rawValue + anchorOffset)
  }

  /// Returns the branch with the given operands; where literals decide its condition, the branch
  /// taken.
  private func branch(_ parameter: Parameter, _ own: [Operand], anchor: Anchor) -> Operand {
    if case .condition(let condition) = parameter {
      let truth = condition.truth { i -> KnownSign in
        guard let a = literal(of: own[2 * i]), let b = literal(of: own[2 * i + 1]) else {
          return .notKnown
        }
        return Double.order(a.double, b.double)
      }
      if let truth { return own[own.count - 2 + (truth ? 0 : 1)] }
    }
    return apply(.branch, own, parameter: parameter, anchor: anchor)
  }
}

extension Program {
  /// Returns, for every node, whether one of `outputs` needs it.
  func nodes(neededBy outputs: [Int]) -> [Bool] {
    var isNeeded = [Bool](repeating: false, count: m)
    for k in outputs { isNeeded[k] = true }
    for k in stride(from: m - 1, through: p, by: -1) where isNeeded[k] {
      for operand in application(k).operands {
        if let j = operand.node { isNeeded[j] = true }
      }
    }
    return isNeeded
  }

  /// Returns the program without the nodes that no output needs.
  public func pruned() throws(BuildFailure) -> Program { try pruned(to: Array(0..<q)) }

  /// Returns the program of the outputs at the given positions, without the nodes that none of them
  /// needs.
  public func pruned(to outputs: [Int]) throws(BuildFailure) -> Program {
    let builder = ProgramBuilder(inputs: p)
    let arguments = (0..<p).map { builder.input($0) }
    return try builder.seal(outputs: builder.inline(self, arguments: arguments, outputs: outputs))
  }
}
