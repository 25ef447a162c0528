import ADLPrograms

/// The answer to `field f at x literal`: Definition 5 to the letter.
public struct LiteralFieldAnswer: Sendable {
  /// The gradients of the global pieces with the function's value at x.
  public let set: GradientSet

  /// `false` iff the budget or the limit on cases ran out: then the set has at least these vectors.
  public let isComplete: Bool

  /// Why the work ended early, where it did.
  public let stop: Stop?

  /// The number of global pieces (ties aside) that have the function's value by coincidence: at
  /// some node they are not the piece, nor tied with the piece, that holds at x.
  public let coincidences: Int

  /// The nodes of choices of which it stays open whether they have the function's value: the set
  /// has their vectors.
  public let undecided: [Int]

  /// Whether some vector lies outside the hull of the node closure; `nil` where that is open.
  public let exceedsNodeClosure: Bool?

  /// Whether 0 is in the hull; `nil` for several outputs, and where a gradient does not exist.
  public let origin: OriginTest?

  /// By what means the set is known.
  public let tier: Tier
}

extension PointAnalysis {
  /// Returns the closure by Definition 5 to the letter, up to `caseLimit` choices of pieces with
  /// other values.
  public func literalField(_ work: Work = .inherited, caseLimit: Int = 4096) -> LiteralFieldAnswer {
    work.perform { literalClosure(work, caseLimit: caseLimit) }
  }

  private func literalClosure(_ work: Work, caseLimit: Int) -> LiteralFieldAnswer {
    let search = LiteralSearch(self, work, caseLimit: caseLimit)
    let set = search.set().adding(norms.map(\.ball))
    let closure = NodeClosure(self, work, caseLimit: caseLimit)
    var exceeds: Bool?
    let isDecided = search.undecided.isEmpty && closure.undecided.isEmpty
    // Nothing is compared once the budget is spent.
    if !isDecided || work.stop != nil {
      exceeds = nil
    } else if search.coincidences == 0 {
      exceeds = search.isComplete ? false : nil
    } else if closure.isComplete {
      let field = closure.set.adding(norms.map(\.ball))
      let (vectors, isListed) = set.vectors(limit: caseLimit)
      let outside = vectors.contains { vector in
        work.stop == nil && contains(vector.rational, field) == false
      }
      exceeds =
        work.stop != nil ? nil : outside ? true : search.isComplete && isListed ? false : nil
    }
    let origin =
      program.q == 1
      ? work.concluding {
        OriginTest(set, dimension: program.p, cancellation: work.cancellation)
      } : nil
    return LiteralFieldAnswer(
      set: set, isComplete: search.isComplete && (norms.isEmpty || search.coincidences == 0),
      stop: search.stop ?? work.stop,
      coincidences: search.coincidences, undecided: search.undecided.sorted(),
      exceedsNodeClosure: exceeds,
      origin: origin, tier: max(tier, set.tier))
  }
}
