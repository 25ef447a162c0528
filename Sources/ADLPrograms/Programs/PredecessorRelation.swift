/// A predecessor relation pr: for every node the earlier nodes that it applies to, in order.
///
/// An operand may occur twice; it counts once per occurrence in both sweeps of Algorithm 2.
public struct PredecessorRelation: Sendable, RandomAccessCollection {
  private let program: Program

  init(_ program: Program) { self.program = program }

  public var startIndex: Int { 0 }
  public var endIndex: Int { program.m }

  /// The predecessors of node `k`, from 0; none for an input.
  public subscript(k: Int) -> [Int] {
    k < program.p ? [] : program.application(k).operands.compactMap(\.node)
  }
}
