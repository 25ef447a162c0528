extension Evaluation {
  /// Returns d_k, the selection gradient of g_k at the values of its operands.
  ///
  /// A frozen selection has the gradient of its piece; a tie follows the convention; everything
  /// else has one piece to follow.
  @specialized(where S == Double)
  @specialized(where S == Interval)
  @specialized(where S == Certified)
  public func localDerivative(
    _ k: Int, under convention: Convention, _ mode: Mode = .backward
  ) -> [Partial<S>] {
    let application = program.application(k)
    Work.count(Cost.application + Cost.rational * application.operands.count)
    if application.primitive == .branch { return branchDerivative(k, application) }
    if S.knowsNothing {
      return [Partial<S>](repeating: .value(.anyNumber), count: application.operands.count)
    }
    return application.primitive.partials(
      application.parameter, operandValues(k), value: values[k] ?? .notANumber, active: active[k],
      frozen: frozen[k], under: convention, mode)
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
  ///
  /// - Complexity: O(m + operands).
  public func differentiateBackward(output i: Int, under convention: Convention) -> [S] {
    differentiateBackward(output: i, under: convention, in: nil)
  }

  /// The same, with contributions added in the given order; by default nodes from the last to the
  /// first.
  ///
  /// - Parameter cancellation: in a given order, asked every 2^12 nodes or so; where it ends the
  ///   sweep, that is not complete.
  package func differentiateBackward(
    output i: Int, under convention: Convention, in order: (any SweepOrdering)?,
    cancellation: Cancellation = .never
  ) -> [S] {
    adjoints(output: i, under: convention, in: order, cancellation: cancellation).prefix(program.p)
      .map {
        $0 ?? S(0)
      }
  }

  /// Returns v after the backward sweep from output `i`: one adjoint per node, `nil` where not
  /// visited.
  public func adjoints(output i: Int, under convention: Convention) -> [S?] {
    adjoints(output: i, under: convention, in: nil)
  }

  @specialized(where S == Double)
  @specialized(where S == Interval)
  @specialized(where S == Certified)
  package func adjoints(
    output i: Int, under convention: Convention, in order: (any SweepOrdering)?,
    cancellation: Cancellation = .never
  ) -> [S?] {
    let root = program.outputs.lowerBound + i
    var v = [S?](repeating: nil, count: program.m)
    v[root] = S(1)
    if let order {
      var work = 0
      var hasStopped = false
      order.forEachStatement { statement in
        if hasStopped { return }
        add(statement, to: &v, under: convention)
        work += statement.nodes.count
        if work >= 1 << 12 {
          work = 0
          hasStopped = cancellation.isRequested
        }
      }
      return v
    }
    guard root >= program.p else { return v }
    for t in stride(from: root, through: program.p, by: -1) {
      guard let adjoint = v[t] else { continue }
      let application = program.application(t)
      let rule = convention.localRule(for: application.primitive, .backward)
      if rule == .absent, let operand = operand(takenBy: t, application, under: convention) {
        if let j = operand.node { v[j] = (v[j] ?? S(0)) + adjoint }
        continue
      }
      let d = localDerivative(t, under: convention)
      for (operand, partial) in zip(application.operands, d) {
        guard let j = operand.node,
          let contribution = rule.contribution(of: adjoint, through: partial)
        else { continue }
        v[j] = (v[j] ?? S(0)) + contribution
      }
    }
    return v
  }

  /// Returns the operand that the order statistic at node `k` takes as it is, whose partial
  /// derivative is 1 and that of all others 0; `nil` where a tie is shared, and for other primitives.
  private func operand(
    takenBy k: Int, _ application: Application, under convention: Convention
  ) -> Operand? {
    guard sharedRanks(application) != nil else { return nil }
    let first = application.operands.startIndex
    if let piece = frozen[k] { return application.operands[first + piece[0]] }
    guard let active = active[k], active.isDecided else { return nil }
    if active.ties {
      let rule = application.primitive.tieRule(application.parameter, under: convention)
      let site = active.sites[0]
      guard case .first = (rule ?? .first).rule(where: site.pieces) else { return nil }
      Work.count(Cost.application)
      return application.operands[first + site.pieces[site.standing]]
    }
    Work.count(Cost.application)
    return application.operands[first + active.piece[0]]
  }

  /// Adds the contributions of the nodes of one statement, operand by operand.
  private func add(
    _ statement: SweepStatement, to v: inout [S?], under convention: Convention
  ) {
    let nodes = statement.nodes
    let adjoints = nodes.map { v[$0] }
    guard adjoints.contains(where: { $0 != nil }) else { return }
    let d = nodes.indices.map { n in
      adjoints[n].map { _ in localDerivative(nodes[n], under: convention) } ?? []
    }
    let application = program.application(nodes[0])
    let rule = convention.localRule(for: application.primitive, .backward)
    for i in 0..<application.operands.count {
      let contributions = nodes.indices.map { n in
        adjoints[n].flatMap { rule.contribution(of: $0, through: d[n][i]) }
      }
      if statement.shared.contains(i) {
        guard let j = program.operand(i, of: nodes[0]).node,
          contributions.contains(where: { $0 != nil })
        else { continue }
        v[j] = (v[j] ?? S(0)) + laneSum(contributions.map { $0 ?? S(0) })
        continue
      }
      for (t, contribution) in zip(nodes, contributions) {
        guard let contribution, let j = program.operand(i, of: t).node else { continue }
        v[j] = (v[j] ?? S(0)) + contribution
      }
    }
  }

  /// Returns the derivative of every node along `direction` by the forward sweep: Algorithm 2, left
  /// column; `nil` where no path of non-zero entries comes from an input.
  public func tangents(along direction: [S?], under convention: Convention) -> [S?] {
    let seeds = convention.seedsZeros ? direction.map { $0 ?? S(0) } : direction
    var tangents = seeds + [S?](repeating: nil, count: program.m - program.p)
    for k in program.p..<program.m where values[k] != nil {
      let application = program.application(k)
      guard application.operands.contains(where: { $0.node.map { tangents[$0] != nil } ?? false })
      else { continue }
      tangents[k] = tangent(of: k, tangents, under: convention)
    }
    return tangents
  }

  /// Returns the Jacobian by one backward sweep per output.
  public func differentiateBackward(under convention: Convention) -> SelectionJacobian<S> {
    let rows = (0..<program.q).flatMap { differentiateBackward(output: $0, under: convention) }
    return SelectionJacobian(q: program.q, p: program.p, entries: rows)
  }

  /// Returns the Jacobian by one forward sweep per input.
  ///
  /// - Complexity: that of the nodes which depend on each input, besides p m / 64.
  public func differentiateForward(under convention: Convention) -> SelectionJacobian<S> {
    differentiateForward(under: convention, within: nil)!
  }

  /// The same; `nil` where the work of this thread has ended before, and more than `allowance`
  /// operands were looked at.
  package func differentiateForward(
    under convention: Convention, within allowance: Int?
  ) -> SelectionJacobian<S>? {
    if convention.seedsZeros { return denseForward(under: convention, within: allowance) }
    var visits = 0
    let successors = Successors(program)
    var entries = [S](repeating: S(0), count: program.q * program.p)
    var tangents = [S?](repeating: nil, count: program.m)
    var pending = [UInt64](repeating: 0, count: (program.m + 63) / 64)
    for j in 0..<program.p {
      var visited = [j]
      tangents[j] = S(1)
      for k in successors[j] { pending[Int(k) / 64] |= 1 << UInt64(k % 64) }
      // Successors come later, so a word that has been passed gets no further bit.
      for word in (j / 64)..<pending.count {
        while pending[word] != 0 {
          let bit = pending[word].trailingZeroBitCount
          pending[word] &= pending[word] - 1
          let k = word * 64 + bit
          guard values[k] != nil else { continue }
          visits += program.application(k).operands.count
          if let allowance, visits > allowance, Work.hasEnded { return nil }
          tangents[k] = tangent(of: k, tangents, under: convention)
          guard tangents[k] != nil else { continue }
          visited.append(k)
          for next in successors[k] { pending[Int(next) / 64] |= 1 << UInt64(next % 64) }
        }
      }
      for (i, output) in program.outputs.enumerated() {
        entries[i * program.p + j] = tangents[output] ?? S(0)
      }
      for k in visited { tangents[k] = nil }
    }
    return SelectionJacobian(q: program.q, p: program.p, entries: entries)
  }

  /// The Jacobian where an input that does not move has the tangent 0, so that every sweep goes
  /// through all nodes.
  private func denseForward(
    under convention: Convention, within allowance: Int?
  ) -> SelectionJacobian<S>? {
    var entries = [S](repeating: S(0), count: program.q * program.p)
    for j in 0..<program.p {
      if let allowance, j * program.m > allowance, Work.hasEnded { return nil }
      let tangents = tangents(
        along: (0..<program.p).map { $0 == j ? S(1) : nil }, under: convention)
      for (i, output) in program.outputs.enumerated() {
        entries[i * program.p + j] = tangents[output] ?? S(0)
      }
    }
    return SelectionJacobian(q: program.q, p: program.p, entries: entries)
  }

  /// The tangent of node `k`, from those of its operands; `nil` where no path leads.
  private func tangent(of k: Int, _ tangents: [S?], under convention: Convention) -> S? {
    let application = program.application(k)
    let d = localDerivative(k, under: convention, .forward)
    let rule = convention.localRule(for: application.primitive, .forward)
    let own = application.operands.map { $0.node.flatMap { tangents[$0] } }
    if rule == .blend, own.contains(where: { $0 != nil }),
      let blend = Primitive.blend(
        application.primitive, operandValues(k), value: values[k] ?? .notANumber, d, own)
    {
      return blend
    }
    let passesToLiterals = rule == .zero && application.primitive.selection == nil
    var sum: S?
    for (i, operand) in application.operands.enumerated() {
      let tangent = own[i] ?? (passesToLiterals && operand.node == nil ? S(0) : nil)
      guard let tangent, let contribution = rule.contribution(of: tangent, through: d[i]) else {
        continue
      }
      sum = sum.map { $0 + contribution } ?? contribution
    }
    return sum
  }
}
