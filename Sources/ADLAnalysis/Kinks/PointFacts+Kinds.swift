import ADLPrograms

/// The class of a point, output by output.
extension PointFacts {
  /// What an output is at the point, whatever AD returns there.
  struct OutputShape {
    let kind: KinkKind
    let tier: Tier
    let value: KnownNumber
    let left: OneSidedLimit?
    let right: OneSidedLimit?
    let gap: KnownNumber?

    /// The gradients of the pieces on the two sides.
    let limits: (left: [S]?, right: [S]?)
  }

  func shape(
    _ i: Int, _ sides: (left: Side?, right: Side?), _ edges: [Int], _ difference: PieceDifference
  ) -> OutputShape {
    let value = evaluation?.outputs[i] ?? .notANumber
    let (kind, tier) = kind(value, i, sides, edges, difference)
    let limits = [sides.left, sides.right].compactMap { side -> S? in
      guard let side, case .finite(let limit) = limit(side, i) else { return nil }
      return limit
    }
    return OutputShape(
      kind: kind, tier: tier, value: value.known, left: statement(sides.left, i),
      right: statement(sides.right, i), gap: kind == .jump ? gap(limits + [value]) : nil,
      limits: (limitGradient(i, left, sides.left), limitGradient(i, right, sides.right)))
  }

  /// Returns the class of output `i`, with what AD returns.
  func output(_ i: Int, _ shape: OutputShape) -> OutputKink {
    let (forward, backward) = gradients(i)
    let known = statement(forward, backward, i)
    return OutputKink(
      kind: shape.kind, value: shape.value, left: shape.left, right: shape.right, gap: shape.gap,
      forward: known.forward, backward: known.backward,
      verdict: verdict(shape.kind, backward, shape.limits.left, shape.limits.right))
  }

  /// The gradient at the point of the pieces of a cell beside it; where that does not exist and the
  /// program has one variable, the derivative from that side.
  private func limitGradient(_ i: Int, _ cell: Decomposition.Cell?, _ side: Side?) -> [S]? {
    let gradient = gradient(i, of: cell)
    guard program.p == 1, decomposition.path == .identity, let side,
      gradient?.contains(where: { !$0.exists }) ?? true,
      case .finite(let slope) = slope(side, i)
    else { return gradient }
    return [slope]
  }

  private func kind(
    _ value: S, _ i: Int, _ sides: (left: Side?, right: Side?), _ edges: [Int],
    _ difference: PieceDifference
  ) -> (KinkKind, Tier) {
    let existing = [sides.left, sides.right].compactMap(\.self)
    let limits = existing.map { limit($0, i) }
    if violation != nil {
      return (limits.contains(where: \.isInfinite) ? .pole : .undefined, .exact)
    }
    if !openDomains.isEmpty { return (.undecided, .double) }
    if limits.contains(where: \.isInfinite) { return (.jump, .exact) }
    var tier = Tier.exact
    var isKnown = true
    for side in existing {
      switch agreement(side, i, value) {
      case .equal(let own): tier = max(tier, own)
      case .different(let own): return (.jump, own)
      case .unknown: isKnown = false
      }
    }
    let isCutOff = left?.violation != nil || right?.violation != nil
    if isCutOff && edges.isEmpty { return (.undefined, .exact) }
    guard let left = sides.left, let right = sides.right else {
      return edges.isEmpty || !isKnown ? (.undecided, .double) : (.edge, tier)
    }
    if !isKnown {
      // The two limits may be known to differ where the value is not known.
      if case .finite(let a) = limits[0], case .finite(let b) = limits[1],
        case .different(let own) = compare(a, b)
      {
        return (.jump, own)
      }
      return (.undecided, .double)
    }
    if difference.isZero { return (.removable, .exact) }
    if let order = difference.order {
      return (order == 0 ? .jump : order == 1 ? .kink : .joint(order: order - 1), .exact)
    }
    if difference.hasSamePieces, isAnalytic(self.left), isAnalytic(self.right) {
      return (.removable, .exact)
    }
    if difference.hasSamePieces, self.left?.pieces == self.right?.pieces,
      isMeromorphic(self.left, i)
    {
      return (.removable, tier)
    }
    if let order = difference.polynomialOrder, order > 0, isAnalytic(self.left),
      isAnalytic(self.right)
    {
      return (order == 1 ? .kink : .joint(order: order - 1), .exact)
    }
    if left.expansions == nil && right.expansions == nil {
      return seriesKind(left, right, i, tier)
    }
    let slopes = existing.map { slope($0, i) }
    if slopes.contains(where: \.isInfinite) {
      return (edges.isEmpty ? .infiniteSlope : .edge, tier)
    }
    if slopes.contains(where: { $0.known == .undefined }) { return (.undecided, .double) }
    return expansionKind(left, right, i, tier)
  }

  /// Compares the limit from a side with the value at the point.
  private func agreement(_ side: Side, _ i: Int, _ value: S) -> Agreement {
    guard case .finite(let number) = limit(side, i) else { return .unknown }
    let known = compare(number, value)
    guard case .unknown = known, side.series[i].constantTerm.exists else { return known }
    let cell = side.direction == .negative ? left : right
    return agreements(with: cell)[program.outputs.lowerBound + i] == true ? .equal(.exact) : known
  }

  /// `true` iff the limit of output `i` from a side is known to be its value.
  func isContinuous(from direction: Sign, output i: Int) -> Bool {
    let cell = direction == .negative ? left : right
    guard let value = evaluation?.outputs[i], openDomains.isEmpty,
      let side = side(cell, direction, edges)
    else { return false }
    if case .equal = agreement(side, i, value) { return true }
    return false
  }

  /// `true` iff the pieces that a cell takes are analytic at the point: inside all domains.
  private func isAnalytic(_ cell: Decomposition.Cell?) -> Bool {
    guard let cell, let evaluation = try? program.evaluate(at: inputs, frozen: cell.pieces) else {
      return false
    }
    return evaluation.edgeNodes.isEmpty && evaluation.outputs.allSatisfy(\.exists)
      && Set(evaluation.openDomains).subtracting(insideNodes).isEmpty
  }

  /// `true` iff the pieces that a cell takes make output `i` a quotient of functions that are
  /// analytic at the point: with a finite limit there it has no singularity.
  private func isMeromorphic(_ cell: Decomposition.Cell?, _ i: Int) -> Bool {
    guard let evaluation = evaluation(of: cell) else { return false }
    let open = Set(evaluation.openDomains).subtracting(insideNodes)
    let edges = Set(evaluation.edgeNodes)
    var (isAnalytic, isQuotient) = (
      [Bool](repeating: true, count: program.m), [Bool](repeating: true, count: program.m)
    )
    for k in program.p..<program.m {
      guard let value = evaluation.values[k] else {
        (isAnalytic[k], isQuotient[k]) = (false, false)
        continue
      }
      let application = program.application(k)
      var needed = application.operands.compactMap(\.node)
      if application.runsOnlyChosenOperand, let piece = cell?.pieces[k] {
        let operands = Array(application.operands)
        needed = [operands[operands.count - 2 + piece[0]].node]
          .compactMap(\.self)
      }
      isAnalytic[k] =
        value.exists && !open.contains(k) && !edges.contains(k)
        && needed.allSatisfy { isAnalytic[$0] }
      isQuotient[k] =
        isAnalytic[k]
        || program.classOfNode(k) == .rational && needed.allSatisfy { isQuotient[$0] }
    }
    return isQuotient[program.outputs.lowerBound + i]
  }

  private func seriesKind(_ left: Side, _ right: Side, _ i: Int, _ tier: Tier) -> (KinkKind, Tier) {
    for order in [Self.seriesOrders.first, Self.seriesOrders.last] {
      var (before, after) = (left.series[i], right.series[i])
      if order > Self.seriesOrders.first, let leftCell = self.left, let rightCell = self.right {
        before = series(leftCell, .negative, order: order)[i]
        after = series(rightCell, .positive, order: order)[i]
      }
      for power in 1...order {
        if (before.order ?? power) < power || (after.order ?? power) < power { break }
        switch compare(before[power], after[power]) {
        case .equal: break
        case .unknown:
          return power == 1 ? (.undecided, .double) : (.matching(order: power - 1), tier)
        case .different(let own):
          return (power == 1 ? .kink : .joint(order: power - 1), max(tier, own))
        }
      }
    }
    // They may be one function, or differ further on.
    return (.matching(order: Self.seriesOrders.last), tier)
  }

  /// The class where the sides have the same limit and no power series: the scale at which their
  /// expansions first differ, or at which they are not polynomials, tells how smooth the function
  /// is.
  private func expansionKind(_ left: Side, _ right: Side, _ i: Int, _ tier: Tier) -> (
    KinkKind, Tier
  ) {
    guard let a = expansion(left, i)?.terms, let b = expansion(right, i)?.terms else {
      return (.undecided, .double)
    }
    typealias Scale = OneSidedExpansion<S>.Scale
    let terms = [a, b].map { side in
      Dictionary(uniqueKeysWithValues: side.list.map { ($0.scale, $0.coefficient) })
    }
    for scale in Set(terms[0].keys).union(terms[1].keys).sorted(by: >) where scale != .one {
      if a.rest.absorbs(scale) || b.rest.absorbs(scale) { return (.undecided, .double) }
      guard let power = scale.power.int, scale.logarithms == 0 else {
        let order =
          scale.power.int.map { scale.logarithms > 0 ? $0 - 1 : $0 } ?? scale.power.floor.int ?? 0
        return (.joint(order: order), tier)
      }
      let before = terms[0][scale] ?? S(0)
      switch compare(power % 2 == 0 ? before : -before, terms[1][scale] ?? S(0)) {
      case .equal: break
      case .unknown:
        return power <= 1 ? (.undecided, .double) : (.matching(order: power - 1), tier)
      case .different(let own):
        return (power == 1 ? .kink : .joint(order: power - 1), max(tier, own))
      }
    }
    if a.rest == .none && b.rest == .none { return (.removable, tier) }
    for rest in [a.rest, b.rest] {
      if case .scale = rest { return (.undecided, .double) }
    }
    return (.smoothJoint, tier)
  }

  /// What is known of two numbers, and how firmly.
  enum Agreement {
    case equal(Tier)
    case different(Tier)

    /// Neither: their enclosures meet, or one of them does not exist.
    case unknown

    var areDifferent: Bool { if case .different = self { true } else { false } }
  }

  func compare(_ a: S, _ b: S) -> Agreement {
    guard a.exists, b.exists else { return .unknown }
    switch S.order(a, b) {
    case .known(.zero): return .equal(.exact)
    case .notKnown: return .unknown
    case .known:
      let isExact = a.known.tier == .exact && b.known.tier == .exact
      return .different(isExact ? .exact : .interval)
    }
  }
}
