import ADLPrograms

/// Whether a program of two inputs whose guards are rational functions near a point is continuous
/// around it: beside every wall between two cells it must have the values that it has on the wall.
///
/// The differences of the functions of the cells are among what the cells are told apart by, so
/// that one of them is 0 at all places of a wall, or at none.
struct CellContinuity {
  /// `nil` where that is not decided; else whether it is continuous.
  private(set) var isContinuous: Bool?

  /// The selections that take another piece beside a wall at which the values part.
  private(set) var jumping: Set<Int> = []

  /// The work that it may cost.
  private static let limit = 60_000

  /// The most functions of cells and walls that are compared.
  private static let functionLimit = 10

  private let analysis: PointAnalysis

  init(_ analysis: PointAnalysis, _ work: Work) {
    self.analysis = analysis
    isContinuous = try? work.spending(atMost: Self.limit) {
      let found = try decide(work)
      try work.check()
      return found
    }
  }

  /// The outputs on a place, as quotients, with the pieces.
  private struct Run {
    let quotients: [(top: LocalPolynomial, bottom: LocalPolynomial)]
    let pieces: [Int: Piece]

    /// The numerators of the differences from another run.
    func differences(from other: Run) -> [LocalPolynomial] {
      zip(quotients, other.quotients).map { $0.top * $1.bottom - $1.top * $0.bottom }
    }
  }

  private func run(_ place: GermNumber.Place) -> Run? {
    guard let run = LocalCells.run(analysis, [0, 1], place), let pieces = run.pieces else {
      return nil
    }
    let quotients = run.evaluation.outputs.compactMap(\.quotient)
    guard quotients.count == analysis.program.q else { return nil }
    let zero = LocalPolynomial(constant: .zero, count: 2)
    // Outputs that do not vary are constants of no variable.
    return Run(
      quotients: quotients.map { quotient in
        (quotient.top.widened(to: zero.count), quotient.bottom.widened(to: zero.count))
      }, pieces: pieces)
  }

  private mutating func decide(_ work: Work) throws(Stop) -> Bool? {
    guard analysis.program.p == 2, var cells = try LocalCells(analysis, [0, 1], work) else {
      return nil
    }
    var functions: [Run] = []
    let places =
      cells.decomposition.points.map { GermNumber.Place.at($0) }
      + cells.decomposition.walls.map { .on($0) }
    for place in places {
      guard let run = run(place) else { return nil }
      if functions.contains(where: { $0.differences(from: run).allSatisfy(\.isZero) }) { continue }
      functions.append(run)
      guard functions.count <= Self.functionLimit else { return nil }
      // The value at the point is the limit.
      for (quotient, value) in zip(run.quotients, analysis.evaluation.outputs) {
        guard !quotient.bottom.constantTerm.isZero, let value = value.certified.rational else {
          return nil
        }
        if quotient.top.constantTerm / quotient.bottom.constantTerm != value { return nil }
      }
    }
    var differences: [LocalPolynomial] = []
    for (i, a) in functions.enumerated() {
      for b in functions[(i + 1)...] { differences += a.differences(from: b) }
    }
    guard try cells.tellApart(differences.filter { !$0.isZero }) else { return nil }
    let found = cells.decomposition
    var isContinuous = true
    for wall in found.walls {
      try work.charge()
      guard let own = run(.on(wall)) else { return nil }
      for side in [wall.sides.0, wall.sides.1] {
        guard let beside = run(.at(found.points[side])) else { return nil }
        let signs = own.differences(from: beside).map { GermNumber.Place.on(wall).sign(of: $0) }
        guard signs.allSatisfy({ $0 != nil }) else { return nil }
        if signs.contains(where: { $0 != .zero }) {
          isContinuous = false
          jumping.formUnion(own.pieces.keys.filter { own.pieces[$0] != beside.pieces[$0] })
        }
      }
    }
    return isContinuous
  }
}

extension LocalPolynomial {
  /// The polynomial in `count` variables, where it is a constant of none.
  fileprivate func widened(to count: Int) -> LocalPolynomial {
    self.count == count ? self : LocalPolynomial(constant: constantTerm, count: count)
  }
}
