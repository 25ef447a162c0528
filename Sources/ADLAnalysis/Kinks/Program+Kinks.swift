import ADLPrograms

extension Program {
  /// Returns every kink on [lower, upper], where `nil` is an infinite end: the points at which
  /// pieces meet or change (semantics, section 7).
  ///
  /// For programs of rational operations and selections the list is exact and complete; otherwise
  /// it says what was enclosed and what was left open. The ends belong to the interval.
  ///
  /// - Parameter path: the curve along which the program is looked at; the kinks are parameters of
  ///   it. By default the line itself, for programs of one input.
  /// - Requires: `path` has p coordinates, and `lower < upper`.
  /// - Complexity: about as many evaluations of the program as there are cells, each over rational
  ///   functions, and the isolation of every guard's roots.
  public func kinks(
    from lower: Rational?, to upper: Rational?, along path: Path = .identity,
    under convention: Convention = .paper, _ work: Work = Work()
  ) -> KinkList {
    KinkSearch(Decomposer(self, along: path, work), convention).kinks(lower, upper)
  }
}

/// Collects the kinks of a decomposition.
struct KinkSearch {
  let decomposer: Decomposer
  let convention: Convention

  init(_ decomposer: Decomposer, _ convention: Convention) {
    self.decomposer = decomposer
    self.convention = convention
  }

  func kinks(_ lower: Rational?, _ upper: Rational?) -> KinkList {
    let low = lower.map { AlgebraicNumber($0) }
    let high = upper.map { AlgebraicNumber($0) }
    let decomposition = decomposer.decompose(OpenCell(low, high))
    var kinks: [Kink] = []
    var cells: [Decomposition.Cell] = []
    var unresolved: [Decomposition.Gap] = []
    if let low, let end = endKink(decomposition, at: low, isLower: true) { kinks.append(end) }
    var pending: Decomposition.Gap?
    for segment in decomposition.segments {
      switch segment {
      case .gap(let gap):
        if gap.enclosesRoot { pending = gap } else { unresolved.append(gap) }
      case .cell(let cell):
        let previous = cells.last
        if let gap = pending {
          if let kink = kink(decomposition, in: gap, previous, cell) { kinks.append(kink) }
          pending = nil
          cells.append(cell)
        } else if let previous, let point = previous.extent.upper, point == cell.extent.lower {
          if let kink = kink(decomposition, at: point, previous, cell) {
            kinks.append(kink)
            cells.append(cell)
          } else {
            cells[cells.count - 1] = previous.joined(with: cell)
          }
        } else {
          cells.append(cell)
        }
      }
    }
    if let high, let end = endKink(decomposition, at: high, isLower: false) { kinks.append(end) }
    return KinkList(
      lower: lower, upper: upper, kinks: kinks, unresolved: unresolved, stop: decomposition.stop,
      cells: cells)
  }

  /// Returns the kink at `point` between two cells, if there is one.
  private func kink(
    _ decomposition: Decomposition, at point: AlgebraicNumber, _ left: Decomposition.Cell?,
    _ right: Decomposition.Cell?
  ) -> Kink? {
    let roots = decomposer.roots
    func difference(_ i: Int) -> PieceDifference {
      PieceDifference(left, right, output: i, at: point, roots)
    }
    if let root = point.isolatedRoot {
      return PointFacts(
        decomposition, at: PointValue(RationalFunction(.x), at: root), between: left, and: right,
        under: convention
      ).kink(at: .point(point), exactness: .exact, difference: difference)
    }
    return PointFacts(
      decomposition, at: point.certified, between: left, and: right, under: convention
    ).kink(at: .point(point), exactness: .exact, difference: difference)
  }

  /// Returns the kink that a gap encloses, if there is one.
  private func kink(
    _ decomposition: Decomposition, in gap: Decomposition.Gap, _ left: Decomposition.Cell?,
    _ right: Decomposition.Cell?
  ) -> Kink? {
    guard let lower = gap.lower, let upper = gap.upper else { return nil }
    let t = RootNumber(Interval(lower).hull(Interval(upper)))
    return PointFacts(decomposition, at: t, between: left, and: right, under: convention).kink(
      at: .enclosure(lower: lower, upper: upper), exactness: .interval
    ) { PieceDifference(left, right, output: $0, at: nil, decomposer.roots) }
  }

  /// Returns the kink at an end of the interval, with the cell on its other side.
  private func endKink(
    _ decomposition: Decomposition, at end: AlgebraicNumber, isLower: Bool
  ) -> Kink? {
    let inner = isLower ? decomposition.cells.first : decomposition.cells.last
    let innerEnd = isLower ? inner?.extent.lower : inner?.extent.upper
    let inside = innerEnd.map { $0 == end } == true ? inner : nil
    guard let number = end.rational else { return nil }
    let beyond = AlgebraicNumber(isLower ? number - Self.margin : number + Self.margin)
    let outer = decomposer.decompose(isLower ? OpenCell(beyond, end) : OpenCell(end, beyond)).cells
    let neighbour = isLower ? outer.last : outer.first
    let neighbourEnd = isLower ? neighbour?.extent.upper : neighbour?.extent.lower
    let outside = neighbourEnd.map { $0 == end } == true ? neighbour : nil
    return isLower
      ? kink(decomposition, at: end, outside, inside)
      : kink(decomposition, at: end, inside, outside)
  }

  /// How far beyond an end the function is looked at, to know its other side there.
  private static let margin = Rational(1, 1024)
}

extension Decomposition.Cell {
  /// Returns the union with the next cell, on which the same pieces are taken, and the point between.
  func joined(with next: Decomposition.Cell) -> Decomposition.Cell {
    Decomposition.Cell(
      extent: OpenCell(extent.lower, next.extent.upper), pieces: pieces,
      tiedNodes: tiedNodes.intersection(next.tiedNodes), outputs: outputs, violation: violation)
  }
}
