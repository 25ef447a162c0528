import ADLPrograms

/// The node closure at a point: the gradients of all frozen programs in which every tied node takes
/// one of its tied pieces, and which have the value of the function there (semantics, section 4).
///
/// Ties that do not interact are kept as a sum. Among ties that do, one is resolved at a time, and
/// what is left falls apart into groups again.
struct NodeClosure {
  let set: GradientSet

  /// `false` iff the work or the limit ran out, so that the set lacks some patterns.
  let isComplete: Bool

  /// Why the work ended early, if it did.
  let stop: Stop?

  /// `true` iff some tied arm is not defined at the point.
  let hasUndefinedArm: Bool

  /// A selection in a tied arm whose pieces nothing better than doubles tells, if there is one.
  let undecidedArm: Int?

  /// The nodes of choices of which it stays open whether the value of their patterns is that of the
  /// function: the set has their vectors, and the closure is a part of it.
  let undecided: [Int]

  /// The largest number of cases that are told apart inside groups, and the largest set that is
  /// listed outright.
  static let caseLimit = 4096
  static let listLimit = 256

  init(_ analysis: PointAnalysis, _ work: Work, caseLimit: Int = Self.caseLimit) {
    let search = ClosureSearch(analysis, work, caseLimit: caseLimit)
    set = search.set()
    isComplete = search.isComplete
    stop = search.stop
    hasUndefinedArm = search.hasUndefinedArm
    undecidedArm = search.undecidedArm
    undecided = search.undecided.sorted()
  }
}

extension PointAnalysis {
  /// Returns the program with `choices` held, evaluated anew; `nil` where an arm that they lead to
  /// is not defined at the point.
  func frozen(holding choices: [TieUnit.Place: Int]) -> FrozenProgram? {
    var pieces = pieces(of: choices)
    let x = inputs
    var partlyHeld = choices.keys.map(\.node).filter { pieces[$0] == nil }
    while true {
      guard let moved = try? program.evaluate(at: x, frozen: pieces) else { return nil }
      // A selection with several sites that is held at some takes at the others what it takes where
      // all before it is held.
      partlyHeld.removeAll { pieces[$0] != nil || moved.active[$0] == nil }
      guard let k = partlyHeld.min(), var piece = moved.active[k]?.piece else {
        return FrozenProgram(moved, holding: choices, silent: silent)
      }
      for (place, alternative) in choices where place.node == k { piece[place.site] = alternative }
      pieces[k] = piece
    }
  }
}

extension PointAnalysis {
  /// A selection of `moved`, the program held to other arms, that is needed there and not at the
  /// point, and whose pieces nothing better than doubles tells; `nil` where there is none.
  func undecidedNode(in moved: Evaluation<Tiered>) -> Int? {
    guard tolerance == 0, !tiesUndecided else { return nil }
    return moved.active.indices.first { k in
      moved.active[k] != nil && evaluation.active[k] == nil && !moved.isCertain(k)
    }
  }
}

extension Evaluation<Tiered> {
  /// `true` iff the selection at node `k` chooses at one site only.
  func hasOneSite(_ k: Int) -> Bool {
    let application = program.application(k)
    return application.primitive.selection?.pieceCounts(
      application.operands.count, application.parameter
    ).count == 1
  }
}

extension TieUnit {
  /// Calls `body` with each way to choose, one alternative a place, until it returns `false`.
  /// - Returns: `true` iff `body` saw all of them.
  func forEachAlternative(_ body: ([Int]) -> Bool) -> Bool {
    guard isBlock else { return alternatives.allSatisfy { body([$0]) } }
    var chosen: [Int] = []
    func extend() -> Bool {
      if chosen.count == places.count { return body(chosen) }
      for alternative in alternatives where !chosen.contains(alternative) {
        chosen.append(alternative)
        let goesOn = extend()
        chosen.removeLast()
        if !goesOn { return false }
      }
      return true
    }
    return extend()
  }
}
