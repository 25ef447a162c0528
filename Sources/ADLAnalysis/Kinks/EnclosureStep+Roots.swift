import ADLPrograms

/// Roots of guards that are not rational functions.
extension EnclosureStep {
  /// The widest enclosure of a root, relative to where it lies.
  static let enclosureWidth = 1e-9

  /// `true` iff some undecided guard has exactly one root in the cell.
  func hasOneRoot(_ evaluation: Evaluation<JetEnclosure>) -> Bool {
    rootGuard(evaluation) != nil
  }

  /// A guard with exactly one root in a cell.
  private struct RootGuard {
    let node: Int

    /// Its place among the guards that the node asked for, and how many those were.
    let position: Int
    let count: Int
    let asked: SelectionIndex.Guard?

    let enclosure: JetEnclosure
  }

  private func rootGuard(_ evaluation: Evaluation<JetEnclosure>) -> RootGuard? {
    for k in open where evaluation.values[k] != nil {
      let guards = evaluation.guards(of: k)
      if let position = guards.firstIndex(where: \.hasOneRoot) {
        return RootGuard(
          node: k, position: position, count: guards.count,
          asked: evaluation.askedGuards(of: k)?[position], enclosure: guards[position])
      }
    }
    return nil
  }

  /// Encloses a root as tightly as doubles go, and cuts it out of the cell; where it is a simple
  /// rational number, cuts the cell there.
  ///
  /// An enclosure that reaches an end of the cell is none: another guard may vanish at that end.
  func enclosingRoot() throws(Stop) -> Decomposer.Outcome {
    var bracket = task.extent.interval
    var found = (try? evaluate(on: task.extent)).flatMap(rootGuard)
    var root = found
    while let known = found {
      try decomposer.work.charge(Self.cost)
      root = known
      found = nil
      for next in Self.narrowings(of: bracket, known.enclosure) {
        // The pieces are known on the cell only, whose ends need not be doubles.
        guard let cell = task.extent.intersection(with: next),
          let evaluation = try? evaluate(on: cell),
          let kept = rootGuard(evaluation)
        else { continue }
        bracket = next
        found = kept
        break
      }
    }
    let (low, high) = (Rational(bracket.lower), Rational(bracket.upper))
    let size = max(bracket.lower.magnitude, bracket.upper.magnitude, 1e-290)
    guard let root, low.isDefined, high.isDefined, low < high,
      bracket.width <= Self.enclosureWidth * size,
      task.extent.contains(AlgebraicNumber(low)), task.extent.contains(AlgebraicNumber(high))
    else { return try cutting() }
    let candidate = Rational.simplest(between: low, and: high)
    if let isCertain = vanishes(root, at: candidate),
      isCertain || task.blindCuts < Self.blindCutLimit
    {
      return cut(at: candidate, isBlind: !isCertain)
    }
    return .parts([
      .task(child(OpenCell(task.extent.lower, AlgebraicNumber(low)))),
      .gap(
        Decomposition.Gap(
          lower: low, upper: high, sample: candidate, enclosesRoot: true,
          root: .init(
            node: root.node, position: root.position, asked: root.asked, pieces: pieces))),
      .task(child(OpenCell(AlgebraicNumber(high), task.extent.upper))),
    ])
  }

  /// Tells whether `point` is the root of a guard: `nil` where it is not known to be; `false` where
  /// the node asks for other guards at the point, one of which is 0.
  private func vanishes(_ root: RootGuard, at point: Rational) -> Bool? {
    guard let evaluation = evaluate(at: point), evaluation.values[root.node] != nil
    else {
      return nil
    }
    let signs = evaluation.guards(of: root.node).map(\.sign)
    if signs.count == root.count { return signs[root.position].isCertainly(.zero) ? true : nil }
    return signs.contains { $0.isCertainly(.zero) } ? false : nil
  }

  /// Returns narrower intervals, in one of which the root may be recognised again; none where
  /// doubles go no further.
  private static func narrowings(of bracket: Interval, _ found: JetEnclosure) -> [Interval] {
    let newton = found.contracted(bracket)
    let size = max(newton.lower.magnitude, newton.upper.magnitude)
    // Room at both ends, so that the guard's signs there can be told.
    let margin = max(newton.width * 0.1, 16 * (size.isFinite ? size.ulp : 1), 1e-300)
    let next = Interval(
      max(bracket.lower, newton.lower - margin), min(bracket.upper, newton.upper + margin))
    if next.width <= 0.5 * bracket.width { return [next] }
    guard !bracket.isBounded || bracket.width > 64 * size.ulp else { return [] }
    // Newton's method does not help much: the halves, or parts that the root does not separate.
    let middles =
      bracket.isBounded
      ? [0.5, 0.4375].map { bracket.lower + $0 * (bracket.upper - bracket.lower) }
      : [Self.middle(bracket)]
    var parts: [Interval] = []
    for middle in middles where middle > bracket.lower && middle < bracket.upper {
      parts += [Interval(bracket.lower, middle), Interval(middle, bracket.upper)]
    }
    if next.width <= 0.9 * bracket.width { parts.append(next) }
    return parts
  }

  private static func middle(_ bracket: Interval) -> Double {
    if bracket.lower.isFinite { return max(2 * bracket.lower, bracket.lower / 2, 1) }
    if bracket.upper.isFinite { return min(2 * bracket.upper, bracket.upper / 2, -1) }
    return 0
  }
}
