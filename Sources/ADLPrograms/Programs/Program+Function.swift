extension Program {
  /// `true` iff the derivative of some node is what its author states, whatever its function is.
  /// - Complexity: O(m).
  public var statesDerivatives: Bool { nodes.contains { $0.primitive.statesDerivative } }

  /// The nodes that the outputs need and whose derivative is what their author states, from 0.
  public var statedNodes: [Int] {
    guard statesDerivatives else { return [] }
    let isNeeded = nodes(neededBy: Array(outputs))
    return (p..<m).filter { isNeeded[$0] && nodes[$0 - p].primitive.statesDerivative }
  }

  /// The program of the same function whose derivatives are those of the function: node by node the
  /// same, with a copy for each whose author states another derivative.
  public var function: Program {
    guard statesDerivatives else { return self }
    var operands = operands
    let nodes = nodes.map { node in
      guard node.primitive.statesDerivative else { return node }
      var node = node
      // The value is the last operand.
      let value = Int(node.operandStart + node.operandCount - 1)
      if operands[value].node != nil {
        (node.primitive, node.operandStart, node.operandCount) = (.copy, Int32(value), 1)
      } else {
        (node.primitive, node.operandStart, node.operandCount) = (
          .constant, Int32(operands.count), 2
        )
        operands += [.node(0), operands[value]]
      }
      node.parameter = 0
      return node
    }
    return Program(
      p: p, q: q, nodes: nodes, operands: operands, literals: literals, parameters: parameters)
  }
}
