/// A body that is being written once, to be repeated over the values of an index.
///
/// While it is open, what differs from one repetition to the next is a *column*: an operand that
/// stands for one literal, or one node, a repetition. Applications to literals alone fold in every
/// repetition; others become a node of the body, whose repetitions follow iteration by iteration.
struct OpenBlock {
  /// The number of repetitions.
  let count: Int

  /// Where the builder stood before the body.
  let nodeCount: Int
  let operandCount: Int
  let literalCount: Int

  var columns: [Column] = []

  struct Column {
    /// One operand a repetition: all of them literals, or all of them nodes before the body.
    let operands: [Operand]
    let isLiteral: Bool
  }
}

extension ProgramBuilder {
  /// `true` while the body of a block is written.
  package var isInBlock: Bool { block != nil }

  /// Begins a body that is repeated `count` times; one at a time.
  package func beginBlock(count: Int) {
    isIrregular = false
    block = OpenBlock(
      count: count, nodeCount: nodes.count, operandCount: operands.count,
      literalCount: literals.count)
  }

  /// Returns the operand that is `own[r]` in repetition r; where literals are mixed with nodes, or
  /// with what the body itself has written, the body is not regular.
  /// - Requires: a block is open, and `own` has an operand a repetition.
  package func column(_ own: [Operand]) -> Operand {
    guard let first = own.first, let open = block else { return markIrregular() }
    let isLiteral = first.literal != nil
    let end = p + open.nodeCount
    for operand in own {
      // What stands in the body is there in every repetition, and not one a repetition.
      let fits = isLiteral ? operand.literal != nil : operand.node.map { $0 < end } ?? false
      if !fits { return markIrregular() }
    }
    guard let number = block?.columns.count, number < Operand.columnLimit else {
      return markIrregular()
    }
    block?.columns.append(OpenBlock.Column(operands: own, isLiteral: isLiteral))
    return .column(number)
  }

  /// Notes that the repetitions differ, and returns what stands for an operand until that is seen.
  @discardableResult
  package func markIrregular() -> Operand {
    isIrregular = true
    return .node(0)
  }

  /// Returns the operands of a column; `nil` for other operands.
  package func operands(ofColumn operand: Operand) -> [Operand]? {
    operand.column.map { block?.columns[$0].operands ?? [] }
  }

  /// `true` iff the operand is a literal in every repetition.
  func isLiteral(_ operand: Operand) -> Bool {
    if operand.literal != nil { return true }
    guard let number = operand.column, let block else { return false }
    return block.columns[number].isLiteral
  }

  /// Returns the column of what `primitive` makes of literals in every repetition.
  func foldColumns(_ primitive: Primitive, _ own: [Operand], parameter: Parameter, anchor: Anchor)
    -> Operand
  {
    guard let open = block, !isIrregular else { return markIrregular() }
    var results: [Operand] = []
    results.reserveCapacity(open.count)
    var row = own
    for r in 0..<open.count {
      for (i, operand) in own.enumerated() {
        if let number = operand.column { row[i] = open.columns[number].operands[r] }
      }
      let result = fold(primitive, row, parameter: parameter, anchor: anchor)
      // Outside its domain an application stays a node, in this repetition alone.
      if result.literal == nil || failure != nil { return markIrregular() }
      results.append(result)
    }
    return column(results)
  }

  /// Writes the repetitions of the body, and returns what `results` are in each, repetition by
  /// repetition; `nil` where the body is not regular, and then nothing of it is left.
  package func endBlock(_ results: [Operand]) -> [Operand]? {
    guard let open = block, !isIrregular else {
      abandonBlock()
      return nil
    }
    block = nil
    let first = p + open.nodeCount
    let size = nodes.count - open.nodeCount
    repeatBody(of: open)
    var entries: [Operand] = []
    entries.reserveCapacity(results.count * open.count)
    for r in 0..<open.count {
      for result in results {
        if let number = result.column {
          entries.append(open.columns[number].operands[r])
        } else if let k = result.node, k >= first {
          entries.append(.node(k + r * size))
        } else {
          entries.append(result)
        }
      }
    }
    return entries
  }

  /// Takes back what was written since the block began.
  package func abandonBlock() {
    guard let open = block else { return }
    block = nil
    isIrregular = false
    nodes.removeLast(nodes.count - open.nodeCount)
    operands.removeLast(operands.count - open.operandCount)
    forgetLiterals(from: open.literalCount)
  }

  /// Writes repetitions 1, 2, … after the first, and gives that its own operands.
  private func repeatBody(of open: OpenBlock) {
    let (firstNode, firstOperand) = (open.nodeCount, open.operandCount)
    let (size, width) = (nodes.count - firstNode, operands.count - firstOperand)
    if size == 0 { return }
    guard makeRoom(nodes: size, operands: width, times: open.count - 1) else { return }
    nodes.reserveCapacity(max(nodes.count + size * (open.count - 1), 2 * nodes.count))
    operands.reserveCapacity(max(operands.count + width * (open.count - 1), 2 * operands.count))
    let base = Int32(p + firstNode)
    for r in 1..<max(open.count, 1) {
      if r & 0xFFF == 0, cancellation.isRequested { return fail(.interrupted) }
      for i in firstNode..<firstNode + size {
        var node = nodes[i]
        // What stands before the body is shared: the operands of a vector sorted there.
        if node.operandStart >= Int32(firstOperand) { node.operandStart += Int32(r * width) }
        nodes.append(node)
      }
      for i in firstOperand..<firstOperand + width {
        let operand = operands[i]
        if let number = operand.column {
          operands.append(open.columns[number].operands[r])
        } else if operand.rawValue >= base {
          operands.append(Operand(rawValue: operand.rawValue + Int32(r * size)))
        } else {
          operands.append(operand)
        }
      }
    }
    for i in firstOperand..<firstOperand + width {
      if let number = operands[i].column { operands[i] = open.columns[number].operands[0] }
    }
  }
}
