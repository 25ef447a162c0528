import ADLPrograms

/// One step on a cell with guards that are not rational functions: decide them by enclosures,
/// enclose a root, or cut the cell.
struct EnclosureStep {
  let decomposer: Decomposer
  let task: Decomposer.Task
  let pieces: [Int: Piece]
  let open: [Int]

  /// Cells narrower than this, relative to where they lie, are given up.
  static let resolution = 1e-10

  /// The widest enclosure of a root, relative to where it lies.
  static let enclosureWidth = 1e-9

  /// Cells that begin beyond this are given up, where they have no other end.
  static let reach = Rational(1 << 30)

  init(_ decomposer: Decomposer, _ task: Decomposer.Task, pieces: [Int: Piece], open: [Int]) {
    self.decomposer = decomposer
    self.task = task
    self.pieces = pieces
    self.open = open
  }

  /// What an evaluation over enclosures costs, against one over rational functions.
  static let cost = 5

  func outcome() throws(Stop) -> Decomposer.Outcome {
    try decomposer.work.spend(Self.cost)
    let evaluation: Evaluation<JetEnclosure>
    do throws(DomainViolation) {
      evaluation = try evaluate(on: task.extent)
    } catch {
      return .done(
        Decomposition.Cell(
          extent: task.extent, pieces: pieces, tiedNodes: [], edgeNodes: [],
          outputs: [RationalFunction?](repeating: nil, count: decomposer.program.q),
          violation: error))
    }
    if let next = using(evaluation) { return .parts([.task(next)]) }
    if hasRootAtEnd(evaluation), let higher = try? evaluate(on: task.extent, order: Self.highOrder),
      let next = using(higher)
    {
      return .parts([.task(next)])
    }
    if task.identitiesTried != pieces.count, let next = usingIdentities(task) {
      return .parts([.task(next)])
    }
    if hasOneRoot(evaluation) { return try enclosingRoot() }
    return try cutting()
  }

  /// Returns the task with the ties at guards that are 0 in normal form; `nil` where there are none.
  private func usingIdentities(_ task: Decomposer.Task) -> Decomposer.Task? {
    let table = AtomTable(inputs: 1)
    let inputs = decomposer.path.coordinates.map { $0.value(at: NormalForm(atom: 0, table)) }
    guard
      let forms = try? decomposer.program.evaluate(
        at: inputs, domain: .notANumber, frozen: pieces)
    else { return nil }
    var next = task
    for k in open {
      guard let active = forms.active[k], active.isDecided else { continue }
      next.pieces[k] = active.piece
      if active.ties { next.tied.insert(k) }
    }
    return next.pieces.count > task.pieces.count ? next : nil
  }

  /// Returns the task with what an evaluation decides; `nil` where that is nothing new. It may let
  /// more nodes be seen, so the cell is looked at again.
  private func using(_ evaluation: Evaluation<JetEnclosure>) -> Decomposer.Task? {
    var next = task
    for k in open {
      if let active = evaluation.active[k] {
        if active.isDecided { next.pieces[k] = active.piece }
      } else if evaluation.guards(of: k).allSatisfy({ $0.sign.isKnown }) {
        next.settled.insert(k)
      }
    }
    guard next.pieces.count + next.settled.count > task.pieces.count + task.settled.count else {
      return nil
    }
    for (k, piece) in pieces where next.pieces[k] == nil { next.pieces[k] = piece }
    return next
  }

  /// `true` iff an undecided guard vanishes at an end of the cell.
  private func hasRootAtEnd(_ evaluation: Evaluation<JetEnclosure>) -> Bool {
    open.contains { k in
      evaluation.values[k] != nil && evaluation.guards(of: k).contains(where: \.vanishesAtEnd)
    }
  }

  /// The order of the enclosures beside a root of several guards or of a high order.
  private static let highOrder = 8

  private func evaluate(on extent: OpenCell, order: Int = 2) throws(DomainViolation)
    -> Evaluation<JetEnclosure>
  {
    return try decomposer.program.evaluate(
      at: decomposer.path.enclosures(on: extent, order: order), frozen: pieces)
  }

  /// `true` iff some undecided guard has exactly one root in the cell.
  private func hasOneRoot(_ evaluation: Evaluation<JetEnclosure>) -> Bool {
    rootGuard(evaluation) != nil
  }

  /// A guard with exactly one root in a cell.
  private struct RootGuard {
    let node: Int
    let position: Int
    let enclosure: JetEnclosure
  }

  private func rootGuard(_ evaluation: Evaluation<JetEnclosure>) -> RootGuard? {
    for k in open where evaluation.values[k] != nil {
      for (i, enclosure) in evaluation.guards(of: k).enumerated() where enclosure.hasOneRoot {
        return RootGuard(node: k, position: i, enclosure: enclosure)
      }
    }
    return nil
  }

  // MARK: - Roots

  /// Encloses a root as tightly as doubles go, and cuts it out of the cell; where it is a simple
  /// rational number, cuts the cell there.
  private func enclosingRoot() throws(Stop) -> Decomposer.Outcome {
    var bracket = task.extent.interval
    var found = (try? evaluate(on: task.extent)).flatMap(rootGuard)
    var last = found
    while let known = found {
      try decomposer.work.spend(Self.cost)
      found = nil
      for next in Self.narrowings(of: bracket, known.enclosure) {
        guard let cell = OpenCell(next), let evaluation = try? evaluate(on: cell),
          let kept = rootGuard(evaluation)
        else { continue }
        bracket = next
        found = kept
        last = kept
        break
      }
    }
    let (low, high) = (Rational(bracket.lower), Rational(bracket.upper))
    let size = max(bracket.lower.magnitude, bracket.upper.magnitude, 1e-290)
    guard low.isDefined, high.isDefined, low < high,
      bracket.width <= Self.enclosureWidth * size
    else { return try cutting() }
    let candidate = Rational.simplest(between: low, and: high)
    if vanishes(at: candidate) { return cut(at: candidate) }
    var parts: [Decomposer.Part] = []
    if let left = OpenCell(from: task.extent.lower, to: AlgebraicNumber(low)) {
      parts.append(.task(child(left)))
    }
    parts.append(
      .gap(
        Decomposition.Gap(
          lower: low, upper: high, sample: candidate, enclosesRoot: true,
          root: last.map { .init(node: $0.node, position: $0.position, pieces: pieces) })))
    if let right = OpenCell(from: AlgebraicNumber(high), to: task.extent.upper) {
      parts.append(.task(child(right)))
    }
    return .parts(parts)
  }

  /// Returns narrower intervals, in one of which the root may be recognised again; none where doubles
  /// go no further.
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

  /// `true` iff an undecided guard is exactly 0 at `point`.
  private func vanishes(at point: Rational) -> Bool {
    signs(at: point).contains { $0.isCertainly(.zero) }
  }

  /// The signs of the undecided guards at `point`.
  private func signs(at point: Rational) -> [KnownSign] {
    let inputs = decomposer.path.coordinates.map { $0.value(at: Certified(point)) }
    guard
      let evaluation = try? decomposer.program.evaluate(
        at: inputs, domain: .notANumber, frozen: pieces)
    else { return [.notKnown] }
    return open.flatMap { k in
      evaluation.values[k] == nil ? [] : evaluation.guards(of: k).map(\.sign)
    }
  }

  // MARK: - Cutting

  private func child(_ extent: OpenCell) -> Decomposer.Task {
    var child = task
    child.extent = extent
    child.identitiesTried = pieces.count
    return child
  }

  private func cut(at point: Rational, isBlind: Bool = false) -> Decomposer.Outcome {
    .parts(
      Decomposer.cut(task.extent, at: [AlgebraicNumber(point)]).map {
        var part = child($0)
        part.blindCuts = isBlind ? task.blindCuts + 1 : 0
        return .task(part)
      })
  }

  /// More blind cuts in a row than this are not made: the guard may vanish identically.
  static let blindCutLimit = 6

  /// Cuts the cell at a point where its guards can be told, if it is wide enough.
  private func cutting() throws(Stop) -> Decomposer.Outcome {
    let extent = task.extent
    let (low, high) = (extent.lower?.bounds.upper, extent.upper?.bounds.lower)
    if let low, let high {
      guard low < high else { return givenUp }
      // A guard that only touches 0 mostly does so at a simple number.
      let simple = Rational.simplest(between: low, and: high)
      if vanishes(at: simple) { return cut(at: simple) }
      let size = max(low.double.magnitude, high.double.magnitude, 1e-30)
      guard (high - low).double > Self.resolution * size else { return givenUp }
      for share in [Rational(1, 2), Rational(3, 8), Rational(5, 8)] {
        let middle = low + (high - low) * share
        let eighth = (high - low) * Rational(1, 16)
        let point = Rational.simplest(between: middle - eighth, and: middle + eighth)
        if signs(at: point).allSatisfy(\.isKnown) { return cut(at: point) }
      }
      guard task.blindCuts < Self.blindCutLimit else { return givenUp }
      return cut(at: Rational.midpoint(low, high), isBlind: true)
    }
    guard max(low?.magnitude ?? .zero, high?.magnitude ?? .zero) < Self.reach else {
      return givenUp
    }
    if let low { return cut(at: max(.one, low.floor * Rational(2) + .one)) }
    if let high { return cut(at: min(-.one, high.floor * Rational(2) - .one)) }
    return cut(at: .zero)
  }

  private var givenUp: Decomposer.Outcome {
    .parts([.gap(Decomposer.gap(task.extent, enclosesRoot: false))])
  }
}
