extension ElementarySelection {
  /// Returns the weights that `rule` gives to the pieces that meet at one site; `nil` is exactly 1.
  ///
  /// The weights sum to 1, though they may leave [0, 1] where the rule asks for a slope outside the
  /// hull. A rule that does not fit the tie (weights of another length) falls back to the first.
  static func weights<S: RealNumber>(
    site number: Int, _ site: ActiveSet.Site, _ x: [S], _ parameter: Parameter, rule: TieRule
  ) -> [(piece: Int, weight: S?)] {
    let pieces = site.pieces
    let first = pieces[site.standing]
    switch rule.rule(where: pieces) {
    case _ where pieces.count == 1: return [(first, nil)]
    case .first: return [(first, nil)]
    case .last: return [(pieces[pieces.count - 1 - site.standing], nil)]
    case .even:
      let share = S(1) / S(pieces.count)
      return pieces.map { ($0, share) }
    case .weights(let weights):
      guard weights.count == pieces.count else { return [(first, nil)] }
      return zip(pieces, weights).compactMap { $1 == 0 ? nil : ($0, S(Literal($1))) }
    case .slope(let slope):
      guard pieces.count == 2 else { return [(first, nil)] }
      return blend(pieces[0], pieces[1], site: number, x, parameter, slope: slope)
    case .entries(let even, let slope):
      return entryWeights(pieces, even: even, slopeAtZero: slope)
    // A tie's own rule does not list ties.
    case .each: return [(first, nil)]
    }
  }

  /// Returns d_k at a tie under `rule`, one entry per operand.
  package static func partials<S: RealNumber>(
    at active: ActiveSet, _ x: [S], _ parameter: Parameter, rule: TieRule
  ) -> [Partial<S>] {
    var d = [Partial<S>](repeating: .zero, count: x.count)
    for (number, site) in active.sites.enumerated() {
      let weights = weights(site: number, site, x, parameter, rule: rule)
      for (piece, weight) in weights {
        for term in terms(site: number, alternative: piece, x, parameter) {
          let partial = weight.map { term.partial.weighted(by: $0) } ?? term.partial
          d[term.operand] = d[term.operand].adding(partial)
        }
      }
      // What the pieces cancel, the piece that they blend to does not contain: abs'(0) = 0 is the
      // piece 0.
      if weights.count > 1, active.sites.count == 1 || isPiecewiseLinear {
        for i in d.indices where !d[i].isZero && d[i].number.isZero { d[i] = .zero }
      }
    }
    return d
  }

  /// Returns the weights on pieces `a` and `b` with which the operand at which they differ has the
  /// given slope.
  private static func blend<S: RealNumber>(
    _ a: Int, _ b: Int, site: Int, _ x: [S], _ parameter: Parameter, slope: Double
  ) -> [(piece: Int, weight: S?)] {
    let slopeA = terms(site: site, alternative: a, x, parameter)
    let slopeB = terms(site: site, alternative: b, x, parameter)
    // The operand that moves: the first, or the site's own where every operand has a site.
    let operand = pieceCounts(x.count, parameter).count > 1 ? site : 0
    func entry(_ terms: [Term<S>]) -> S {
      terms.first { $0.operand == operand }?.partial.number ?? S(0)
    }
    let target = S(Literal(slope))
    let (l, r) = (entry(slopeA), entry(slopeB))
    if S.order(target, l).isCertainly(.zero) { return [(a, nil)] }
    if S.order(target, r).isCertainly(.zero) { return [(b, nil)] }
    // Pieces of one slope have no other between them.
    if S.order(l, r).isCertainly(.zero) { return [(a, nil)] }
    let weight = (target - l) / (r - l)
    return [(a, S(1) - weight), (b, weight)]
  }

  /// Returns the weights of a largest absolute value, whose pieces are coded 2i for -x_i and 2i + 1
  /// for x_i.
  private static func entryWeights<S: RealNumber>(
    _ pieces: [Int], even: Bool, slopeAtZero: Double
  ) -> [(piece: Int, weight: S?)] {
    var entries: [[Int]] = []
    for piece in pieces {
      if let last = entries.last, last[0] / 2 == piece / 2 {
        entries[entries.count - 1].append(piece)
      } else {
        entries.append([piece])
      }
    }
    if !even { entries = [entries[0]] }
    let share = S(1) / S(entries.count)
    return entries.flatMap { entry -> [(piece: Int, weight: S?)] in
      if entry.count == 1 { return [(entry[0], entries.count == 1 ? nil : share)] }
      let slope = S(Literal(slopeAtZero))
      return [
        (entry[0], share * ((S(1) - slope) / S(2))), (entry[1], share * ((S(1) + slope) / S(2))),
      ]
    }
  }
}
