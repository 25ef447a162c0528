/// Nodes that one statement of a backward sweep takes together, by their numbers, and what it does
/// for each of their operands in turn.
package struct SweepStatement {
  package var nodes: [Int]

  /// The operands that all nodes share.
  package var shared: Set<Int> = []
}

/// An order in which a backward sweep adds to adjoints, which rounding feels.
package protocol SweepOrdering: Sendable {
  /// Calls `body` with every statement, in order; a node comes before its operands.
  func forEachStatement(_ body: (SweepStatement) -> Void)
}
