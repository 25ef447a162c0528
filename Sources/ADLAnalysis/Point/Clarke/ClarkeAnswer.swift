import ADLPrograms

/// The answer to `clarke f at x`: the limits of gradients near the point, whose hull is the Clarke
/// subdifferential.
public struct ClarkeAnswer: Sendable {
  /// Limiting gradients (for several outputs Jacobians, row by row), each with the choices of its
  /// cell; `nil` where none was found within the budget, or none exists.
  public let inner: GradientSet?

  /// `true` iff the hull of `inner` is the Clarke subdifferential.
  public let isExact: Bool

  /// A set whose hull contains the Clarke subdifferential: `inner` where that is exact; `nil` where
  /// the budget did not suffice for one.
  public let outer: GradientSet?

  /// What stays open where the answer is not exact; also what was open at first, where inner and
  /// outer set turned out to have the same hull.
  public let open: [OpenPattern]

  /// The number of cells found, equal gradients counted apart.
  public let cellCount: Rational

  /// A direction into each cell of the groups that needed a sign tree, by group.
  public let cells: [[ClarkeCell]]

  /// Values of the outputs in cells next to the point that differ from those at the point: then the
  /// function is not continuous, and has no Clarke subdifferential there.
  public let jumps: [[Certified]]

  /// The nodes whose pieces do not meet where their guard vanishes near the point: the function is
  /// not continuous around it, and has no Clarke subdifferential there.
  public let breaks: [Int]

  /// `true` iff there are `breaks` and the function is known to be continuous at the point itself.
  public let isContinuousAtPoint: Bool

  /// The nodes of which it is not known whether their pieces meet wherever their guards vanish near
  /// the point; then no set is given.
  public let openContinuity: [Int]

  /// `true` iff the gradient does not exist at the point in some cell: a domain edge. Then no set
  /// is given.
  public let hasEdge: Bool

  /// What is not defined at the point in some cell, as far as that is the reason.
  public let violations: [DomainViolation]

  /// Whether the function is differentiable at the point; `nil` where that is open.
  public let isDifferentiable: Bool?

  /// The derivative, where the function is known to be differentiable.
  public let derivative: GradientVector?

  /// Whether 0 is in the hull of `inner`, and of `outer`; `nil` for several outputs and where there
  /// is no such set.
  public let innerOrigin: OriginTest?

  /// Where 0 lies relative to the outer set; `nil` where that was not tested.
  public let outerOrigin: OriginTest?

  /// Why the work ended early, if it did.
  public let stop: Stop?

  /// The weakest means by which a tie was found, or a vector is known.
  public let tier: Tier

  /// `true` iff no set is given, because the function is not, or not known to be, Lipschitz around
  /// the point.
  public var hasNoSet: Bool {
    hasEdge || !jumps.isEmpty || !breaks.isEmpty || !openContinuity.isEmpty
  }

  /// Whether 0 is in the Clarke subdifferential; `nil` where that is open, and for several outputs.
  public var isCritical: Bool? {
    if let innerOrigin, innerOrigin.position == .inside { return true }
    let bound = isExact ? innerOrigin : outerOrigin
    return bound?.position == .outside ? false : nil
  }
}

extension PointAnalysis {
  /// Returns the limiting gradients of the function at the point: exact where that can be
  /// established, otherwise an inner and an outer set, with what is open (semantics, section 6).
  ///
  /// - Parameter seed: of the random directions that are tried where guards are curved.
  /// - Complexity: proportional to the number of cells of each group of ties that depend on each
  ///   other; independent groups multiply without being expanded.
  public func clarke(_ work: Work = .inherited, seed: UInt64 = 1) -> ClarkeAnswer {
    if program.statesDerivatives { return ofFunction.clarke(work, seed: seed) }
    return work.perform { limits(work, seed: seed) }
  }

  private func limits(_ work: Work, seed: UInt64) -> ClarkeAnswer {
    guard let candidates = Candidates(self, work, caseLimit: NodeClosure.caseLimit),
      !candidates.agree
    else {
      if edges.contains(where: \.reachesOutput) {
        return onLine(work) ?? jumpingOnLine(work) ?? .none(at: self)
      }
      switch continuityAround(work) {
      case .continuous:
        let answer = ClarkeSearch(self, work, seed: seed).answer()
        return answer.hasEdge ? onLine(work) ?? answer : answer
      case .jumps(let nodes, let isContinuousAtPoint):
        let jumps =
          isContinuousAtPoint ? [] : ClarkeSearch(self, work, seed: seed).answer().jumps
        return .none(
          at: self, jumps: jumps, breaks: nodes, isContinuousAtPoint: isContinuousAtPoint)
      case .notKnown(let nodes): return .none(at: self, openContinuity: nodes)
      }
    }
    let outer = candidates.closure.isComplete ? candidates.closure.set : nil
    return ClarkeAnswer(
      inner: nil, isExact: false, outer: outer,
      open: candidates.nodes.map { OpenPattern(choices: [], reason: .undecided(node: $0)) },
      cellCount: .zero, cells: [], jumps: [], breaks: [], isContinuousAtPoint: false,
      openContinuity: [], hasEdge: false,
      violations: [],
      isDifferentiable: nil, derivative: nil, innerOrigin: nil,
      outerOrigin: program.q == 1
        ? outer.flatMap {
          OriginTest($0, dimension: program.p, cancellation: work.cancellation)
        } : nil,
      stop: candidates.closure.stop ?? work.stop, tier: tier)
  }
}

extension ClarkeAnswer {
  /// The answer where the work ended before anything was known.
  static func cutShort(at analysis: PointAnalysis, _ work: Work) -> ClarkeAnswer {
    ClarkeAnswer(
      inner: nil, isExact: false, outer: nil, open: [], cellCount: .zero, cells: [], jumps: [],
      breaks: [], isContinuousAtPoint: false, openContinuity: [], hasEdge: false, violations: [],
      isDifferentiable: nil, derivative: nil, innerOrigin: nil, outerOrigin: nil, stop: work.stop,
      tier: analysis.tier)
  }

  /// The answer that gives no set, for the reasons named; without any, because of a domain edge.
  static func none(
    at analysis: PointAnalysis, jumps: [[Certified]] = [], breaks: [Int] = [],
    isContinuousAtPoint: Bool = false, openContinuity: [Int] = [],
    violations: [DomainViolation] = []
  ) -> ClarkeAnswer {
    ClarkeAnswer(
      inner: nil, isExact: false, outer: nil, open: [], cellCount: .zero, cells: [], jumps: jumps,
      breaks: breaks, isContinuousAtPoint: isContinuousAtPoint, openContinuity: openContinuity,
      hasEdge: jumps.isEmpty && breaks.isEmpty && openContinuity.isEmpty, violations: violations,
      isDifferentiable: nil, derivative: nil, innerOrigin: nil, outerOrigin: nil, stop: nil,
      tier: analysis.tier)
  }
}

extension PointAnalysis {
  /// Returns the answer for a function of one variable of which a limit beside the point is known
  /// not to be its value; `nil` elsewhere.
  private func jumpingOnLine(_ work: Work) -> ClarkeAnswer? {
    guard program.p == 1, let answer = try? direction(along: [.exact(.one)], work),
      let side = [answer.behind, answer.ahead].compactMap(\.self).first(where: {
        !$0.jumps.isEmpty
      })
    else { return nil }
    let limits = side.limits.compactMap(\.number)
    let nodes = tiedNodes.map(\.node)
    guard limits.count == program.q || !nodes.isEmpty else { return nil }
    return .none(at: self, jumps: limits.count == program.q ? [limits] : [], breaks: nodes)
  }

  /// Returns the limiting gradients of a function of one variable that is continuous at the point
  /// and whose slopes on both sides are known to tend to numbers; `nil` elsewhere.
  ///
  /// It needs no gradient at the point: the two limits are all there are.
  private func onLine(_ work: Work) -> ClarkeAnswer? {
    guard program.p == 1, let answer = try? direction(along: [.exact(.one)], work),
      let ahead = answer.ahead, let behind = answer.behind
    else { return nil }
    let sides = [behind, ahead]
    guard
      sides.allSatisfy({
        $0.jumps.isEmpty && $0.openJumps.isEmpty && $0.isSlopeLimit.allSatisfy { $0 }
      })
    else { return nil }
    let left = behind.derivatives.compactMap(\.opposite.number)
    let right = ahead.derivatives.compactMap(\.number)
    guard left.count == program.q, right.count == program.q else { return nil }
    let vectors = [
      GradientVector(left, choices: behind.choices), GradientVector(right, choices: ahead.choices),
    ]
    let signs = zip(left, right).map { Certified.order($0, $1) }
    let isOne = signs.allSatisfy { $0.isCertainly(.zero) }
    let isDifferentiable = isOne ? true : signs.contains { $0.isCertainlyNot(.zero) } ? false : nil
    let set = GradientSet.vectors(isOne ? [vectors[1]] : vectors)
    let origin =
      program.q == 1 ? OriginTest(set, dimension: 1, cancellation: work.cancellation) : nil
    return ClarkeAnswer(
      inner: set, isExact: true, outer: set, open: [], cellCount: Rational(isOne ? 1 : 2),
      cells: [], jumps: [], breaks: [], isContinuousAtPoint: false, openContinuity: [],
      hasEdge: false, violations: [],
      isDifferentiable: isDifferentiable, derivative: isDifferentiable == true ? vectors[1] : nil,
      innerOrigin: origin, outerOrigin: origin, stop: work.stop, tier: tier)
  }
}
