import ADLPrograms

/// The answer to `classify f at x`.
public struct Classification: Sendable {
  /// Whether the function is differentiable at the point, and what AD is worth there.
  public let verdict: PointVerdict

  /// `nil` for several outputs, and where the sets do not exist.
  public let criticality: CriticalityVerdict?

  /// What AD returns under the convention, in both modes.
  public let derivative: PointDerivative

  /// The convention under which AD was asked.
  public let convention: Convention

  /// Whether the vector of AD lies in the hull of the node closure; a convention outside the hull
  /// of a primitive's own pieces (relu'(0) = 2) may leave it. `nil` where the set is incomplete or
  /// an entry does not exist.
  public let isInNodeClosure: Bool?

  /// Whether it lies in the Clarke subdifferential; `nil` where that is open.
  public let isInClarke: Bool?

  /// One-sided derivatives, for one input.
  public let sides: DirectionalAnswer?

  /// What is known of the slopes of a function of several inputs on a domain edge.
  public let edgeSlopes: EdgeSlopes?

  /// The node closure; `nil` on domain edges.
  public let field: FieldAnswer?

  /// The limiting gradients; `nil` on domain edges.
  public let clarke: ClarkeAnswer?

  /// The domain edges through which derivatives pass, with the value and what AD returns in
  /// `derivative`.
  public let edges: [DomainEdge]

  /// What stays open.
  public let open: [OpenPattern]

  /// Why the work ended early, if it did.
  public let stop: Stop?

  /// The weakest means by which anything was decided.
  public let tier: Tier
}

extension PointAnalysis {
  /// Returns the verdict at the point, with everything that it rests on.
  public func classify(
    under convention: Convention = .paper, _ work: Work = .inherited, seed: UInt64 = 1
  ) -> Classification {
    work.perform { Classifier(self, convention, work, seed: seed).classification }
  }
}
