/// Writes the derivative program A(P) of a program under a convention.
///
/// Both modes run the rules of the primitives over `NodeNumber`. What belongs to one arm of an `if`
/// stays inside that arm: a contribution that leaves it passes through a branch on the same
/// condition, with 0 in the other arm, so that evaluating A(P) computes nothing of an untaken
/// branch either.
struct DerivativeWriter {
  private let program: Program
  private let convention: Convention
  private let builder: ProgramBuilder
  private let regions: BranchRegions

  /// What each node of the program became.
  private let images: [Operand]

  init(_ program: Program, _ convention: Convention, _ builder: ProgramBuilder) {
    self.program = program
    self.convention = convention
    self.builder = builder
    regions = BranchRegions(program)
    images = builder.appendNodes(of: program, arguments: (0..<program.p).map { builder.input($0) })
  }

  /// Returns the gradient of output `i` by the backward sweep.
  func backward(output i: Int) -> [NodeNumber] {
    var v = [NodeNumber?](repeating: nil, count: program.m)
    v[program.outputs.lowerBound + i] = NodeNumber(1)
    for k in stride(from: program.outputs.lowerBound + i, through: program.p, by: -1) {
      guard let adjoint = v[k] else { continue }
      if builder.isStopped(afterVisiting: k) { break }
      let application = program.application(k)
      builder.anchor = application.anchor
      for (j, contribution, region) in contributions(of: k, application, adjoint) {
        let contribution = leave(region, to: regions.regionOfNode[j], contribution)
        v[j] = v[j].map { $0 + contribution } ?? contribution
      }
    }
    // An input that one arm alone needs belongs to that arm, but its derivative is an output.
    return (0..<program.p).map { j in
      v[j].map { leave(regions.regionOfNode[j], to: 0, $0) } ?? NodeNumber(0)
    }
  }

  /// What the outputs of the program became.
  var outputs: [Operand] { program.outputs.map { images[$0] } }

  /// Returns the derivatives of the outputs in input `j` by the forward sweep.
  func forward(input j: Int) -> [NodeNumber] {
    forward(along: (0..<program.p).map { $0 == j ? NodeNumber(1) : nil })
  }

  /// Returns the derivatives of the outputs along `direction` by the forward sweep.
  func forward(along direction: [NodeNumber?]) -> [NodeNumber] {
    var tangents = direction + [NodeNumber?](repeating: nil, count: program.m - program.p)
    for k in program.p..<program.m {
      if builder.isStopped(afterVisiting: k) { break }
      guard regions.regionOfNode[k] >= 0 else { continue }
      let application = program.application(k)
      let operandTangents = application.operands.map { $0.node.flatMap { tangents[$0] } }
      guard operandTangents.contains(where: { $0 != nil }) else { continue }
      builder.anchor = application.anchor
      tangents[k] = tangent(of: k, application, operandTangents)
    }
    return program.outputs.map { tangents[$0] ?? NodeNumber(0) }
  }

  // MARK: - One node

  /// The contributions v[t] d_t[j] of node `k`: to which node, what, and inside which region.
  private func contributions(of k: Int, _ application: Application, _ adjoint: NodeNumber)
    -> [(node: Int, contribution: NodeNumber, region: Int)]
  {
    let operands = Array(application.operands)
    let region = regions.regionOfNode[k]
    if application.primitive == .branch {
      return (0...1).compactMap { arm in
        operands[operands.count - 2 + arm].node.map {
          ($0, adjoint, regions.region(ofArm: arm, of: k))
        }
      }
    }
    if let selection = application.primitive.selection, !selection.isPiecewiseLinear {
      let pieces = partialsOfPieces(k, application)
      return operands.indices.compactMap { i in
        guard let j = operands[i].node else { return nil }
        let alternatives = pieces.map { $0[i].scaling(adjoint) }
        guard alternatives.contains(where: { $0 != nil }) else { return nil }
        return (j, pick(k, application, alternatives.map { $0 ?? NodeNumber(0) }), region)
      }
    }
    return zip(operands, partials(k, application)).compactMap { operand, partial in
      guard let j = operand.node, let contribution = partial.scaling(adjoint) else { return nil }
      return (j, contribution, region)
    }
  }

  private func tangent(of k: Int, _ application: Application, _ tangents: [NodeNumber?])
    -> NodeNumber?
  {
    if application.primitive == .branch {
      let arms = tangents.suffix(2).map { $0 ?? NodeNumber(0) }
      return branch(k, then: arms[0], else: arms[1])
    }
    func combine(_ partials: [Partial<NodeNumber>]) -> NodeNumber? {
      var sum: NodeNumber?
      for (partial, tangent) in zip(partials, tangents) {
        guard let tangent, let contribution = partial.scaling(tangent) else { continue }
        sum = sum.map { $0 + contribution } ?? contribution
      }
      return sum
    }
    if let selection = application.primitive.selection, !selection.isPiecewiseLinear {
      let alternatives = partialsOfPieces(k, application).map(combine)
      guard alternatives.contains(where: { $0 != nil }) else { return nil }
      return pick(k, application, alternatives.map { $0 ?? NodeNumber(0) })
    }
    return combine(partials(k, application))
  }

  /// d_k of a function, or of a selection whose pieces have constant gradients, as nodes.
  private func partials(_ k: Int, _ application: Application) -> [Partial<NodeNumber>] {
    switch application.primitive.kind {
    case .function(let rule):
      let y = NodeNumber(images[k], in: builder)
      var partials = rule.partials(values(application), application.parameter, value: y)
      if case .slope(let slope)? = convention.rule(for: application.primitive) {
        let edge = NodeNumber(Literal(slope))
        partials = partials.map {
          .value(NodeNumber.choose(whereZero: y, edge, otherwise: $0.number))
        }
      }
      return rule.domain.value.isEmpty ? partials : partials.map { needing(y, $0, application) }
    case .selection:
      return application.operands.indices.map { index in
        let i = index - application.operands.startIndex
        guard application.operands[index].node != nil else { return .zero }
        let derived = derived(application, .entry(operand: i))
        let node = builder.apply(
          .derivedEntry, sharingOperandsOf: images[k], parameter: .derived(derived),
          anchor: application.anchor)
        return .value(NodeNumber(node, in: builder))
      }
    }
  }

  /// The entry, as a node that needs `y` as well: where the function has no value, its derivative
  /// has none, whether or not the formula notices (1/x is fine where log(x) is not).
  private func needing(
    _ y: NodeNumber, _ partial: Partial<NodeNumber>, _ application: Application
  ) -> Partial<NodeNumber> {
    guard !partial.isZero, y.literal == nil else { return partial }
    let operands = [y, partial.number].map { $0.operand(in: builder) }
    return .value(
      NodeNumber(
        builder.apply(.constant, operands, anchor: application.anchor), in: builder))
  }

  /// The gradients of all pieces of the selection with one site at node `k`, as nodes.
  private func partialsOfPieces(_ k: Int, _ application: Application) -> [[Partial<NodeNumber>]] {
    let x = values(application)
    guard let rule = application.primitive.selection else { return [] }
    let count = rule.pieceCounts(x.count, application.parameter)[0]
    return (0..<count).map { rule.partials(of: [$0], x, application.parameter) }
  }

  /// A node that has the value of the alternative at the position of the piece chosen at node `k`.
  private func pick(_ k: Int, _ application: Application, _ alternatives: [NodeNumber])
    -> NodeNumber
  {
    var own = values(application)
    var derived = derived(application, .pick)
    if case .derived(let inner) = application.parameter {
      // The derivative of a pick follows the same guards.
      own = Array(own.prefix(inner.operandCount))
      derived = DerivedSelection(
        of: inner.base, inner.baseParameter, operandCount: inner.operandCount, rule: inner.rule,
        kind: .pick)
    }
    let operands = (own + alternatives).map { $0.operand(in: builder) }
    return NodeNumber(
      builder.apply(
        .derivedEntry, operands, parameter: .derived(derived), anchor: application.anchor),
      in: builder)
  }

  private func derived(_ application: Application, _ kind: DerivedSelection.Kind)
    -> DerivedSelection
  {
    DerivedSelection(
      of: application.primitive, application.parameter, operandCount: application.operands.count,
      rule: application.primitive.tieRule(application.parameter, under: convention) ?? .first,
      kind: kind)
  }

  private func values(_ application: Application) -> [NodeNumber] {
    application.operands.map { NodeNumber(image($0), in: builder) }
  }

  private func image(_ operand: Operand) -> Operand {
    operand.node.map { images[$0] } ?? builder.literal(program.literals[operand.literal!])
  }

  // MARK: - Branches

  /// Returns `contribution`, formed inside `inner`, as it is seen from `outer`, which contains
  /// `inner`.
  private func leave(_ inner: Int, to outer: Int, _ contribution: NodeNumber) -> NodeNumber {
    var (region, contribution) = (inner, contribution)
    while region != outer {
      let arm = regions.regions[region]
      let zero = NodeNumber(0)
      contribution = branch(
        arm.branch, then: arm.arm == 0 ? contribution : zero,
        else: arm.arm == 0 ? zero : contribution)
      region = arm.parent
    }
    return contribution
  }

  /// A branch on the condition of the branch at node `k`.
  private func branch(_ k: Int, then: NodeNumber, else: NodeNumber) -> NodeNumber {
    let application = program.application(k)
    let operands =
      application.operands.dropLast(2).map(image)
      + [then.operand(in: builder), `else`.operand(in: builder)]
    return NodeNumber(
      builder.apply(
        .branch, operands, parameter: application.parameter, anchor: application.anchor),
      in: builder)
  }
}
