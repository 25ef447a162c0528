import ADLPrograms

/// The class of a point, output by output.
extension PointFacts {
  func output(
    i: Int, _ sides: (left: Side?, right: Side?), _ edges: [Int], _ difference: PieceDifference
  ) -> (output: OutputKink, tier: Tier) {
    let value = evaluation?.outputs[i] ?? .notANumber
    let (kind, tier) = kind(value, i, sides, edges, difference)
    let (forward, backward) = gradients(i)
    let known = statement(forward, backward, i)
    let output = OutputKink(
      kind: kind, value: value.known, left: statement(sides.left, i),
      right: statement(sides.right, i), forward: known.forward, backward: known.backward,
      verdict: verdict(
        kind, backward, limitGradient(i, left, sides.left), limitGradient(i, right, sides.right)))
    return (output, tier)
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
    if limits.contains(where: \.isInfinite) { return (.jump, .exact) }
    let isCutOff = left?.violation != nil || right?.violation != nil
    if isCutOff && edges.isEmpty { return (.undefined, .exact) }
    var tier = Tier.exact
    for limit in limits {
      guard case .finite(let number) = limit else { return (.undecided, .double) }
      switch compare(number, value) {
      case .equal: break
      case .close: tier = .interval
      case .unknown: return (.undecided, .double)
      case .different: return (.jump, tier)
      }
    }
    guard let left = sides.left, let right = sides.right else {
      return edges.isEmpty ? (.undecided, .double) : (.edge, tier)
    }
    if difference.isZero { return (.removable, .exact) }
    if let order = difference.order {
      return (order == 0 ? .jump : order == 1 ? .kink : .joint(order: order - 1), .exact)
    }
    if difference.hasSamePieces, isAnalytic(self.left), isAnalytic(self.right) {
      return (.removable, .exact)
    }
    if left.expansions == nil && right.expansions == nil {
      return seriesKind(left, right, i, tier)
    }
    let slopes = existing.map { slope($0, i) }
    if slopes.contains(where: \.isInfinite) { return (edges.isEmpty ? .steep : .edge, tier) }
    if slopes.contains(where: { $0.known == .undefined }) { return (.undecided, .double) }
    return expansionKind(left, right, i, tier)
  }

  /// `true` iff the pieces that a cell takes are analytic at the point: inside all domains.
  private func isAnalytic(_ cell: Decomposition.Cell?) -> Bool {
    guard let cell, let evaluation = try? program.evaluate(at: inputs, frozen: cell.pieces) else {
      return false
    }
    return evaluation.edgeNodes.isEmpty && evaluation.outputs.allSatisfy(\.exists)
  }

  private func seriesKind(_ left: Side, _ right: Side, _ i: Int, _ tier: Tier) -> (KinkKind, Tier) {
    var tier = tier
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
        case .close: tier = .interval
        case .unknown: return (.undecided, .double)
        case .different: return (power == 1 ? .kink : .joint(order: power - 1), tier)
        }
      }
    }
    // They may be one function, or differ further on.
    return (.matching(order: Self.seriesOrders.last), tier == .exact ? .exact : .double)
  }

  /// The class where the sides have the same limit and no power series: the scale at which their
  /// expansions first differ, or at which they are no polynomial, tells how smooth the function is.
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
    var tier = tier
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
      case .close: tier = .interval
      case .unknown: return (.undecided, .double)
      case .different: return (power == 1 ? .kink : .joint(order: power - 1), tier)
      }
    }
    if a.rest == .none && b.rest == .none { return (.removable, tier) }
    for rest in [a.rest, b.rest] {
      if case .scale = rest { return (.undecided, .double) }
    }
    return (.smoothJoint, tier)
  }

  enum Comparison {
    case equal, different

    /// They may be equal: their enclosures meet.
    case close
    case unknown
  }

  func compare(_ a: S, _ b: S) -> Comparison {
    switch S.order(a, b) {
    case .known(.zero): return a.known.tier == .exact && b.known.tier == .exact ? .equal : .close
    case .notKnown: return !a.exists || !b.exists ? .unknown : .close
    case .known: return .different
    }
  }
}
