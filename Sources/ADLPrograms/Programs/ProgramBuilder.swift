/// A program under construction: nodes are appended, and nothing that was appended changes.
///
/// Applications to literals alone fold; nothing else is simplified and no two nodes are merged,
/// since either would change the vectors that AD could return (semantics, section 1).
///
/// A failure (the node limit, an interruption) is kept in `failure` and ends the growth; operations
/// go on returning some operand, so callers look at it where they pause, and `seal` throws it.
public final class ProgramBuilder {
  /// The default limit on nodes, and on operands.
  public static let defaultNodeLimit = 100_000_000

  /// The number of inputs.
  public let p: Int

  /// The maximum number of nodes.
  public let nodeLimit: Int

  /// The maximum number of distinct literals of a program.
  public static let literalLimit = 10_000_000

  /// The number of applications to literals that are folded in certified numbers; those after them
  /// are folded in doubles alone, and what they name is not known more closely.
  public var exactFoldingLimit = Int.max

  /// The format to which literals are rounded, and what folds after every application; `nil` where
  /// they are kept as they are.
  public var rounding: FloatingFormat?

  /// The number of applications to literals folded so far; one to many counts as many.
  @exclusivity(unchecked) public internal(set) var foldings = 0

  /// `true` iff what folds from now on folds in doubles.
  public var isExactFoldingSpent: Bool { foldings >= exactFoldingLimit }

  /// The maximum number of bytes that the program may take while it is built.
  public var memoryLimit = Int.max

  /// Asked every 65,536 nodes; it stops the construction.
  public var cancellation = Cancellation.never

  /// What was wrong first, where something was; then no program comes of it.
  @exclusivity(unchecked) public private(set) var failure: BuildFailure?

  /// The anchor of the nodes that a formula over `NodeNumber` writes.
  var anchor = Anchor.none

  /// `true` while differentiation writes nodes.
  var isDeriving = false

  /// The body that is being written once, to be repeated.
  @exclusivity(unchecked) var block: OpenBlock?

  /// `true` while a body is open in which what is applied to literals alone folds in every repetition.
  @exclusivity(unchecked) var isFoldingColumns = false

  /// `true` once something was asked of the open body that its repetitions answer differently.
  @exclusivity(unchecked) package internal(set) var isIrregular = false

  /// What is added to the anchors of the nodes of a program that is inlined.
  @exclusivity(unchecked) var anchorOffset: Int32 = 0

  @exclusivity(unchecked) var nodes: [Program.Node] = []
  @exclusivity(unchecked) var operands: [Operand] = []
  @exclusivity(unchecked) var literals: [Literal] = []
  @exclusivity(unchecked) var parameters: [Parameter] = [.none]
  @exclusivity(unchecked) private var literalNumbers: [Literal: Int] = [:]
  @exclusivity(unchecked) private var lastParameter = 0
  @exclusivity(unchecked) private var parameterNumbers: [Parameter: Int32] = [:]

  /// Creates a program of `p` inputs and no other nodes. With `p == 0` only literals can be formed.
  public init(inputs p: Int, nodeLimit: Int = defaultNodeLimit) {
    self.p = p
    self.nodeLimit = min(nodeLimit, Int(Int32.max) - 1)
    if p > self.nodeLimit { failure = .nodeLimit(self.nodeLimit) }
  }

  /// The number of nodes so far, inputs included.
  public var m: Int { p + nodes.count }

  /// The input at position `i`, from 0.
  public func input(_ i: Int) -> Operand { .node(i) }

  /// The operand that stands for `literal`.
  public func literal(_ given: Literal) -> Operand {
    let literal = rounding.map { Literal($0.rounded(given)) } ?? given
    if let number = literalNumbers[literal] { return .literal(number) }
    if literals.count >= Self.literalLimit {
      fail(.literalLimit(Self.literalLimit))
      return .literal(0)
    }
    literalNumbers[literal] = literals.count
    literals.append(literal)
    return .literal(literals.count - 1)
  }

  /// The operand that stands for a number of which `double` is all that is known; each time a new
  /// one, which is not looked for among the others.
  public func literal(rounded double: Double) -> Operand {
    if literals.count >= Self.literalLimit {
      fail(.literalLimit(Self.literalLimit))
      return .literal(0)
    }
    literals.append(Literal(double: double, number: Certified(.line)))
    return .literal(literals.count - 1)
  }

  /// The double that `operand` stands for; `nil` for a node.
  public func double(of operand: Operand) -> Double? { literal(of: operand)?.double }

  /// The literal that `operand` stands for; `nil` for a node.
  public func literal(of operand: Operand) -> Literal? {
    // Whoever asks for one number must not go on where there are many.
    if operand.isColumn, isLiteral(operand) { markIrregular() }
    return operand.literal.map { literals[$0] }
  }

  /// Takes back the literals from the number `count` on, which no operand names any more.
  func forgetLiterals(from count: Int) {
    for number in count..<literals.count where literalNumbers[literals[number]] == number {
      literalNumbers[literals[number]] = nil
    }
    literals.removeLast(literals.count - count)
  }

  /// Records why construction cannot go on; the first reason stays.
  public func fail(_ reason: BuildFailure) {
    if failure == nil { failure = reason }
  }

  /// Returns `true` iff construction cannot go on; for work that visits many nodes and appends few.
  func isStopped(afterVisiting k: Int) -> Bool {
    if k & 0xFFF == 0, cancellation.isRequested { fail(.interrupted) }
    return failure != nil
  }

  /// The operands that were folded since `cancellation` was asked.
  @exclusivity(unchecked) private var foldedOperands = 0

  /// Returns `true` iff construction cannot go on; for applications that become no nodes.
  func isStopped(afterFolding count: Int) -> Bool {
    foldedOperands += 1 + count
    if foldedOperands >= 1 << 14 {
      foldedOperands = 0
      if cancellation.isRequested { fail(.interrupted) }
    }
    return failure != nil
  }

  /// Returns `primitive` applied to `own`, as a new node or, for literals alone, as a literal.
  ///
  /// A number of operands that the primitive does not take is a failure, which `seal` throws.
  /// - Requires: the parameter fits the primitive.
  public func apply(
    _ primitive: Primitive, _ own: [Operand], parameter: Parameter = .none, anchor: Anchor = .none
  ) -> Operand {
    guard takes(primitive, own.count) else { return .literal(0) }
    if own.allSatisfy({ $0.literal != nil }) {
      return fold(primitive, own, parameter: parameter, anchor: anchor)
    }
    if isFoldingColumns, own.allSatisfy(isLiteral) {
      return foldColumns(primitive, own, parameter: parameter, anchor: anchor)
    }
    let start = operands.count
    operands.append(contentsOf: own)
    return append(
      primitive, start: start, count: own.count, parameter: parameter, anchor: anchor)
  }

  /// Returns `primitive` applied to one operand.
  public func apply(_ primitive: Primitive, _ own: Operand, anchor: Anchor = .none) -> Operand {
    guard takes(primitive, 1) else { return .literal(0) }
    if own.literal != nil { return fold(primitive, [own], parameter: .none, anchor: anchor) }
    if isFoldingColumns, isLiteral(own) {
      return foldColumns(primitive, [own], parameter: .none, anchor: anchor)
    }
    operands.append(own)
    return append(
      primitive, start: operands.count - 1, count: 1, parameter: .none, anchor: anchor)
  }

  /// Returns `primitive` applied to two operands.
  public func apply(
    _ primitive: Primitive, _ first: Operand, _ second: Operand, anchor: Anchor = .none
  ) -> Operand {
    guard takes(primitive, 2) else { return .literal(0) }
    if first.literal != nil && second.literal != nil {
      return fold(primitive, [first, second], parameter: .none, anchor: anchor)
    }
    if isFoldingColumns, isLiteral(first), isLiteral(second) {
      return foldColumns(primitive, [first, second], parameter: .none, anchor: anchor)
    }
    operands.append(first)
    operands.append(second)
    return append(
      primitive, start: operands.count - 2, count: 2, parameter: .none, anchor: anchor)
  }

  /// Returns `primitive` applied to the operands of `node`, which both then share.
  ///
  /// The entries of a sorted vector are such nodes: their memory is linear in their number.
  public func apply(
    _ primitive: Primitive, sharingOperandsOf node: Operand, parameter: Parameter,
    anchor: Anchor = .none
  ) -> Operand {
    guard let k = node.node, k >= p, k < m else { return node }
    let shared = nodes[k - p]
    return append(
      primitive, start: Int(shared.operandStart), count: Int(shared.operandCount),
      parameter: parameter, anchor: anchor)
  }

  /// Returns a node that is the literal whatever the inputs: pr = {1}, which it ignores.
  public func constant(_ literal: Literal, anchor: Anchor = .none) -> Operand {
    let start = operands.count
    operands.append(.node(0))
    operands.append(self.literal(literal))
    return append(.constant, start: start, count: 2, parameter: .none, anchor: anchor)
  }

  /// Returns whether `primitive` takes `count` operands; that it does not is a failure.
  private func takes(_ primitive: Primitive, _ count: Int) -> Bool {
    if Primitive.arities[Int(primitive.id)].accepts(count) { return true }
    fail(.arity(primitive, given: count))
    return false
  }

  /// Returns the number of `parameter` in the pool.
  private func number(of parameter: Parameter) -> Int32 {
    if case .none = parameter { return 0 }
    // The entries of one vector, or the same `if` in a loop, carry the same one after another.
    if parameter == parameters[lastParameter] { return Int32(lastParameter) }
    if let number = parameterNumbers[parameter] {
      lastParameter = Int(number)
      return number
    }
    let number = Int32(parameters.count)
    parameterNumbers[parameter] = number
    lastParameter = parameters.count
    parameters.append(parameter)
    return number
  }

  private func append(
    _ primitive: Primitive, start: Int, count: Int, parameter: Parameter, anchor: Anchor
  ) -> Operand {
    if m >= nodeLimit || operands.count > nodeLimit &* 8 || operands.count > Int(Int32.max) - 1 {
      fail(.nodeLimit(nodeLimit))
    }
    if nodes.count & 0xFFFF == 0 {
      if cancellation.isRequested { fail(.interrupted) }
      checkMemory(nodes: nodes.count, operands: operands.count)
    }
    if case .some = failure { return Operand(rawValue: Int32(max(m - 1, 0))) }
    nodes.append(
      Program.Node(
        primitive: primitive, isDerived: isDeriving, operandStart: Int32(start),
        operandCount: Int32(count),
        parameter: number(of: parameter), anchor: anchor))
    return .node(m - 1)
  }

  private func checkMemory(nodes: Int, operands: Int) {
    // Arrays that grow take up to three times the room of their elements.
    let needed =
      3
      * (nodes * MemoryLayout<Program.Node>.stride + operands * MemoryLayout<Operand>.stride)
    if needed > memoryLimit { fail(.memoryLimit(needed: needed, limit: memoryLimit)) }
  }

  /// Returns whether there may be so many nodes and operands more, so many times; that there may
  /// not is a failure.
  func makeRoom(nodes more: Int, operands moreOperands: Int, times: Int) -> Bool {
    let (newNodes, areTooMany) = more.multipliedReportingOverflow(by: times)
    let (newOperands, isTooMuch) = moreOperands.multipliedReportingOverflow(by: times)
    if areTooMany || isTooMuch || newNodes > nodeLimit - m
      || newOperands > min(nodeLimit &* 8, Int(Int32.max) - 1) - operands.count
    {
      fail(.nodeLimit(nodeLimit))
    } else {
      checkMemory(nodes: nodes.count + newNodes, operands: operands.count + newOperands)
    }
    return failure == nil
  }

  /// Returns the program whose outputs are `outputs`.
  ///
  /// An output that is not where an output has to stand becomes a `copy`, and a literal output a
  /// constant node; this is the only place that makes either.
  public func seal(outputs: [Operand], anchor: Anchor = .none) throws(BuildFailure) -> Program {
    if let failure { throw failure }
    // The longest prefix of the outputs that the last nodes already are, in order.
    var kept = min(outputs.count, nodes.count)
    while kept > 0,
      !(0..<kept).allSatisfy({ outputs[$0].node == m - kept + $0 })
    { kept -= 1 }
    for output in outputs[kept...] {
      if let literal = literal(of: output) {
        _ = constant(literal, anchor: anchor)
      } else {
        let start = operands.count
        operands.append(output)
        _ = append(.copy, start: start, count: 1, parameter: .none, anchor: self.anchor(of: output))
      }
    }
    if let failure { throw failure }
    return Program(
      p: p, q: outputs.count, nodes: nodes, operands: operands, literals: literals,
      parameters: parameters)
  }

  /// The anchor of the node that `operand` is; none for inputs and literals.
  private func anchor(of operand: Operand) -> Anchor {
    guard let k = operand.node, k >= p, k < m else { return .none }
    return nodes[k - p].anchor
  }
}
