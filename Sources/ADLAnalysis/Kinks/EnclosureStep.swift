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
    try decomposer.work.charge(Self.cost)
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
    if task.meetsIdentity || task.identitiesTried != pieces.count, let next = usingIdentities() {
      return .parts([.task(next)])
    }
    if hasOneRoot(evaluation) { return try enclosingRoot() }
    if let parts = try touching(evaluation) { return parts }
    return try cutting()
  }

  /// Returns the task with what is decided where guards that are the same number everywhere are
  /// seen to be so; `nil` where that is nothing new.
  private func usingIdentities(order: Int = 2) -> Decomposer.Task? {
    let table = AtomTable(inputs: 1)
    let forms = decomposer.path.coordinates.map { $0.value(at: NormalForm(atom: 0, table)) }
    let enclosures = decomposer.path.enclosures(on: task.extent, order: order)
    guard
      let evaluation = try? decomposer.program.evaluate(
        at: zip(enclosures, forms).map { IdentifiedEnclosure($0, $1) }, domain: .notANumber,
        frozen: pieces)
    else { return nil }
    var next = task
    var hasRootAtEnd = false
    for k in open {
      guard let active = evaluation.active[k] else { continue }
      if active.isDecided {
        next.pieces[k] = active.piece
        if active.ties { next.tied.insert(k) }
        continue
      }
      let guards = evaluation.guards(of: k)
      if guards.contains(where: { $0.constant != nil }) { next.meetsIdentity = true }
      if guards.contains(where: \.enclosure.vanishesAtEnd) { hasRootAtEnd = true }
    }
    next.identitiesTried = pieces.count
    if next.pieces.count > task.pieces.count { return next }
    if next.meetsIdentity, hasRootAtEnd, order < Self.highOrder {
      return usingIdentities(order: Self.highOrder)
    }
    return next.meetsIdentity && !task.meetsIdentity ? next : nil
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

  func evaluate(on extent: OpenCell, order: Int = 2) throws(DomainViolation)
    -> Evaluation<JetEnclosure>
  {
    return try decomposer.program.evaluate(
      at: decomposer.path.enclosures(on: extent, order: order), frozen: pieces)
  }

  /// `true` iff an undecided guard is exactly 0 at `point`.
  func vanishes(at point: Rational) -> Bool {
    signs(at: point).contains { $0.isCertainly(.zero) }
  }

  /// The signs of the undecided guards at `point`.
  private func signs(at point: Rational) -> [KnownSign] {
    guard let evaluation = evaluate(at: point) else { return [.notKnown] }
    return open.flatMap { k in
      evaluation.values[k] == nil ? [] : evaluation.guards(of: k).map(\.sign)
    }
  }

  func evaluate(at point: Rational) -> Evaluation<EndNumber>? {
    let inputs = decomposer.path.coordinates.map { $0.value(at: EndNumber(Certified(point))) }
    return try? decomposer.program.evaluate(at: inputs, domain: .notANumber, frozen: pieces)
  }

  // MARK: - Cutting

  func child(_ extent: OpenCell) -> Decomposer.Task {
    var child = task
    child.extent = extent
    child.identitiesTried = pieces.count
    return child
  }

  func cut(at point: Rational, isBlind: Bool = false) -> Decomposer.Outcome {
    .parts(
      Decomposer.cut(task.extent, at: [AlgebraicNumber(point)]).map {
        var part = child($0)
        part.blindCuts = isBlind ? task.blindCuts + 1 : 0
        return .task(part)
      })
  }

  /// More bisections without guidance in a row than this are not made: the guard may vanish
  /// identically.
  static let blindCutLimit = 6

  /// Cuts the cell at a point where its guards can be told, if it is wide enough.
  func cutting() throws(Stop) -> Decomposer.Outcome {
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
