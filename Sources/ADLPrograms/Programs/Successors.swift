/// For every node the nodes that it is an operand of, in order: the predecessor relation
/// read the other way.
struct Successors {
  private var starts: [Int32]
  private var targets: [Int32]

  /// - Complexity: O(m + operands).
  init(_ program: Program) {
    var counts = [Int32](repeating: 0, count: program.m + 1)
    Self.forEachPair(of: program) { j, _ in counts[j + 1] += 1 }
    for j in 0..<program.m { counts[j + 1] += counts[j] }
    starts = counts
    targets = [Int32](repeating: 0, count: Int(counts[program.m]))
    var next = counts
    var targets = targets
    Self.forEachPair(of: program) { j, k in
      targets[Int(next[j])] = Int32(k)
      next[j] += 1
    }
    self.targets = targets
  }

  /// The nodes that node `j` is an operand of; one that has it twice may stand twice.
  subscript(j: Int) -> ArraySlice<Int32> { targets[Int(starts[j])..<Int(starts[j + 1])] }

  private static func forEachPair(of program: Program, _ body: (Int, Int) -> Void) {
    for k in program.p..<program.m {
      for operand in program.application(k).operands {
        if let j = operand.node { body(j, k) }
      }
    }
  }
}
