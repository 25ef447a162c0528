extension Evaluation {
  /// Returns d_k, the selection gradient of g_k at the values of its operands.
  ///
  /// A frozen selection has the gradient of its piece; a tie follows the convention; everything else
  /// has one piece to follow.
  public func localDerivative(_ k: Int, under convention: Convention) -> [Partial<S>] {
    let application = program.application(k)
    if application.primitive == .branch { return branchDerivative(k, application) }
    let x = operandValues(k)
    switch application.primitive.kind {
    case .function(let rule):
      if case .slope(let slope)? = convention.rule(for: application.primitive), rule.hasEdge(x) {
        return x.map { _ in .value(S(Literal(slope))) }
      }
      return rule.partials(x, application.parameter, value: values[k] ?? .notANumber)
    case .selection(let rule):
      guard let active = active[k], active.isDecided || frozen[k] != nil else {
        return x.map { _ in .value(.notANumber) }
      }
      if let piece = frozen[k] { return rule.partials(of: piece, x, application.parameter) }
      guard active.ties else { return rule.partials(of: active.piece, x, application.parameter) }
      let tieRule =
        if case .derived(let derived) = application.parameter { derived.rule } else {
          convention.rule(for: application.primitive) ?? .first
        }
      return rule.partials(at: active, x, application.parameter, rule: tieRule)
    }
  }

  /// d_k of a branch: 1 for the branch taken, and nothing passes to the rest.
  private func branchDerivative(_ k: Int, _ application: Application) -> [Partial<S>] {
    var d = [Partial<S>](repeating: .zero, count: application.operands.count)
    let branch =
      frozen[k]?[0] ?? (active[k]?.isDecided == true ? active[k]?.piece[0] : nil)
    guard let branch else {
      d[d.count - 1] = .value(.notANumber)
      d[d.count - 2] = .value(.notANumber)
      return d
    }
    d[d.count - 2 + branch] = .one
    return d
  }

  /// Returns the gradient of output `i` (from 0) by the backward sweep: Algorithm 2, right column.
  ///
  /// Nodes that no path of non-zero entries leads to are not visited: what an unchosen piece holds,
  /// an infinity or a NaN included, cannot reach the result.
  public func differentiateBackward(output i: Int, under convention: Convention) -> [S] {
    adjoints(output: i, under: convention).prefix(program.p).map { $0 ?? S(0) }
  }

  /// Returns v after the backward sweep from output `i`: one adjoint a node, `nil` where not visited.
  public func adjoints(output i: Int, under convention: Convention) -> [S?] {
    let root = program.outputs.lowerBound + i
    var v = [S?](repeating: nil, count: program.m)
    v[root] = S(1)
    guard root >= program.p else { return v }
    for t in stride(from: root, through: program.p, by: -1) {
      guard let adjoint = v[t] else { continue }
      let d = localDerivative(t, under: convention)
      for (operand, partial) in zip(program.application(t).operands, d) {
        guard let j = operand.node, let share = partial.scaling(adjoint) else { continue }
        v[j] = (v[j] ?? S(0)) + share
      }
    }
    return v
  }

  /// Returns the derivative of every node along `direction` by the forward sweep: Algorithm 2, left
  /// column; `nil` where no path of non-zero entries comes from an input.
  public func tangents(along direction: [S?], under convention: Convention) -> [S?] {
    var tangents = direction + [S?](repeating: nil, count: program.m - program.p)
    for k in program.p..<program.m where values[k] != nil {
      let application = program.application(k)
      guard application.operands.contains(where: { $0.node.map { tangents[$0] != nil } ?? false })
      else { continue }
      for (operand, partial) in zip(application.operands, localDerivative(k, under: convention)) {
        guard let j = operand.node, let tangent = tangents[j],
          let share = partial.scaling(tangent)
        else { continue }
        tangents[k] = tangents[k].map { $0 + share } ?? share
      }
    }
    return tangents
  }

  /// Returns the Jacobian by one backward sweep an output.
  public func differentiateBackward(under convention: Convention) -> SelectionJacobian<S> {
    let rows = (0..<program.q).flatMap { differentiateBackward(output: $0, under: convention) }
    return SelectionJacobian(q: program.q, p: program.p, entries: rows)
  }

  /// Returns the Jacobian by one forward sweep an input.
  public func differentiateForward(under convention: Convention) -> SelectionJacobian<S> {
    var entries = [S](repeating: S(0), count: program.q * program.p)
    for j in 0..<program.p {
      let direction: [S?] = (0..<program.p).map { $0 == j ? S(1) : nil }
      let tangents = tangents(along: direction, under: convention)
      for (i, output) in program.outputs.enumerated() {
        entries[i * program.p + j] = tangents[output] ?? S(0)
      }
    }
    return SelectionJacobian(q: program.q, p: program.p, entries: entries)
  }
}
