import ADLPrograms

/// The answer to `field f at x`: the node closure, D_f as programs have it (semantics, section 4).
public struct FieldAnswer: Sendable {
  /// The gradients (for several outputs the Jacobians, row by row), one for each way to choose a
  /// tied piece at each tied node, and the balls that norms add.
  public let set: GradientSet

  /// Those vectors of the set that AD cannot return at the point: what it returns beside it tends
  /// to them, in an arm that has no derivative there.
  public let limits: [GradientVector]

  /// `false` iff the budget or the limit on cases ran out, or an arm is not defined at the point
  /// and its limits are not known: then the set has at least these vectors.
  public let isComplete: Bool

  /// Why the work ended early, if it did.
  public let stop: Stop?

  /// The nodes with guards that intervals cannot tell from 0, where it matters, and `openValues`:
  /// then the set has the vectors of every case, and the closure is a part of it.
  public let undecided: [Int]

  /// The nodes of choices whose patterns have a value that cannot be told from the function's.
  public let openValues: [Int]

  /// `true` iff some arm of an `if` ties but is not defined at the point, and what its gradients
  /// tend to, which belongs to the closure, is not known.
  public let hasUndefinedArm: Bool

  /// A selection in a tied arm whose guard intervals cannot tell from 0, if there is one: then the
  /// set may lack vectors.
  public let undecidedArm: Int?

  /// The domain edges through which derivatives pass; where there are any, no set is given.
  public let edges: [DomainEdge]

  /// Whether 0 is in the hull, with its certificate; `nil` for several outputs, and where a
  /// gradient does not exist.
  public let origin: OriginTest?

  /// The weakest means by which a tie was found, or a vector is known.
  public let tier: Tier
}

extension FieldAnswer {
  /// `true` iff the set says something: every entry exists, and no derivative passes a domain edge.
  public var isDefined: Bool { self.set.isDefined && edges.isEmpty }
}

extension PointAnalysis {
  /// Returns the node closure at the point.
  ///
  /// Ties that do not interact stay a sum, blocks of a sort stay permutations. Among ties that do,
  /// up to `caseLimit` cases are told apart.
  public func field(_ work: Work = .inherited, caseLimit: Int = 4096) -> FieldAnswer {
    work.perform { closure(work, caseLimit: caseLimit) }
  }

  private func closure(_ work: Work, caseLimit: Int) -> FieldAnswer {
    let candidates = Candidates(self, work, caseLimit: caseLimit)
    let isOpen = candidates.map { !$0.agree } ?? false
    let closure =
      isOpen ? candidates!.closure : NodeClosure(self, work, caseLimit: caseLimit)
    let limits = closure.hasUndefinedArm && !isOpen ? limitsOnLine(work) : nil
    let set = closure.set.adding(norms.map(\.ball)).joined(with: limits ?? [])
    let hasOpenArm = closure.hasUndefinedArm && limits == nil
    let origin =
      program.q == 1
      ? work.concluding {
        OriginTest(set, dimension: program.p, cancellation: work.cancellation)
      } : nil
    return FieldAnswer(
      set: set, limits: limits ?? [],
      isComplete: closure.isComplete && !hasOpenArm && closure.undecidedArm == nil,
      stop: closure.stop ?? work.stop,
      undecided: (isOpen ? candidates!.nodes : []) + closure.undecided,
      openValues: closure.undecided,
      hasUndefinedArm: hasOpenArm, undecidedArm: closure.undecidedArm,
      edges: edges.filter(\.reachesOutput),
      origin: origin, tier: max(tier, set.tier))
  }
}
