import ADLPrograms

/// The limits and slopes of a program along a ray, and whether the limits are the values.
///
/// A power series tells them where there is one; an expansion in powers of s and of -log s where
/// there is none (a root, a logarithm, a pole).
struct RayLimits {
  private(set) var limits: [RayLimit]
  private(set) var slopes: [RayLimit]
  private(set) var isSlopeLimit: [Bool]
  private(set) var jumps: [Int] = []
  private(set) var openJumps: [Int] = []

  /// Reads the limits of `probe`, which follows the program of `analysis` in direction `d`.
  init(_ probe: Probe, _ analysis: PointAnalysis, along d: [Certified]) {
    let count = analysis.program.q
    guard probe.undecided.isEmpty else {
      limits = Array(repeating: .notKnown, count: count)
      slopes = limits
      isSlopeLimit = Array(repeating: false, count: count)
      openJumps = Array(0..<count)
      return
    }
    limits = probe.limits.map { RayLimit($0) }
    slopes = probe.slopes.map { $0.map { RayLimit($0) } ?? .notKnown }
    isSlopeLimit = Array(repeating: true, count: count)
    let open = (0..<count).filter { limits[$0] == .notKnown || slopes[$0] == .notKnown }
    if !open.isEmpty, let expansions = Self.expansions(probe, analysis, along: d) {
      for i in open {
        limits[i] = RayLimit(expansions[i].limit)
        slopes[i] = limits[i] == .notKnown ? .notKnown : RayLimit(expansions[i].slope)
        isSlopeLimit[i] = expansions[i].isTame && slopes[i] != .notKnown
      }
    }
    findJumps(
      analysis, holding: probe.pieces,
      staysContinuous: probe.staysContinuous(from: analysis.evaluation))
  }

  /// Reads the limits of an expansion of the program of `analysis` along a ray, on which it takes
  /// the given pieces.
  init(
    _ outputs: [OneSidedExpansion<Certified>], _ analysis: PointAnalysis,
    holding pieces: [Int: Piece]
  ) {
    limits = outputs.map { RayLimit($0.limit) }
    slopes = zip(limits, outputs).map { $0 == .notKnown ? .notKnown : RayLimit($1.slope) }
    isSlopeLimit = zip(slopes, outputs).map { $0 != .notKnown && $1.isTame }
    findJumps(analysis, holding: pieces, staysContinuous: false)
  }

  /// Tells the outputs whose limits are not their values.
  private mutating func findJumps(
    _ analysis: PointAnalysis, holding pieces: [Int: Piece], staysContinuous: Bool
  ) {
    for (i, value) in analysis.evaluation.outputs.enumerated() {
      // A program that keeps its pieces tends to its value, also where that is not seen.
      if staysContinuous, limits[i] == .notKnown { limits[i] = RayLimit(value.certified) }
      switch limits[i] {
      case .infinite: jumps.append(i)
      case .notKnown: openJumps.append(i)
      case .finite(let limit):
        let difference = limit - value.certified
        if difference.sign.isCertainlyNot(.zero) {
          let isNear = analysis.tolerance > 0 && difference.double.magnitude <= analysis.tolerance
          if !isNear { jumps.append(i) }
        } else if !difference.sign.isCertainly(.zero), !staysContinuous,
          !analysis.hasSameValue(holding: pieces, output: i)
        {
          openJumps.append(i)
        }
      }
    }
  }

  private static func expansions(_ probe: Probe, _ analysis: PointAnalysis, along d: [Certified])
    -> [OneSidedExpansion<Certified>]?
  {
    return try? analysis.program.evaluate(
      at: analysis.expansions(along: d), domain: .notANumber, frozen: probe.pieces
    ).outputs
  }
}

extension PointAnalysis {
  /// The inputs along the ray in direction `d`.
  fileprivate func expansions(along d: [Certified]) -> [OneSidedExpansion<Certified>] {
    zip(point, d).map { x, d in
      d.isZero ? OneSidedExpansion(constant: x) : OneSidedExpansion(at: x, along: d)
    }
  }

  /// Returns the limits along the ray in direction `d`, with the pieces taken there, by expansions
  /// alone: they tell the guards that a pole or a root keeps power series from telling. `nil` where
  /// they do not tell all of them, or some limit.
  func expandedLimits(along d: [Certified]) -> (ray: RayLimits, pieces: [Int: Piece])? {
    guard
      let evaluation = try? program.evaluate(at: expansions(along: d), domain: .notANumber),
      evaluation.undecidedNodes.isEmpty
    else { return nil }
    var pieces: [Int: Piece] = [:]
    for (k, active) in evaluation.active.enumerated() { pieces[k] = active?.piece }
    let ray = RayLimits(evaluation.outputs, self, holding: pieces)
    return ray.limits.contains(.notKnown) ? nil : (ray, pieces)
  }
}

extension Probe {
  /// `true` iff the program along the curve is known to tend to its value at the point of
  /// `evaluation`: every selection takes the piece that it takes there, or one that has the same
  /// value because such pieces meet wherever their guard is 0.
  fileprivate func staysContinuous(from evaluation: Evaluation<Tiered>) -> Bool {
    let program = evaluation.program
    for (k, piece) in pieces {
      guard let own = evaluation.active[k] else { return false }
      if own.piece == piece { continue }
      guard !program.application(k).canJump, own.isDecided, evaluation.isCertain(k) else {
        return false
      }
    }
    // 0^0 is the one value of an elementary function that is not a limit of others.
    return !(program.p..<program.m).contains { k in
      program.application(k).primitive == .power
        && evaluation.operandValues(k).allSatisfy { !$0.sign.isCertainlyNot(.zero) }
    }
  }
}
