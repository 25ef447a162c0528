import ADLPrograms

/// The sets U_i of Proposition 3: open, with closures that cover the box, on each of which AD is
/// the gradient of one piece.
public struct CellList: Sendable {
  /// One of the sets: where its conditions hold.
  public struct Cell: Sendable {
    /// A point of the set.
    public let point: [Rational]

    /// The conditions, the piece that is taken where they hold, and its gradient.
    public let selection: SelectionAnswer
  }

  /// The sets, in the order of their points.
  public let cells: [Cell]

  /// `true` iff the sets are all there are.
  public let isComplete: Bool

  /// `true` iff some part of the box is met where the program has no value.
  public let leavesDomain: Bool

  /// Why the work ended early, where it did.
  public let stop: Stop?
}

extension Program {
  /// Returns the sets of a box on which one piece is taken.
  ///
  /// All are found for guards that are rational functions of one variable, affine in several, or
  /// polynomials in two or three; others are met at points drawn at random.
  ///
  /// - Requires: `box` has p sides.
  public func cells(
    on box: Box, under convention: Convention = .paper, _ work: Work = .inherited
  ) -> CellList {
    work.perform {
      var search = CellSearch(self, box, convention, work)
      do throws(Stop) { try search.search() } catch { search.stop = error }
      return search.list
    }
  }
}

/// Looks for points of all cells, and reads off the cell at each.
private struct CellSearch {
  let program: Program
  let box: Box
  let convention: Convention
  let work: Work
  var stop: Stop?

  private var cells: [CellList.Cell] = []
  private var seen: Set<[ConditionOutcome]> = []
  private var isComplete = false
  private var leavesDomain = false

  /// How many points are drawn where nothing better is known.
  private static let draws = 400

  /// The most guards and rounds of the search by polynomials.
  private static let guardLimit = 16
  private static let roundLimit = 12

  init(_ program: Program, _ box: Box, _ convention: Convention, _ work: Work) {
    self.program = program
    self.box = box
    self.convention = convention
    self.work = work
  }

  var list: CellList {
    CellList(
      cells: cells.sorted { $0.point.lexicographicallyPrecedes($1.point) { $0 < $1 } },
      isComplete: isComplete && stop == nil, leavesDomain: leavesDomain, stop: stop ?? work.stop)
  }

  mutating func search() throws(Stop) {
    if program.p == 1 {
      try searchLine()
    } else if try !searchPolyhedra(), try !searchPolynomials() {
      try searchAtRandom()
    }
    try work.check()
  }

  // MARK: - Points of cells

  private mutating func searchLine() throws(Stop) {
    let side = box.sides[0]
    let decomposition = Decomposer(program, work).decompose(OpenCell(side))
    stop = decomposition.stop
    for cell in decomposition.cells {
      if cell.violation == nil { try add([cell.extent.sample]) } else { leavesDomain = true }
    }
    isComplete = decomposition.isComplete
  }

  /// Returns `true` iff all guards are affine, or affine times inputs.
  private mutating func searchPolyhedra() throws(Stop) -> Bool {
    let result = AffineDecomposer(programs: [program], box: box, work: work).decompose()
    if let stop = result.stop { throw stop }
    guard result.isComplete else { return false }
    for leaf in result.leaves where leaf.cell.hasFullDimension {
      if leaf.outputs[0] == nil { leavesDomain = true } else { try add(leaf.cell.point) }
    }
    isComplete = true
    return true
  }

  /// Returns `true` iff all guards that are met are polynomials in two or three inputs.
  private mutating func searchPolynomials() throws(Stop) -> Bool {
    guard (2...3).contains(program.p) else { return false }
    var guards: [LocalPolynomial] = []
    for _ in 0..<Self.roundLimit {
      guard let samples = try BoxSamples(guards, in: box, work) else { return false }
      let known = guards.count
      for point in samples.points {
        guard let own = try polynomials(at: point) else { return false }
        for form in own where !guards.contains(form) { guards.append(form) }
        if guards.count > Self.guardLimit { return false }
      }
      if guards.count == known {
        for point in samples.points { try add(point) }
        isComplete = true
        return true
      }
    }
    return false
  }

  /// The guards that are asked for at a point, as polynomials; `nil` where one is none, or the
  /// program has no value.
  private func polynomials(at point: [Rational]) throws(Stop) -> [LocalPolynomial]? {
    try work.charge()
    guard let analysis = try? PointAnalysis(program, at: point.map { Certified($0) }) else {
      return nil
    }
    var pieces: [Int: Piece] = [:]
    for (k, active) in analysis.evaluation.active.enumerated() {
      if let active { pieces[k] = active.piece }
    }
    let table = AtomTable(inputs: program.p)
    guard
      let evaluation = try? program.evaluate(
        at: table.inputs(program.p), domain: .notANumber, frozen: pieces)
    else { return nil }
    var found: [LocalPolynomial] = []
    for k in program.p..<program.m where analysis.evaluation.values[k] != nil {
      for form in evaluation.guards(of: k) {
        guard let polynomial = LocalPolynomial(form, inputs: program.p) else { return nil }
        if !polynomial.isConstant { found.append(polynomial.scaledToOne) }
      }
    }
    return found
  }

  private mutating func searchAtRandom() throws(Stop) {
    var random = SplitMix64(seed: 1)
    for _ in 0..<Self.draws { try add(box.point(&random), skippingTies: true) }
  }

  // MARK: - Cells

  /// Adds the cell at `point`, unless it is there.
  private mutating func add(_ point: [Rational], skippingTies: Bool = false) throws(Stop) {
    try work.charge()
    guard let analysis = try? PointAnalysis(program, at: point.map { Certified($0) }) else {
      leavesDomain = true
      return
    }
    if skippingTies, !analysis.tiedNodes.isEmpty || !analysis.decidedByDoubles.isEmpty { return }
    guard let selection = try? analysis.selection(under: convention) else { return }
    try work.check()
    let outcomes = selection.conditions.map { ConditionOutcome($0, analysis.evaluation) }
    guard seen.insert(outcomes).inserted else { return }
    cells.append(CellList.Cell(point: point, selection: selection))
  }
}
