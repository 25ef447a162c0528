/// A body that is being written once, to be repeated over the values of an index.
///
/// While it is open, what differs from one repetition to the next is a *column*: an operand that
/// stands for one literal, or one node, a repetition. Applications to literals alone fold in every
/// repetition; others become a node of the body, whose repetitions follow iteration by iteration.
///
/// Where only values are wanted nothing folds: the body becomes a program of its columns, which is
/// run at every repetition.
struct OpenBlock {
  /// The number of repetitions.
  let count: Int

  /// `true` iff the body is to be run, and not to be repeated.
  let isRun: Bool

  /// Where the builder stood before the body.
  let nodeCount: Int
  let operandCount: Int
  let literalCount: Int

  var columns: [Column] = []

  struct Column {
    /// One operand a repetition: all of them literals, or all of them nodes before the body. None
    /// where there are `integers`.
    let operands: [Operand]
    let isLiteral: Bool

    /// Whole numbers, which become literals where they are asked for as such.
    var integers: [Int] = []
  }
}

/// The body of a block as a program of its columns, to be run at each of its repetitions.
package struct BlockRun {
  /// The program; its inputs are the columns.
  package let program: Program

  /// The numbers of each input, one a repetition; where there are none, the program has one input,
  /// which nothing depends on.
  package let columns: [[Double]]

  /// The number of repetitions.
  package let count: Int

  /// Returns the inputs in the repetitions of `range`, one repetition after the other.
  package func points(_ range: Range<Int>) -> [Double] {
    if columns.isEmpty { return [Double](repeating: 0, count: range.count) }
    var points: [Double] = []
    points.reserveCapacity(range.count * columns.count)
    for r in range { for column in columns { points.append(column[r]) } }
    return points
  }
}

extension ProgramBuilder {
  /// `true` while the body of a block is written.
  package var isInBlock: Bool { block != nil }

  /// Begins a body that is repeated `count` times, or run as often; one at a time.
  package func beginBlock(count: Int, isRun: Bool = false) {
    isIrregular = false
    isFoldingColumns = !isRun
    block = OpenBlock(
      count: count, isRun: isRun, nodeCount: nodes.count, operandCount: operands.count,
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

  /// Returns the operand that is `make(r)` in repetition r; asks for an interruption meanwhile.
  package func column(made make: (Int) -> Operand) -> Operand {
    guard let count = block?.count, let own = operands(count, make) else { return markIrregular() }
    return column(own)
  }

  /// Returns the operands that `make` makes of 0, 1, …; `nil` where that is interrupted or fails.
  private func operands(_ count: Int, _ make: (Int) -> Operand) -> [Operand]? {
    var own: [Operand] = []
    own.reserveCapacity(count)
    for r in 0..<count {
      if isStopped(afterVisiting: r) { return nil }
      own.append(make(r))
    }
    return own
  }

  /// Returns the operand that is the literal `integers[r]` in repetition r.
  package func column(of integers: [Int], _ literal: (Int) -> Operand) -> Operand {
    guard let open = block, open.isRun, open.columns.count < Operand.columnLimit else {
      return column { literal(integers[$0]) }
    }
    block?.columns.append(OpenBlock.Column(operands: [], isLiteral: true, integers: integers))
    return .column(open.columns.count)
  }

  /// Notes that the repetitions differ, and returns what stands for an operand until that is seen.
  @discardableResult
  package func markIrregular() -> Operand {
    isIrregular = true
    return .node(0)
  }

  /// Returns the operands of a column, made by `literal` where it has whole numbers; `nil` for other
  /// operands, and where making them is interrupted.
  package func literals(ofColumn operand: Operand, _ literal: (Int) -> Operand) -> [Operand]? {
    guard let number = operand.column, let column = block?.columns[number] else { return nil }
    return column.integers.isEmpty
      ? column.operands : operands(column.integers.count) { literal(column.integers[$0]) }
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

  /// Returns the program of the open body in its columns, whose outputs are those of `results` that
  /// are nodes, and ends the block; `nil` where the body is not regular, and then nothing of it is
  /// left. Otherwise its literals are.
  package func endRun(_ results: [Operand]) -> BlockRun? {
    guard let open = block, !isIrregular, failure == nil,
      let program = bodyProgram(of: open, results)
    else {
      abandonBlock()
      return nil
    }
    close()
    nodes.removeLast(nodes.count - open.nodeCount)
    operands.removeLast(operands.count - open.operandCount)
    let columns = open.columns.map { column in
      column.integers.isEmpty
        ? column.operands.map { literals[$0.literal ?? 0].double }
        : column.integers.map(Double.init)
    }
    return BlockRun(program: program, columns: columns, count: open.count)
  }

  /// The program of the open body in its columns, all of which are numbers.
  private func bodyProgram(of open: OpenBlock, _ results: [Operand]) -> Program? {
    guard open.columns.allSatisfy(\.isLiteral) else { return nil }
    let writer = ProgramBuilder(inputs: max(open.columns.count, 1), nodeLimit: nodeLimit)
    let first = p + open.nodeCount
    var images: [Operand] = []
    func image(_ operand: Operand) -> Operand? {
      if let number = operand.column { return writer.input(number) }
      if let number = operand.literal { return writer.literal(literals[number]) }
      return operand.node.flatMap { $0 >= first ? images[$0 - first] : nil }
    }
    var shared: [Int32: Operand] = [:]
    for node in nodes[open.nodeCount...] {
      writer.isDeriving = node.isDerived
      let parameter = parameters[Int(node.parameter)]
      if let known = shared[node.operandStart] {
        images.append(
          writer.apply(
            node.primitive, sharingOperandsOf: known, parameter: parameter, anchor: node.anchor))
        continue
      }
      let start = Int(node.operandStart)
      var own: [Operand] = []
      for operand in operands[start..<start + Int(node.operandCount)] {
        guard let image = image(operand) else { return nil }
        own.append(image)
      }
      let result = writer.apply(node.primitive, own, parameter: parameter, anchor: node.anchor)
      if node.primitive.selection != nil { shared[node.operandStart] = result }
      images.append(result)
    }
    writer.isDeriving = false
    let outputs = results.filter { $0.node != nil }.compactMap(image)
    return try? writer.seal(outputs: outputs)
  }

  private func close() {
    block = nil
    isFoldingColumns = false
    isIrregular = false
  }

  /// Writes the repetitions of the body, and returns what `results` are in each, repetition by
  /// repetition; `nil` where the body is not regular, and then nothing of it is left.
  package func endBlock(_ results: [Operand]) -> [Operand]? {
    guard let open = block, !isIrregular else {
      abandonBlock()
      return nil
    }
    close()
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
    close()
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
