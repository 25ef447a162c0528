/// What makes a table of nodes no program (section 3 of the paper). Nodes count from 0.
public enum ProgramViolation: Error, Hashable, Sendable {
  /// There are no inputs, no outputs, or fewer than p + q nodes.
  case tooFewNodes(p: Int, q: Int, m: Int)

  /// Node `node` applies to `operand`, which does not come before it.
  case notBefore(node: Int, operand: Int)

  /// Node `node` applies to no node at all.
  case noPredecessor(node: Int)

  /// Node `node` applies its primitive to `count` operands.
  case arity(node: Int, primitive: String, count: Int)

  /// Node `node` carries a parameter that its primitive cannot use.
  case parameter(node: Int, primitive: String)
}
