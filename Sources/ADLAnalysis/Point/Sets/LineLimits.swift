import ADLPrograms

extension PointAnalysis {
  /// Returns, for one input, what the gradients beside the point tend to on those sides where the
  /// program takes an arm without a derivative at the point; `nil` where that is not known.
  ///
  /// They belong to D_f, whose graph is closed, and AD returns them nowhere at the point
  /// (semantics, section 4). On a side whose values tend to another than that of the point no
  /// pattern counts.
  func limitsOnLine(_ work: Work) -> [GradientVector]? {
    guard program.p == 1, let answer = try? direction(along: [.exact(.one)], work) else {
      return nil
    }
    var limits: [GradientVector] = []
    for (side, isBehind) in [(answer.behind, true), (answer.ahead, false)] {
      guard let side, side.openJumps.isEmpty else { return nil }
      if side.gradient != nil || !side.jumps.isEmpty { continue }
      let slopes = side.derivatives.compactMap { (isBehind ? $0.opposite : $0).number }
      guard slopes.count == program.q, side.isSlopeLimit.allSatisfy({ $0 }),
        side.undecided.isEmpty
      else { return nil }
      let limit = GradientVector(slopes, choices: side.choices)
      if !limits.contains(where: { $0.entries == limit.entries }) { limits.append(limit) }
    }
    return limits
  }
}

extension GradientSet {
  /// Returns the set together with `vectors`.
  func joined(with vectors: [GradientVector]) -> GradientSet {
    if vectors.isEmpty { return self }
    let (own, isComplete) = self.vectors(limit: NodeClosure.listLimit)
    return isComplete ? .vectors(own + vectors) : .union([self, .vectors(vectors)])
  }
}
