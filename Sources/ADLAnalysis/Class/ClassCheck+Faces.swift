import ADLPrograms

/// Continuity in several variables, on every face of the cells of the box.
extension ClassCheck {
  /// The most work that the cells may cost, and their faces.
  private static let cellLimit = 100_000
  private static let faceLimit = 400_000

  /// Proves the function continuous on the box, or looks along a line through a point at which it
  /// jumps, where all guards are affine; a point alone may be such a face.
  mutating func lookAtFaces() {
    guard stop == nil, program.p <= AffineDecomposer.faceLimit,
      (program.p..<program.m).contains(where: mayJump)
    else { return }
    if case .refuted = continuity { return }
    let result = work.spending(atMost: Self.cellLimit) {
      AffineDecomposer(programs: [program], box: box, work: work).decompose()
    }
    guard let meetings = FaceMeetings(program, result) else { return }
    var isProved = true
    var jump: FaceMeetings.Meeting?
    let isThrough = work.spending(atMost: Self.faceLimit) {
      do throws(Stop) {
        try meetings.forEach(work) { meeting in
          guard box.contains(meeting.part.point.map(\.known)),
            !meeting.difference.isCertainly(.zero)
          else { return true }
          isProved = false
          if meeting.difference.isKnown { jump = meeting }
          return jump == nil
        }
        return true
      } catch {
        return false
      }
    }
    if let jump {
      surveyFrom(jump)
    } else if isProved && isThrough {
      openDomains = []
      isContinuousOnFaces = true
    }
  }

  /// How many points of a face are tried: two polynomials that differ on it may meet at some.
  private static let pointsOfFace = 4

  /// Surveys lines from points of a face into the cell that it bounds.
  private mutating func surveyFrom(_ jump: FaceMeetings.Meeting) {
    let points = [jump.part.point] + jump.part.samples(Self.pointsOfFace, &random)
    for point in points {
      if stop != nil { return }
      let direction = zip(jump.cell.cell.point, point).map { $0 - $1 }
      guard let (lower, upper) = box.clip(point, direction) else { continue }
      survey(.line(from: point, along: direction), lower, upper)
      if case .refuted = continuity { return }
    }
  }

  /// `true` iff the pieces of node `k` need not agree, for all that is known.
  func mayJump(_ k: Int) -> Bool {
    program.application(k).canJump && !provedNodes.contains(k)
  }
}
