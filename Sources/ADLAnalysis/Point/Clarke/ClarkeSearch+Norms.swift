import ADLPrograms

/// Norms that vanish at the point beside the ties.
extension ClarkeSearch {
  /// What is known of the limiting gradients of the whole function.
  struct Total {
    var inner: GradientSet?
    var outer: GradientSet?
    var isExact: Bool
    var isDifferentiable: Bool?
    var derivative: GradientVector?
  }

  /// Returns `ties`, what is known without the norms of the point, together with them.
  ///
  /// A norm attains every extreme point of its ball as a limit, along a direction of its own. So
  /// the sum is exact where what the norms depend on is independent of the rest, and where the
  /// whole function is regular; equal norms are one first. Elsewhere limits along rays are the
  /// inner set.
  ///
  /// - Parameter inputs: those that the guards of each group depend on.
  func adding(_ norms: [VanishingNorm], to ties: Total, inputs: [Set<Int>]) -> Total {
    if norms.isEmpty { return ties }
    let balls = merged(norms)
    var total = ties
    total.outer = ties.outer.map { $0.adding(norms.map(\.ball)) }
    let supports = balls.map { support(of: $0.members) }
    let isApart = supports.enumerated().allSatisfy { i, own in
      (supports[(i + 1)...] + inputs).allSatisfy { own.isDisjoint(with: $0) }
    }
    let live = balls.filter { !$0.ball.rows.isEmpty }
    if ties.isExact, isApart || live.isEmpty {
      total.inner = ties.inner.map { $0.adding(live.map(\.ball)) }
      total.outer = total.inner
      total.isExact = total.inner != nil
    } else if analysis.isRegular, let outer = total.outer {
      total.inner = outer
      total.isExact = true
    } else {
      let found = rays(live.map(\.ball), from: norms)
      total.inner = found.isEmpty ? nil : .vectors(found)
      total.isExact = false
    }
    if live.isEmpty { return total }
    total.derivative = nil
    // Sums of different roots of quadratic forms of rank 2 and more are not linear in any cone.
    total.isDifferentiable =
      live.contains { $0.ball.rows.count > 1 } || total.isExact ? false : nil
    return total
  }

  /// Norms that are one function but for a factor, and what they add together.
  private struct Merged {
    var members: [VanishingNorm]
    var ball: BallImage
    var factor: Certified
  }

  private func merged(_ norms: [VanishingNorm]) -> [Merged] {
    var found: [Merged] = []
    for norm in norms where !norm.ball.rows.isEmpty {
      let sign = Certified(norm.multiplier.isCertainly(.negative) ? -1 : 1)
      let factor = norm.ball.scale * sign
      let twin = found.firstIndex {
        analysis.program.q == 1 && $0.members[0].ratio(to: norm) != nil
      }
      guard let twin, let ratio = found[twin].members[0].ratio(to: norm) else {
        found.append(Merged(members: [norm], ball: norm.ball, factor: factor))
        continue
      }
      found[twin].members.append(norm)
      found[twin].factor = found[twin].factor + factor * ratio
    }
    return found.map { merged in
      guard merged.members.count > 1 else { return merged }
      var merged = merged
      let first = merged.members[0].ball
      let isZero = merged.factor.isZero
      let isNegative = merged.factor.sign.isCertainly(.negative)
      merged.ball = BallImage(
        node: first.node, rows: isZero ? [] : first.rows, weights: isZero ? [] : first.weights,
        scale: isNegative ? -merged.factor : merged.factor)
      return merged
    }
  }

  /// The inputs that the values of `norms` depend on.
  private func support(of norms: [VanishingNorm]) -> Set<Int> {
    let frozen = analysis.frozen
    let movement = Movement(TieUnit.units(of: analysis.evaluation), in: frozen)
    let inputs = LocalInputs(FrozenProgram(analysis.evaluation), movement)
    return Set(inputs.support(of: norms.map(\.node)))
  }

  /// The number of limits that are looked for, and of directions among which those are preferred
  /// along which they are rational.
  private static var rayCount: Int { 8 }
  private static var choiceCount: Int { 400 }

  /// Limiting gradients along random rays, on which every one of `balls` has a limit.
  private func rays(_ balls: [BallImage], from norms: [VanishingNorm]) -> [GradientVector] {
    guard analysis.program.q == 1 else { return [] }
    var random = SplitMix64(seed: seed)
    let directions = (0..<Self.choiceCount).map { _ in
      analysis.point.map { _ in Rational(Int.random(in: -12...12, using: &random)) }
    }.filter { direction in balls.allSatisfy { !$0.squaredProduct(with: direction).isZero } }
    func isRational(_ direction: [Rational]) -> Bool {
      balls.allSatisfy { Certified.sqrt(.exact($0.squaredProduct(with: direction))).isExact }
    }
    var found: [GradientVector] = []
    for direction in directions.filter(isRational) + directions where found.count < Self.rayCount {
      guard
        let probe = try? Probe(
          analysis.program, at: analysis.inputs, along: [direction.map { .exact($0) }], work),
        probe.undecided.isEmpty, probe.vanishing.isEmpty,
        let gradient = analysis.gradient(holding: probe.pieces)
      else { continue }
      let vector = merged(norms).filter { !$0.ball.rows.isEmpty }.reduce(gradient) { sum, merged in
        let isNegative = merged.factor.sign.isCertainly(.negative)
        // The least vector against the direction is the slope of a norm along it.
        return sum.adding(merged.ball.least(in: isNegative ? direction : direction.opposite))
      }
      if !found.contains(where: { $0.entries == vector.entries }) { found.append(vector) }
    }
    return found
  }
}

extension ClarkeSearch.Total {
  /// The most vectors among which vertices are looked for.
  private static var listLimit: Int { 64 }

  /// Returns what is exact after all where the shape of the program shows that the function is
  /// regular: then the outer set has the hull that is asked for, and its vertices are limits.
  func settled(by analysis: PointAnalysis) -> Self {
    guard !isExact, let outer, outer.isExact, outer.isFinite, analysis.isRegular,
      let vectors = outer.listing(limit: Self.listLimit),
      let hull = ConvexHull(vectors.map(\.rational))
    else { return self }
    var result = self
    let vertices = hull.vertexIndices.map { vectors[$0] }
    result.inner = .vectors(vertices)
    result.outer = result.inner
    result.isExact = true
    result.isDifferentiable = vertices.count == 1
    result.derivative = vertices.count == 1 ? vertices[0] : nil
    return result
  }
}

extension VanishingNorm {
  /// The number c with `other` = c times this norm, where that is seen to be one.
  func ratio(to other: VanishingNorm) -> Certified? {
    guard let square, let others = other.square, square.count == others.count,
      let (monomial, coefficient) = square.first, let factor = others[monomial]
    else { return nil }
    let ratio = factor / coefficient
    guard square.allSatisfy({ others[$0.key] == $0.value * ratio }) else { return nil }
    return Certified.sqrt(.exact(ratio))
  }
}
