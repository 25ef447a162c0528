extension Program {
  /// Evaluates the program at `x`: Algorithm 1, over any number system.
  ///
  /// Only what the outputs need is evaluated: of an `if`, the condition and the branch taken.
  ///
  /// - Throws: `.dimension` unless `x.count == p`; under `.diagnose` the first violation of a
  ///   domain
  ///   among the needed nodes.
  /// - Complexity: O(m + operands) applications.
  @_disfavoredOverload
  public func evaluate<S: RealNumber>(
    at x: [S], domain: DomainPolicy = .diagnose
  ) throws(EvaluationFailure) -> Evaluation<S> {
    try checkDimension(x.count)
    do {
      return try evaluate(at: x, domain: domain, frozen: [:])
    } catch {
      throw .domain(error)
    }
  }

  /// Throws unless a point of `count` entries is one of the program.
  func checkDimension(_ count: Int) throws(EvaluationFailure) {
    if count != p { throw .dimension(expected: p, given: count) }
  }

  /// The same for a point that is known to have `p` entries, with what analyses ask for besides.
  ///
  /// - Parameter frozen: pieces imposed on selections, by node; the others follow their index.
  /// - Parameter others: nodes that are evaluated besides what the outputs need.
  /// - Parameter cancellation: asked every 2^12 nodes, sooner where these are wide; where it ends
  ///   the evaluation, values lack.
  /// - Requires: `x.count == p`.
  /// - Throws: the first violation of a domain among the needed nodes, under `.diagnose`.
  /// - Complexity: O(m + operands) applications.
  package func evaluate<S: RealNumber>(
    at x: [S], domain: DomainPolicy = .diagnose, frozen: [Int: Piece] = [:],
    needing others: [Int] = [], cancellation: Cancellation = .never
  ) throws(DomainViolation) -> Evaluation<S> {
    var evaluation = Evaluation(self, at: x, frozen: frozen)
    if !isSelective {
      var visits = 0
      for k in p..<m {
        try evaluation.apply(k, domain)
        visits += 1 + application(k).operands.count / 16
        guard visits >= 1 << 12 else { continue }
        visits = 0
        if cancellation.isRequested { return evaluation }
      }
      return evaluation
    }
    // What the outputs need comes first.
    try evaluation.complete(outputs.reversed(), domain, cancellation)
    try evaluation.complete(others.filter { $0 >= p }, domain, cancellation)
    evaluation.settleConditions(cancellation)
    return evaluation
  }
}

extension Evaluation {
  /// Gives the nodes in `wanted` their values, from the last one on, and whatever these need.
  mutating func complete(
    _ wanted: [Int], _ domain: DomainPolicy, _ cancellation: Cancellation
  ) throws(DomainViolation) {
    var visits = 0
    // A node waits on the stack until what it needs has a value. Every round either gives a node
    // its value or puts an earlier node on the stack, so the loop ends.
    var stack = wanted
    while let k = stack.last {
      visits += 1 + program.application(k).operands.count / 16
      if visits >= 1 << 12 {
        visits = 0
        if cancellation.isRequested { return }
      }
      if values[k] != nil {
        stack.removeLast()
      } else if program.application(k).primitive == .branch {
        if let needed = attemptBranch(k) { stack.append(needed) }
      } else {
        let count = stack.count
        for operand in program.application(k).operands.reversed() {
          if let j = operand.node, values[j] == nil { stack.append(j) }
        }
        if stack.count == count { try apply(k, domain) }
      }
    }
  }

  /// Settles the ties of branches whose conditions did not ask for every comparison.
  ///
  /// Where a guard is 0, a condition asks for more next to the point than at it. A comparison that
  /// strictly decides it there removes the tie (`x > 0 and x - 1 >= 0` at 0 has none); one that has
  /// no value at the point counts as free. Nothing that only such comparisons need gets a value.
  mutating func settleConditions(_ cancellation: Cancellation) {
    var extended: Evaluation?
    for k in program.p..<program.m where active[k]?.ties == true {
      let application = program.application(k)
      guard case .condition(let condition) = application.parameter, active[k]?.isDecided == true
      else { continue }
      let operands = application.operands.dropLast(2)
      guard operands.contains(where: { value(of: $0) == nil }) else { continue }
      var next = extended ?? self
      next.settle(condition, at: k, cancellation)
      active[k] = next.active[k]
      extended = next
    }
  }

  /// Settles the tie of the branch at `k`, giving values to what its condition may ask for.
  private mutating func settle(
    _ condition: Condition, at k: Int, _ cancellation: Cancellation
  ) {
    let operands = program.application(k).operands
    let first = operands.startIndex
    while true {
      var needed: [Int] = []
      let branches = condition.activeBranches { i in
        let sides = [operands[first + 2 * i], operands[first + 2 * i + 1]]
        needed += sides.compactMap { value(of: $0) == nil ? $0.node : nil }
        guard let a = value(of: sides[0]), let b = value(of: sides[1]) else { return .notKnown }
        return S.order(a, b)
      }
      if needed.isEmpty {
        if branches.isDecided { active[k] = branches }
        return
      }
      // Without a check of domains nothing is thrown.
      try? complete(needed, .notANumber, cancellation)
      if cancellation.isRequested { return }
    }
  }
}

extension Evaluation {
  /// Gives node `k`, which is not a branch, its value.
  @specialized(where S == Double)
  @specialized(where S == Interval)
  @specialized(where S == Certified)
  mutating func apply(_ k: Int, _ domain: DomainPolicy) throws(DomainViolation) {
    let application = program.application(k)
    if S.knowsNothing, application.primitive.selection == nil {
      values[k] = .anyNumber
      return
    }
    Work.count(Cost.application + Cost.rational * application.operands.count)
    if let (ranks, descends) = sharedRanks(application) {
      return applyRanks(k, application, ranks, descends)
    }
    let x = operandValues(k)
    if !application.isDerived, domain != .formula,
      let constraint = application.primitive.rule.violation(x)
    {
      guard domain == .notANumber else {
        throw DomainViolation(
          node: k, primitive: application.primitive, arguments: x.map(\.double),
          constraint: constraint, anchor: application.anchor)
      }
      values[k] = .notANumber
      return
    }
    switch application.primitive.kind {
    case .function(let rule):
      values[k] = S.value(
        of: FunctionFormula(rule: rule, parameter: application.parameter), at: x)
    case .selection(let rule):
      let active = rule.active(x, application.parameter)
      self.active[k] = active
      if let piece = frozen[k] {
        values[k] = S.value(
          of: PieceFormula(rule: rule, piece: piece, parameter: application.parameter), at: x)
      } else if active.isDecided {
        values[k] = S.value(
          of: SelectionFormula(rule: rule, active: active, parameter: application.parameter), at: x)
      } else {
        values[k] = rule.hull(of: active, x, application.parameter) ?? .notANumber
      }
    }
  }

  /// The ranks that an order statistic takes of a vector whose order others may have asked for.
  func sharedRanks(_ application: Application) -> ([Int], descends: Bool)? {
    guard application.operands.count > Self.sharingWidth, application.primitive != .derivedEntry,
      case .ranks(let ranks, _, let descends)? = application.index, ranks.count == 1
    else { return nil }
    return (ranks, descends)
  }

  /// From this many operands on, the order of a vector is kept for all of its entries.
  private static var sharingWidth: Int { 16 }

  /// Gives the order statistic at `k` its value, by the order that the entries of its vector share.
  private mutating func applyRanks(
    _ k: Int, _ application: Application, _ ranks: [Int], _ descends: Bool
  ) {
    let operands = application.operands
    let first = operands.startIndex
    let order: RankOrder?
    // The entries of one vector mostly follow one another.
    if let lastRanks, lastRanks.operands == operands {
      order = lastRanks.order
    } else {
      let x = S.knowsNothing ? [] : operandValues(k)
      order =
        x.isEmpty
        ? nil
        : RankOrder(x.count) { question in
          guard case .operand(let i) = question.left, case .operand(let j) = question.right else {
            return .notKnown
          }
          return S.order(x[i], x[j])
        }
      lastRanks = (operands, order)
    }
    if let order {
      active[k] = order.pieces(ranks, descends: descends)
    } else if S.knowsNothing || operands.count > SelectionIndex.pairLimit {
      if openRanks.count != operands.count { openRanks = Array(0..<operands.count) }
      active[k] = ActiveSet([.init(openRanks)], isDecided: false)
    } else {
      active[k] = application.primitive.selection!.active(
        operandValues(k), application.parameter)
    }
    let active = self.active[k]!
    if let piece = frozen[k] {
      values[k] = value(of: operands[first + piece[0]]) ?? .notANumber
    } else if active.isDecided {
      values[k] = value(of: operands[first + active.piece[0]]) ?? .notANumber
    } else if S.knowsNothing {
      values[k] = .anyNumber
    } else {
      values[k] =
        application.primitive.selection!.hull(of: active, operandValues(k), application.parameter)
        ?? .notANumber
    }
  }

  /// Gives the branch at `k` its value, or returns a node that it needs first.
  mutating func attemptBranch(_ k: Int) -> Int? {
    let application = program.application(k)
    guard case .condition(let condition) = application.parameter else { return nil }
    let operands = application.operands
    let first = operands.startIndex
    var needed: Int?
    func side(_ i: Int) -> S? {
      let operand = operands[first + i]
      if let value = value(of: operand) { return value }
      needed = needed ?? operand.node
      return nil
    }
    func sign(_ i: Int) -> KnownSign {
      guard let a = side(2 * i), let b = side(2 * i + 1) else { return .notKnown }
      return S.order(a, b)
    }
    if active[k] == nil {
      // The truth asks for no more guards than it must. A tie may look at those it has not asked
      // for: they count as free, since the branch that needs them was not taken.
      let truth = condition.truth(sign)
      if let needed { return needed }
      var branches = condition.activeBranches(sign)
      needed = nil
      if let truth, branches.isDecided == false {
        branches = ActiveSet([ActiveSet.Site([0, 1], standing: truth ? 0 : 1)])
      }
      active[k] = branches
    }
    let branches = active[k]!
    let wanted: [Int] =
      if let piece = frozen[k] { piece } else if branches.isDecided { branches.piece } else {
        S.hull(S(0), S(0)) == nil ? [] : branches.sites[0].pieces
      }
    var result: S?
    for branch in wanted {
      let operand = operands[operands.endIndex - 2 + branch]
      guard let value = value(of: operand) else { return operand.node }
      result = result.map { S.hull($0, value) ?? .notANumber } ?? value
    }
    values[k] = result ?? .notANumber
    return nil
  }
}

extension ElementarySelection {
  /// Returns a number that encloses the value where the index is undecided; `nil` where the system
  /// has none. Sites are enclosed one by one, since their contributions add up.
  static func hull<S: RealNumber>(of active: ActiveSet, _ x: [S], _ parameter: Parameter) -> S? {
    var value: S?
    if active.sites.count == 1 {
      for piece in active.sites[0].pieces {
        let next = self.value(of: [piece], x, parameter)
        guard let known = value else {
          value = next
          continue
        }
        value = S.hull(known, next)
        if value == nil { return nil }
      }
      return value
    }
    // Σ over sites of hull - base, added to the value of one piece.
    let base = active.sites.map { $0.pieces[0] }
    let reference = self.value(of: base, x, parameter)
    var total = reference
    for (number, site) in active.sites.enumerated() where site.ties {
      var change = S(0)
      for alternative in site.pieces.dropFirst() {
        var piece = base
        piece[number] = alternative
        guard
          let next = S.hull(change, self.value(of: piece, x, parameter) - reference)
        else { return nil }
        change = next
      }
      total = total + change
    }
    return total
  }
}
