import ADLPrograms

/// One limit of gradients at a point (semantics, section 5).
public struct LimitingGradient: Sendable {
  /// The gradient, for several outputs the Jacobian row by row; `nil` where none was found.
  public let vector: GradientVector?

  /// Whether it is the derivative; `nil` where it is not known whether there is one.
  public let isDerivative: Bool?

  /// The direction d of the ray x + t d beside which it was found; `nil` where nothing ties.
  public let direction: [Rational]?

  /// The weakest means by which anything was decided.
  public let tier: Tier

  /// Why the work ended early, if it did.
  public let stop: Stop?
}

extension PointAnalysis {
  /// How many rays are tried.
  private static let rayLimit = 4

  /// Returns one limiting gradient: the derivative where the function is known to be
  /// differentiable, otherwise the gradient of the piece that a ray enters.
  ///
  /// No guard vanishes along the ray, so its points near the end lie in an open set on which the
  /// program is that piece.
  /// - Parameter seed: of the directions of the rays, which are random.
  /// - Complexity: a series along a ray, one along its opposite, and a sweep; where those do not
  ///   show that there is no derivative, it is looked for with at most half of what remains of the
  ///   work.
  public func limitingGradient(_ work: Work = .inherited, seed: UInt64 = 1) -> LimitingGradient {
    if program.statesDerivatives { return ofFunction.limitingGradient(work, seed: seed) }
    return work.perform { gradientBeside(work, seed) }
  }

  private func gradientBeside(_ work: Work, _ seed: UInt64) -> LimitingGradient {
    let meetsEdge = edges.contains(where: \.reachesOutput)
    if tiedNodes.isEmpty, unseparated.isEmpty, norms.isEmpty, !meetsEdge {
      let derivative = derivative(under: .paper).backward
      return LimitingGradient(
        vector: derivative.isDefined ? derivative : nil, isDerivative: derivative.isDefined,
        direction: nil, tier: tier, stop: work.stop)
    }
    var generator = SplitMix64(seed: seed)
    var found: (vector: GradientVector, direction: [Rational], tier: Tier)?
    var hasNone = false
    for _ in 0..<Self.rayLimit where found == nil && work.stop == nil {
      let direction = (0..<program.p).map { _ in
        Rational(
          Int.random(in: 1...997, using: &generator) * (Bool.random(using: &generator) ? 1 : -1))
      }
      guard let side = try? behaviour(along: direction.map { .exact($0) }, work),
        let vector = side.gradient, vector.isDefined, side.vanishing.isEmpty,
        side.undecided.isEmpty,
        // Where a norm vanishes, or a domain ends, gradients beside the point tend elsewhere.
        norms.isEmpty && !meetsEdge || program.p == 1 && side.isSlopeLimit.allSatisfy(\.self)
      else { continue }
      hasNone = !side.jumps.isEmpty || isBent(side, along: direction, work)
      found = (vector, direction, side.tier)
    }
    if hasNone, let found {
      return LimitingGradient(
        vector: found.vector, isDerivative: false, direction: found.direction,
        tier: max(tier, found.tier), stop: nil)
    }
    let clarke = work.spending(atMost: work.remaining / 2) { self.clarke(work, seed: seed) }
    if clarke.isDifferentiable == true, let derivative = clarke.derivative {
      return LimitingGradient(
        vector: derivative, isDerivative: true, direction: found?.direction,
        tier: max(tier, clarke.tier), stop: nil)
    }
    hasNone = clarke.isDifferentiable == false || !clarke.jumps.isEmpty
    return LimitingGradient(
      vector: found?.vector, isDerivative: hasNone ? false : nil, direction: found?.direction,
      tier: max(tier, found?.tier ?? .exact), stop: found == nil ? work.stop : nil)
  }

  /// `true` only if f'(x; -d) is not -f'(x; d) for some output, so that there is no derivative.
  private func isBent(
    _ side: OneSidedBehaviour, along direction: [Rational], _ work: Work
  ) -> Bool {
    guard let other = try? behaviour(along: direction.map { .exact(-$0) }, work),
      other.undecided.isEmpty
    else { return false }
    return zip(side.derivatives, other.derivatives).contains { ahead, behind in
      guard let ahead = ahead.number, let behind = behind.number, ahead.isBounded, behind.isBounded
      else { return false }
      return (ahead + behind).sign.isCertainlyNot(.zero)
    }
  }
}
