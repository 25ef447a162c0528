import ADLPrograms

/// The nodes that one line computes as an array: they apply one function entry by entry, or are the
/// rows of a product with a matrix, and some vector is made of them.
struct PythonGroups {
  /// Nodes in the order of the entries.
  struct Group {
    let nodes: [Int]

    /// The last node, in whose place the line stands: by then all operands have values.
    let last: Int
  }

  /// How the operands of a group at one position are written.
  enum Column {
    case literal(Int)
    case node(Int)
    case vector([Operand])
  }

  private(set) var groups: [Group?] = []

  /// The group of a node, and the entry of it that the node is.
  private(set) var place: [Int: (group: Int, entry: Int)] = [:]

  private let program: Program
  private let blocks: PythonBlocks

  /// Fewer nodes are written one by one.
  private static let leastCount = 3

  /// What is applied entry by entry to arrays as to numbers, besides operators and calls of one,
  /// two or three numbers.
  private static let others: Set<Primitive> = [
    .negation, .integerPower, .reciprocalPower, .stopGradient,
  ]

  init(_ program: Program, _ blocks: PythonBlocks) {
    self.program = program
    self.blocks = blocks
    for k in program.p..<program.m where blocks.block[k] != nil {
      var pending = vectors(of: k)
      while let vector = pending.popLast() { pending += form(vector) }
    }
    dissolveWhatIsUsedBefore()
  }

  /// The vectors that the call of node `k` takes.
  private func vectors(of k: Int) -> [[Operand]] {
    let application = program.application(k)
    let operands = Array(application.operands)
    switch application.primitive {
    case .sortedEntry, .largest: return [operands]
    case .dot, .entryAtMaximum, .entryAtMinimum:
      return [Array(operands[..<(operands.count / 2)]), Array(operands[(operands.count / 2)...])]
    default:
      guard case .text(let text)? = PythonCalls.table[application.primitive]?.jax.form else {
        return []
      }
      return text.contains("$V") ? [operands] : []
    }
  }

  /// `true` iff the function of node `k` is applied to arrays entry by entry.
  private func isElementwise(_ primitive: Primitive) -> Bool {
    if Self.others.contains(primitive) { return true }
    switch PythonCalls.table[primitive]?.jax.form {
    case .infix?: return true
    case .text(let text)?: return !text.contains("$V") && !text.contains("$A")
    case nil: return false
    }
  }

  /// Makes a group of the nodes that `operands` are, if they are alike; returns the vectors that
  /// these are applied to.
  private mutating func form(_ operands: [Operand]) -> [[Operand]] {
    let nodes = operands.compactMap(\.node)
    guard nodes.count == operands.count, nodes.count >= Self.leastCount, nodes[0] >= program.p,
      Set(nodes).count == nodes.count
    else { return [] }
    let first = program.application(nodes[0])
    let isProduct = first.primitive == .dot
    guard isProduct || isElementwise(first.primitive) else { return [] }
    for k in nodes {
      guard k >= program.p, place[k] == nil, blocks.block[k] == blocks.block[nodes[0]] else {
        return []
      }
      let application = program.application(k)
      guard application.primitive == first.primitive, application.parameter == first.parameter,
        application.operands.count == first.operands.count
      else { return [] }
    }
    if isProduct, !isMatrixProduct(nodes) { return [] }
    for (entry, k) in nodes.enumerated() { place[k] = (groups.count, entry) }
    groups.append(Group(nodes: nodes, last: nodes.max()!))
    return columns(nodes).compactMap { column in
      if case .vector(let operands) = column { operands } else { nil }
    }
  }

  /// The operands of nodes that are alike, position by position; of a product with a matrix the
  /// vector alone.
  func columns(_ nodes: [Int]) -> [Column] {
    let rows = nodes.map { Array(program.application($0).operands) }
    if program.application(nodes[0]).primitive == .dot {
      let half = rows[0].count / 2
      let isLeft = rows[0][half...] == rows[1][half...]
      return [.vector(Array(isLeft ? rows[0][half...] : rows[0][..<half]))]
    }
    return rows[0].indices.map { i in
      let column = rows.map { $0[i] }
      guard column.allSatisfy({ $0 == column[0] }) else { return .vector(column) }
      return column[0].literal.map { .literal($0) } ?? .node(column[0].node!)
    }
  }

  /// `true` iff the nodes, inner products, have one factor in common.
  private func isMatrixProduct(_ nodes: [Int]) -> Bool {
    let rows = nodes.map { Array(program.application($0).operands) }
    let half = rows[0].count / 2
    return rows.allSatisfy { $0[half...] == rows[0][half...] }
      || rows.allSatisfy { $0[..<half] == rows[0][..<half] }
  }

  /// The factors of a product that differ, row by row.
  func factors(_ nodes: [Int]) -> [Operand] {
    let rows = nodes.map { Array(program.application($0).operands) }
    let half = rows[0].count / 2
    let isLeft = rows[0][half...] == rows[1][half...]
    return rows.flatMap { isLeft ? $0[..<half] : $0[half...] }
  }

  /// Takes groups apart of which an entry is used before all are there.
  private mutating func dissolveWhatIsUsedBefore() {
    var users: [[Int]] = Array(repeating: [], count: program.m)
    for k in program.p..<program.m where blocks.block[k] != nil {
      for operand in program.application(k).operands {
        if let j = operand.node, place[j] != nil { users[j].append(k) }
      }
    }
    var pending = Array(groups.indices)
    while let number = pending.popLast() {
      guard let group = groups[number] else { continue }
      let isLate = group.nodes.allSatisfy { k in
        users[k].allSatisfy { user in
          (place[user].flatMap { groups[$0.group]?.last } ?? user) > group.last
        }
      }
      if isLate { continue }
      groups[number] = nil
      for k in group.nodes { place[k] = nil }
      let operands = group.nodes.flatMap { program.application($0).operands }
      pending += Set(operands.compactMap { $0.node.flatMap { place[$0]?.group } })
    }
  }
}
