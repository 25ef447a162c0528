/// Writes the elementary function f_s that the run of a program at one point amounts to: every
/// selection is replaced by the piece that its index takes there, ties by the convention's.
///
/// So AD at that point is the gradient of what is written (Theorem 2).
package struct PieceWriter<S: RealNumber> {
  private let evaluation: Evaluation<S>
  private let convention: Convention
  private let builder: ProgramBuilder

  /// What each node became; `nil` for nodes that the run did not need.
  private var images: [NodeNumber?]

  /// Writes all nodes that `evaluation` needed.
  package init(_ evaluation: Evaluation<S>, under convention: Convention) {
    self.evaluation = evaluation
    self.convention = convention
    let program = evaluation.program
    let builder = ProgramBuilder(inputs: program.p)
    self.builder = builder
    images = (0..<program.p).map { NodeNumber(builder.input($0), in: builder) }
    for k in program.p..<program.m {
      images.append(evaluation.values[k] == nil ? nil : image(of: k))
    }
  }

  /// The operands of node `k`; one that was not needed is not a number.
  package func operands(_ k: Int) -> [NodeNumber] {
    evaluation.program.application(k).operands.map { operand in
      if let j = operand.node { return images[j] ?? .notANumber }
      return NodeNumber(evaluation.program.literals[operand.literal!])
    }
  }

  /// The operand that `number` is among the nodes written.
  package func operand(_ number: NodeNumber) -> Operand { number.operand(in: builder) }

  /// The piece f_s: the outputs, as a program without selections.
  package func piece() throws(BuildFailure) -> Program {
    try program(of: evaluation.program.outputs.map { images[$0] ?? .notANumber })
  }

  /// The program with the given outputs and only what they need.
  package func program(of outputs: [NodeNumber]) throws(BuildFailure) -> Program {
    let whole = try builder.seal(outputs: outputs.map { $0.operand(in: builder) })
    let pruned = ProgramBuilder(inputs: builder.p)
    let inputs = (0..<builder.p).map { pruned.input($0) }
    let images = pruned.inline(whole, arguments: inputs, outputs: Array(outputs.indices))
    return try pruned.seal(outputs: images)
  }

  private func image(of k: Int) -> NodeNumber {
    let application = evaluation.program.application(k)
    builder.anchor = application.anchor
    let x = operands(k)
    switch application.primitive.kind {
    case .function where application.primitive == .copy: return x[0]
    case .function where application.primitive == .constant: return x[1]
    case .function:
      let own = x.map { $0.operand(in: builder) }
      let node = builder.apply(
        application.primitive, own, parameter: application.parameter, anchor: application.anchor)
      return NodeNumber(node, in: builder)
    case .selection(let rule):
      guard let active = evaluation.active[k], active.isDecided else { return .notANumber }
      if application.primitive == .branch { return x[x.count - 2 + active.piece[0]] }
      return value(rule, active, x, k, application)
    }
  }

  /// The value of the piece that the convention takes, or of its blend of pieces.
  private func value(
    _ rule: any ElementarySelection.Type, _ active: ActiveSet, _ x: [NodeNumber], _ k: Int,
    _ application: Application
  ) -> NodeNumber {
    let tieRule =
      application.primitive.tieRule(application.parameter, under: convention) ?? .first
    // Rational, so that an even share of three is a third.
    let numbers = evaluation.operandValues(k).map { Rational($0.double) }
    let weights = active.sites.enumerated().map { number, site in
      rule.weights(site: number, site, numbers, application.parameter, rule: tieRule)
    }
    let isPlain = weights.allSatisfy { $0.count == 1 && $0[0].weight == nil }
    if isPlain { return rule.value(of: weights.map { $0[0].piece }, x, application.parameter) }
    if rule.routesValues || weights.count > 1 {
      return contributions(rule, weights, x, application.parameter)
    }
    return weights[0].reduce(NodeNumber(0)) { sum, term in
      let value = rule.value(of: [term.piece], x, application.parameter)
      return sum + (term.weight.map { Self.literal($0) * value } ?? value)
    }
  }

  private static func literal(_ weight: Rational) -> NodeNumber {
    NodeNumber(Literal(double: weight.double, exact: weight))
  }

  /// The blend of contributions that are linear in the operands, with one coefficient per operand.
  private func contributions(
    _ rule: any ElementarySelection.Type, _ weights: [[(piece: Int, weight: Rational?)]],
    _ x: [NodeNumber], _ parameter: Parameter
  ) -> NodeNumber {
    var coefficients: [Int: NodeNumber] = [:]
    for (site, choices) in weights.enumerated() {
      for (piece, weight) in choices {
        for term in rule.terms(site: site, alternative: piece, x, parameter) {
          let contribution = Self.literal(weight ?? .one) * term.partial.number
          coefficients[term.operand] = (coefficients[term.operand] ?? NodeNumber(0)) + contribution
        }
      }
    }
    return coefficients.sorted { $0.key < $1.key }.reduce(NodeNumber(0)) { sum, term in
      term.value.isZero ? sum : sum + term.value * x[term.key]
    }
  }
}
