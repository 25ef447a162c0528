import ADLPrograms

/// Whether a program whose guards are affine near a point, or sums of squares there, is continuous
/// around it: on every face of its cells, which are cones with their tip at the point, it must have
/// the values of the cells that meet there.
struct FaceContinuity {
  /// What the faces show.
  private(set) var outcome: LocalContinuity

  /// The most work that the cells may cost.
  private static let stepLimit = 40_000

  init(_ analysis: PointAnalysis, _ nodes: [Int], _ point: [Rational], _ work: Work) {
    outcome = .notKnown(nodes)
    let result = work.spending(atMost: Self.stepLimit) {
      AffineDecomposer(analysis.program, around: point, work: work).decompose()
    }
    guard let meetings = FaceMeetings(analysis.program, result, from: point) else { return }
    var jumping = Set<Int>()
    var isProved = true
    do throws(Stop) {
      try meetings.forEach(work) { meeting in
        if meeting.difference.isCertainly(.zero) { return true }
        isProved = false
        if meeting.difference.isKnown {
          let (cell, face) = (meeting.cell.pieces[0], meeting.face.pieces[0])
          jumping.formUnion(nodes.filter { cell[$0] != face[$0] })
        }
        return true
      }
    } catch {
      return
    }
    outcome =
      isProved
      ? .continuous
      : jumping.isEmpty ? .notKnown(nodes) : .jumps(jumping.sorted(), isContinuousAtPoint: false)
  }
}
