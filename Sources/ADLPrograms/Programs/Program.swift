/// A program P = (p, q, m, pr, G): section 3 of the paper.
///
/// Nodes 0 to p - 1 are the inputs, the last q nodes are the outputs, and node k applies an
/// elementary function to nodes before it. (The paper, and everything shown to users, counts from
/// 1.) A literal is not a node: it is part of the function that it is an operand of.
public struct Program: Hashable, Sendable {
  /// One g_k with its place in the operand list.
  struct Node: Hashable, Sendable {
    var primitive: Primitive

    /// `true` iff differentiation wrote the node: then it follows the formula outside its domain as
    /// well, so that A(P) has infinity or NaN exactly where AD of P has.
    var isDerived: Bool
    var operandStart: Int32
    var operandCount: Int32
    /// The position in `parameters`.
    var parameter: Int32
    var anchor: Anchor
  }

  /// The number of inputs.
  public let p: Int

  /// The number of outputs.
  public let q: Int

  /// The number of nodes, inputs included.
  public var m: Int { p + nodes.count }

  // Nodes p, p + 1, …; operands of all of them, which nodes may share; both pools.
  let nodes: [Node]
  let operands: [Operand]

  /// The literals that operands name by position, each once.
  public let literals: [Literal]
  let parameters: [Parameter]

  /// `true` iff some node is a branch or is not needed by any output, so that evaluation has to ask
  /// which nodes are needed.
  let isSelective: Bool

  init(
    p: Int, q: Int, nodes: [Node], operands: [Operand], literals: [Literal],
    parameters: [Parameter]
  ) {
    self.p = p
    self.q = q
    self.nodes = nodes
    self.operands = operands
    self.literals = literals
    self.parameters = parameters
    isSelective = Self.isSelective(p: p, q: q, nodes, operands)
  }

  private static func isSelective(p: Int, q: Int, _ nodes: [Node], _ operands: [Operand]) -> Bool {
    var isNeeded = [Bool](repeating: false, count: nodes.count)
    for k in max(nodes.count - q, 0)..<nodes.count { isNeeded[k] = true }
    for k in nodes.indices.reversed() {
      if !isNeeded[k] || nodes[k].primitive == .branch { return true }
      let start = Int(nodes[k].operandStart)
      // By index: a slice would be retained for every node.
      for i in start..<start + Int(nodes[k].operandCount) {
        if let j = operands[i].node, j >= p { isNeeded[j - p] = true }
      }
    }
    return false
  }

  /// How many operands all nodes have together.
  package var operandCount: Int { operands.count }

  /// The application at node `k`, counted from 0.
  /// - Requires: `p <= k < m`.
  public func application(_ k: Int) -> Application {
    let node = nodes[k - p]
    let start = Int(node.operandStart)
    return Application(
      primitive: node.primitive, operands: operands[start..<start + Int(node.operandCount)],
      parameter: parameters[Int(node.parameter)], isDerived: node.isDerived, anchor: node.anchor)
  }

  /// The operand `i` of node `k`, both counted from 0.
  func operand(_ i: Int, of k: Int) -> Operand {
    operands[Int(nodes[k - p].operandStart) + i]
  }

  /// The positions of the outputs, from 0.
  public var outputs: Range<Int> { m - q..<m }

  /// The memory that the nodes and their operands take, in bytes.
  public var byteCount: Int {
    nodes.count * MemoryLayout<Node>.stride + operands.count * MemoryLayout<Operand>.stride
  }

  /// The relation pr, as the ordered nodes that each node applies to.
  public var predecessors: PredecessorRelation { PredecessorRelation(self) }

  /// The smallest class that contains every function of the program.
  /// - Complexity: O(m).
  public var functionClass: FunctionClass {
    var result = FunctionClass.rational
    for node in nodes {
      if case .selection(let definition) = parameters[Int(node.parameter)] {
        for piece in definition.pieces { result = max(result, piece.functionClass) }
        if let sides = definition.sides { result = max(result, sides.functionClass) }
      } else {
        result = max(result, node.primitive.rule.functionClass)
      }
    }
    return result
  }
}

/// One g_k: a primitive and what it is applied to.
public struct Application: Hashable, Sendable {
  /// What is applied.
  public let primitive: Primitive

  /// What it is applied to, in order.
  public let operands: ArraySlice<Operand>

  /// What the primitive has to know besides, such as an exponent.
  public let parameter: Parameter

  /// `true` iff differentiation wrote the node, which then has no domain to be outside of.
  public let isDerived: Bool

  /// Where the node was written.
  public let anchor: Anchor

  /// The word for it in a listing: the primitive's name, or the name that the user declared.
  public var name: String {
    switch parameter {
    case .selection(let definition): definition.name
    case .stated(let rule): rule.name
    default: primitive.name
    }
  }

  /// The index of a selection; `nil` for an elementary function.
  public var index: SelectionIndex? { primitive.selection?.index(operands.count, parameter) }
}
