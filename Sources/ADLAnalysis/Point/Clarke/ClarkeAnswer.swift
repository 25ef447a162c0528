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
  /// not continuous around it, and the sets have no meaning.
  public let breaks: [Int]

  /// `true` iff the gradient does not exist at the point in some cell: a domain edge.
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
  public let outerOrigin: OriginTest?

  /// Why the work ended early, if it did.
  public let stop: Stop?

  /// The weakest means by which a tie was found.
  public let tier: Tier

  /// Whether 0 is in the Clarke subdifferential; `nil` where that is open, and for several outputs.
  public var isCritical: Bool? {
    if let innerOrigin, innerOrigin.position == .inside { return true }
    let bound = isExact ? innerOrigin : outerOrigin
    return bound?.position == .outside ? false : nil
  }
}

extension PointAnalysis {
  /// Returns the limiting gradients at the point: exact where that can be established, otherwise an
  /// inner and an outer set, with what is open (semantics, section 6).
  ///
  /// - Parameter seed: of the random directions that are tried where guards are curved.
  /// - Complexity: proportional to the number of cells of each group of ties that depend on each
  ///   other; independent groups multiply without being expanded.
  public func clarke(_ work: Work = Work(), seed: UInt64 = 1) -> ClarkeAnswer {
    guard let candidates = Candidates(self, work, caseLimit: NodeClosure.caseLimit),
      !candidates.agree
    else { return ClarkeSearch(self, work, seed: seed).answer() }
    let outer = candidates.closure.isComplete ? candidates.closure.set : nil
    return ClarkeAnswer(
      inner: nil, isExact: false, outer: outer,
      open: candidates.nodes.map { OpenPattern(choices: [], reason: .undecided(node: $0)) },
      cellCount: .zero, cells: [], jumps: [], breaks: [], hasEdge: false, violations: [],
      isDifferentiable: nil, derivative: nil, innerOrigin: nil,
      outerOrigin: program.q == 1
        ? outer.flatMap {
          OriginTest($0, dimension: program.p, isStopped: { work.isInterrupted })
        } : nil,
      stop: candidates.closure.stop ?? work.interruption, tier: tier)
  }
}
