/// What the sweeps of a derivative program are made of: the entries of one d_k.
extension DerivativeWriter {
  /// d_k of a function, or of a selection whose pieces have constant gradients, as nodes.
  func partials(_ k: Int, _ application: Application, _ mode: Mode)
    -> [Partial<NodeNumber>]
  {
    switch application.primitive.kind {
    case .function(let rule):
      let y = NodeNumber(images[k], in: builder)
      var partials = rule.partials(
        values(application), application.parameter, value: y, in: convention.profile, mode)
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
        return .value(own(k, application, .entry(operand: i)))
      }
    }
  }

  /// Where d_k has an entry for operand `i`; under a rule that passes a 0 there too, everywhere.
  func entryReach(_ k: Int, _ application: Application, _ i: Int, _ rule: LocalRule) -> Reach {
    rule == .absent && application.primitive.selection != nil
      ? .where(own(k, application, .reach(operand: i))) : .always
  }

  /// A node that follows the guards of the selection at node `k`.
  func own(_ k: Int, _ application: Application, _ kind: DerivedSelection.Kind)
    -> NodeNumber
  {
    NodeNumber(
      builder.apply(
        .derivedEntry, sharingOperandsOf: images[k],
        parameter: .derived(derived(application, kind)),
        anchor: application.anchor), in: builder)
  }

  /// The entry, as a node that needs `y` as well: where the function has no value, its derivative
  /// has none, whether or not the formula notices (1/x is fine where log(x) is not).
  func needing(
    _ y: NodeNumber, _ partial: Partial<NodeNumber>, _ application: Application
  ) -> Partial<NodeNumber> {
    guard !partial.isZero, y.literal == nil else { return partial }
    let operands = [y, partial.number].map { $0.operand(in: builder) }
    return .value(
      NodeNumber(
        builder.apply(.constant, operands, anchor: application.anchor), in: builder))
  }

  /// The gradients of all pieces of the selection with one site at node `k`, as nodes.
  func partialsOfPieces(_ k: Int, _ application: Application) -> [[Partial<NodeNumber>]] {
    let x = values(application)
    guard let rule = application.primitive.selection else { return [] }
    let count = rule.pieceCounts(x.count, application.parameter)[0]
    return (0..<count).map { rule.partials(of: [$0], x, application.parameter) }
  }

  /// A node that has the value of the alternative at the position of the piece chosen at node `k`.
  func pick(_ k: Int, _ application: Application, _ alternatives: [NodeNumber])
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

  func derived(_ application: Application, _ kind: DerivedSelection.Kind)
    -> DerivedSelection
  {
    DerivedSelection(
      of: application.primitive, application.parameter, operandCount: application.operands.count,
      rule: application.primitive.tieRule(application.parameter, under: convention) ?? .first,
      kind: kind)
  }

  func values(_ application: Application) -> [NodeNumber] {
    application.operands.map { NodeNumber(image($0), in: builder) }
  }

  func image(_ operand: Operand) -> Operand {
    operand.node.map { images[$0] } ?? builder.literal(program.literals[operand.literal!])
  }
}
