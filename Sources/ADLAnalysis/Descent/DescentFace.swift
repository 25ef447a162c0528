import ADLPrograms

/// The points around a limit at which all is as it is there, since J does not depend on some of the
/// entries: runs that tend to any of them have one verdict.
///
/// With the pieces of the selections that do not tie held, no path leads from these entries to J,
/// nor to a guard that vanishes. In a box in which enclosures show that no other selection which J
/// needs takes another piece, J is a function of the other entries: it has the same ties, sets and
/// derivatives at all points of the face.
public struct DescentFace: Sendable {
  /// For each entry where it may lie; `nil` for one that is what it is at the limit.
  public let ranges: [ClosedRange<Double>?]

  /// The maximum number of nodes that are looked at, over all enclosures.
  private static let limit = 1_000_000

  /// How often the way to the end of a range is halved.
  private static let halvings = 24

  /// Finds the face around the point of `analysis`; `nil` where J depends on all entries, or that is
  /// not known.
  init?(_ analysis: PointAnalysis) {
    let program = analysis.program
    let x = analysis.point.compactMap(\.rational)
    guard x.count == program.p, analysis.tier <= .interval, analysis.decidedByDoubles.isEmpty,
      analysis.edges.isEmpty, analysis.norms.isEmpty, !program.statesDerivatives,
      let needed = Self.needed(analysis.evaluation)
    else { return nil }
    let free = (0..<program.p).filter { !needed[$0] }
    guard !free.isEmpty, program.m * free.count * (Self.halvings + 60) * 2 <= Self.limit else {
      return nil
    }
    var box = x.map { Interval($0) }
    func holds() -> Bool { Self.isOneFace(analysis.evaluation, over: box, needed) }
    guard holds() else { return nil }
    for i in free {
      for side in [FloatingPointSign.minus, .plus] {
        let point = side == .minus ? box[i].lower : box[i].upper
        func reaches(_ width: Double) -> Bool {
          let kept = box[i]
          box[i] =
            side == .minus
            ? Interval(max(point - width, -DescentRunner.bound), kept.upper)
            : Interval(kept.lower, min(point + width, DescentRunner.bound))
          if holds() { return true }
          box[i] = kept
          return false
        }
        var (near, far) = (0.0, max(1, point.magnitude) * 0x1p-16)
        while far < 2 * DescentRunner.bound, reaches(far) { (near, far) = (far, 2 * far) }
        if far >= 2 * DescentRunner.bound { continue }
        for _ in 0..<Self.halvings {
          let middle = (near + far) / 2
          if reaches(middle) { near = middle } else { far = middle }
        }
      }
    }
    if Work.hasEnded { return nil }
    let isFree = Set(free)
    ranges = box.indices.map { isFree.contains($0) ? box[$0].lower...box[$0].upper : nil }
  }

  /// Returns for each node whether J, or a guard that vanishes and that it needs, depends on it
  /// while the selections that do not tie keep their pieces; `nil` where a condition ties, whose
  /// other arm is not evaluated.
  private static func needed(_ evaluation: Evaluation<Tiered>) -> [Bool]? {
    let program = evaluation.program
    var needed = [Bool](repeating: false, count: program.m)
    for k in program.outputs { needed[k] = true }
    for k in stride(from: program.m - 1, through: program.p, by: -1) where needed[k] {
      let application = program.application(k)
      let active = evaluation.active[k]
      if active?.ties == true, application.runsOnlyChosenOperand { return nil }
      let passesAll = active == nil || active?.ties == true
      let partials = passesAll ? [] : evaluation.localDerivative(k, under: .paper)
      for (i, operand) in application.operands.enumerated() {
        guard let j = operand.node else { continue }
        if passesAll || !partials[i].isZero { needed[j] = true }
      }
    }
    return needed
  }

  /// `true` only if at all points of `box` everything has a value, and what is needed takes the
  /// pieces that it takes in `evaluation`.
  private static func isOneFace(
    _ evaluation: Evaluation<Tiered>, over box: [Interval], _ needed: [Bool]
  ) -> Bool {
    let program = evaluation.program
    var held: [Int: Piece] = [:]
    for k in evaluation.tiedNodes where needed[k] { held[k] = evaluation.active[k]?.piece }
    guard let around = try? program.evaluate(at: box, domain: .notANumber, frozen: held) else {
      return false
    }
    return (program.p..<program.m).allSatisfy { k in
      guard let value = around.values[k] else { return evaluation.values[k] == nil }
      guard value.isDefined, evaluation.values[k] != nil else { return false }
      guard needed[k], held[k] == nil, let own = evaluation.active[k] else { return true }
      guard let active = around.active[k], active.isDecided, !active.ties else { return false }
      return active.piece == own.piece
    }
  }

  /// `true` iff some points belong to both faces, around limits that are equal where neither face
  /// has a range.
  func meets(_ other: DescentFace) -> Bool {
    zip(ranges, other.ranges).allSatisfy { own, other in
      switch (own, other) {
      case (nil, nil): true
      case (let own?, let other?): own.overlaps(other)
      default: false
      }
    }
  }

  /// `true` iff entry `i` may be `number`; `nil` where it has no range.
  func contains(_ number: Double, at i: Int) -> Bool? { ranges[i].map { $0.contains(number) } }

  /// `true` iff entry `i` may be every number of `reach`; `nil` where it has no range.
  func covers(_ reach: ClosedRange<Double>, at i: Int) -> Bool? {
    ranges[i].map { $0.contains(reach.lowerBound) && $0.contains(reach.upperBound) }
  }
}
