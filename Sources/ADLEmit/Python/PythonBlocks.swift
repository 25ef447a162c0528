import ADLPrograms

/// Where each node of a program is computed: outside of every `if`, or in an arm of one, so that
/// what only an arm needs is computed where that arm is taken.
struct PythonBlocks {
  /// An arm of an `if`, or the body of the function.
  struct Block {
    let parent: Int?
    let depth: Int

    /// The nodes that are computed in it, in order.
    var nodes: [Int] = []
  }

  /// The blocks; the first is the body.
  private(set) var blocks = [Block(parent: nil, depth: 0)]

  /// The block of each node; `nil` for inputs and for what no output needs.
  private(set) var block: [Int?]

  /// How often the value of each node is used.
  private(set) var uses: [Int]

  /// The arms of each `if`, by its node.
  private(set) var arms: [Int: (then: Int, otherwise: Int)] = [:]

  /// Creates the blocks of `program`.
  init(_ program: Program) {
    block = Array(repeating: nil, count: program.m)
    uses = Array(repeating: 0, count: program.m)
    for k in program.outputs { use(k, in: 0) }
    for k in stride(from: program.m - 1, through: program.p, by: -1) {
      guard let own = block[k] else { continue }
      let application = program.application(k)
      guard application.primitive == .branch else {
        for operand in application.operands { use(operand.node, in: own) }
        continue
      }
      let operands = Array(application.operands)
      for operand in operands.dropLast(2) { use(operand.node, in: own) }
      let then = add(in: own)
      let otherwise = add(in: own)
      arms[k] = (then, otherwise)
      use(operands[operands.count - 2].node, in: then)
      use(operands[operands.count - 1].node, in: otherwise)
    }
    for k in program.p..<program.m {
      if let own = block[k] { blocks[own].nodes.append(k) }
    }
  }

  private mutating func add(in parent: Int) -> Int {
    blocks.append(Block(parent: parent, depth: blocks[parent].depth + 1))
    return blocks.count - 1
  }

  private mutating func use(_ node: Int?, in other: Int) {
    guard let node else { return }
    uses[node] += 1
    block[node] = block[node].map { common($0, other) } ?? other
  }

  /// The innermost block that both lie in.
  private func common(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while blocks[a].depth > blocks[b].depth { a = blocks[a].parent! }
    while blocks[b].depth > blocks[a].depth { b = blocks[b].parent! }
    while a != b { (a, b) = (blocks[a].parent!, blocks[b].parent!) }
    return a
  }
}
