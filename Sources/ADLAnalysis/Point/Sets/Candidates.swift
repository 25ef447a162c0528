import ADLPrograms

/// The gradients that a program may have at a point where intervals cannot tell some guard from 0:
/// those of its node closure with such guards at 0, which contains the closure whatever their signs
/// are.
struct Candidates {
  /// The nodes with such guards.
  let nodes: [Int]
  let closure: NodeClosure

  /// `true` iff the candidates are known to be one vector, and the values one number: then it does
  /// not matter what the guards are.
  let agree: Bool

  /// Returns the candidates; `nil` where every guard is decided, or the caller set a tolerance.
  init?(_ analysis: PointAnalysis, _ work: Work, caseLimit: Int) {
    guard analysis.tolerance == 0, !analysis.tiesUndecided, !analysis.unseparated.isEmpty,
      let tied = try? PointAnalysis(
        analysis.program, at: analysis.point, tolerance: 0, tiesUndecided: true)
    else { return nil }
    nodes = analysis.unseparated
    closure = NodeClosure(tied, work, caseLimit: caseLimit)
    let (vectors, isComplete) = closure.set.vectors(limit: GradientSet.comparisonLimit)
    agree =
      isComplete && closure.isComplete
      && !nodes.contains { analysis.program.application($0).canJump }
      && vectors.count == 1 && vectors[0].isExact
  }
}
