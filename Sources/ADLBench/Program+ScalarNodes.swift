import ADLPrograms

extension Program {
  /// The number of nodes after the inputs where every node takes one or two operands, as programs
  /// on the tapes of other tools do: a sum of n terms counts as n - 1, an inner product as 2n - 1.
  var scalarNodeCount: Int {
    (p..<m).reduce(0) { total, k in
      let application = application(k)
      switch application.primitive.rule.arity {
      case .exactly: return total + 1
      case .atLeast:
        return total
          + (application.primitive == .branch ? 1 : max(application.operands.count - 1, 1))
      }
    }
  }
}

extension Program {
  /// How often each operation stands in the program, the most frequent first.
  var operationCounts: [(name: String, count: Int)] {
    var counts: [String: Int] = [:]
    for k in p..<m { counts[application(k).name, default: 0] += 1 }
    return counts.map { (name: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }
}
