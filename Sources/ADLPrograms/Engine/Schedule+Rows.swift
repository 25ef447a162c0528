/// Stride detection for applications to many operands: sums, inner products, maxima.
extension Schedule {
  /// From this many operands on, what nodes share (the entries of a sorted vector do) is looked at
  /// once.
  private static let sharingWidth = 32

  /// Places a group of applications to many operands each: consecutive ones with equal strides
  /// inside, and a constant stride from one to the next, make a run.
  mutating func placeRows(_ group: UnsafeBufferPointer<Int32>, width: Int, _ pacer: Pacer)
    throws(EvaluationFailure)
  {
    var first = 0
    while first < group.count {
      var vectors = vectors(of: group[first])
      var end = first + 1
      if vectors.allSatisfy({ !$0.isListed }) {
        var last = vectors
        while end < group.count {
          let next = self.vectors(of: group[end])
          try pacer.pause(after: width)
          guard
            vectors.indices.allSatisfy({ i in
              !next[i].isListed && next[i].inner == vectors[i].inner
                && (end == first + 1 || next[i].base - last[i].base == Int(vectors[i].stride))
            })
          else { break }
          if end == first + 1 {
            for i in vectors.indices { vectors[i].stride = Int32(next[i].base - vectors[i].base) }
          }
          last = next
          end += 1
        }
      }
      try pacer.pause(after: width)
      appendRun(.row, group[first], count: end - first, width: width)
      accesses += vectors
      for k in group[first..<end] { placeNode(k) }
      first = end
    }
  }

  /// Where the vectors of node `k` lie: accesses of stride 0.
  private mutating func vectors(of k: Int32) -> [Access<Position>] {
    let node = program.nodes[Int(k) - program.p]
    if Int(node.operandCount) >= Self.sharingWidth, let known = rowAccesses[node.operandStart] {
      return known
    }
    let count = node.primitive.engine.vectorCount
    let size = Int(node.operandCount) / count
    let vectors = (0..<count).map { vector(of: k, first: $0 * size, size: size) }
    if Int(node.operandCount) >= Self.sharingWidth { rowAccesses[node.operandStart] = vectors }
    return vectors
  }

  /// Lists the literals of vectors that are made of literals alone and do not lie together already.
  static func tables(of program: Program, _ liveness: [Liveness], _ pacer: Pacer)
    throws(EvaluationFailure) -> ([Int32], [Int32: Position])
  {
    var tables: [Int32] = []
    var starts: [Int32: Position] = [:]
    if program.literals.isEmpty { return (tables, starts) }
    for k in program.p..<program.m where liveness[k] != .dead {
      let node = program.nodes[k - program.p]
      guard node.operandCount > stripWidth else { continue }
      let count = Int32(node.primitive.engine.vectorCount)
      let size = node.operandCount / count
      for vector in 0..<count {
        let first = node.operandStart + vector * size
        let entries = program.operands[Int(first)..<Int(first + size)]
        guard entries.first!.literal != nil, starts[first] == nil else { continue }
        let numbers = entries.compactMap { $0.literal.map { Int32($0) } }
        try pacer.pause(after: numbers.count)
        guard numbers.count == entries.count,
          zip(numbers, numbers.dropFirst()).contains(where: { $1 != $0 + 1 })
        else { continue }
        starts[first] = Position(program.literals.count + tables.count)
        tables += numbers
      }
    }
    return (tables, starts)
  }

  private mutating func vector(of k: Int32, first: Int, size: Int) -> Access<Position> {
    if let table = tableStarts[program.nodes[Int(k) - program.p].operandStart + Int32(first)] {
      return Access(base: table, stride: 0, inner: 1)
    }
    let base = operandPosition(k, first)
    let inner = size > 1 ? operandPosition(k, first + 1) - base : 0
    for i in 1..<max(size, 1)
    where operandPosition(k, first + i) != base + i * inner {
      let list = Int32(lists.count)
      for j in 0..<size { lists.append(operandPosition(k, first + j)) }
      return Access(base: Position(0), stride: 0, list: list)
    }
    return Access(base: base, stride: 0, inner: Int32(inner))
  }
}
