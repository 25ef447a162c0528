import ADLPrograms

/// D_f along a ray into a point: its graph is closed, so that what its vectors tend to lies in D_f
/// at the point (Definition 5, Proposition 6).
public struct NearField: Sendable {
  /// D_f at one point of the ray.
  public struct Row: Sendable {
    /// k: the point is x + d/2^k.
    public let exponent: Int
    public let point: [Rational]

    /// D_f there; `nil` where there is no set.
    public let field: FieldAnswer?

    /// The square of the largest distance of one of its vectors from the hull of D_f(x); `nil`
    /// where that is not known.
    public let squaredDistance: Rational?
  }

  /// D_f(x).
  public let field: FieldAnswer

  /// D_f at points that tend to x.
  public let rows: [Row]

  /// What the vectors of D_f(x + t d) tend to as t falls to 0; `nil` where that is not known.
  public let limits: [GradientVector]?

  /// t below which D_f(x + t d) consists of the gradients of the same pieces; `nil` for all t > 0,
  /// or where `limits` is.
  public let reach: AlgebraicNumber?

  /// Whether the limits lie in the hull of D_f(x); `nil` where that is open.
  public let isContained: Bool?

  /// Why the work ended early, where it did.
  public let stop: Stop?
}

extension PointAnalysis {
  /// Returns D_f along the ray from the point along `direction`, and its limit.
  ///
  /// - Requires: `direction` has p entries, which are not all 0.
  public func nearField(along direction: [Rational], _ work: Work = .inherited) -> NearField {
    work.perform {
      var search = NearFieldSearch(self, direction, work)
      do throws(Stop) { try search.search() } catch { search.stop = error }
      return search.answer
    }
  }
}

private struct NearFieldSearch {
  let analysis: PointAnalysis
  let direction: [Rational]
  let work: Work
  var stop: Stop?

  private let field: FieldAnswer
  private var rows: [NearField.Row] = []
  private var limits: [GradientVector]?
  private var reach: AlgebraicNumber?
  private var isContained: Bool?

  /// The most vectors of a set that are measured.
  private static let vectorLimit = 256

  /// The last points lie this many halvings behind the first with the pieces of the limit.
  private static let depth = 4
  private static let exponentLimit = 24

  init(_ analysis: PointAnalysis, _ direction: [Rational], _ work: Work) {
    self.analysis = analysis
    self.direction = direction
    self.work = work
    field = work.spending(atMost: work.remaining / 2) { analysis.field(work) }
  }

  var answer: NearField {
    NearField(
      field: field, rows: rows, limits: limits, reach: reach, isContained: isContained,
      stop: stop ?? work.stop)
  }

  mutating func search() throws(Stop) {
    let start = analysis.point.compactMap(\.rational)
    guard start.count == analysis.point.count else { return }
    try findLimits(start)
    var last = Self.depth
    if let reach {
      var t = Rational.one
      while AlgebraicNumber(t) >= reach, last < Self.exponentLimit {
        t = t * Rational(1, 2)
        last += 1
      }
    }
    for k in 0...last {
      try work.charge()
      try addRow(k, from: start)
    }
  }

  private mutating func addRow(_ k: Int, from start: [Rational]) throws(Stop) {
    let step = Rational.powerOfTwo(-k)
    let point = zip(start, direction).map { $0 + step * $1 }
    let own = try? PointAnalysis(analysis.program, at: point.map { Certified($0) })
    let set = own.map { $0.field(work) }
    try work.check()
    let isDefined = set?.isDefined == true
    var squared: Rational?
    if isDefined, let set { squared = try distance(of: set) }
    rows.append(
      NearField.Row(
        exponent: k, point: point, field: isDefined ? set : nil,
        squaredDistance: squared))
  }

  /// The largest square of the distance of a vector of a set from the hull of D_f(x).
  private func distance(of set: FieldAnswer) throws(Stop) -> Rational? {
    guard field.isDefined, set.set.isFinite else { return nil }
    let listing = set.set.vectors(limit: Self.vectorLimit)
    guard listing.isComplete else { return nil }
    var largest = Rational.zero
    for vector in listing.vectors {
      try work.charge()
      guard let own = distance(of: vector) else { return nil }
      largest = max(largest, own)
    }
    return largest
  }

  private func distance(of vector: GradientVector) -> Rational? {
    let opposite = GradientVector(vector.entries.map { -$0 })
    let moved = GradientSet.sum([.vectors([opposite]), field.set])
    return OriginTest(moved, dimension: vector.count, cancellation: work.cancellation)?
      .squaredDistance
  }

  // MARK: - The limit

  /// Finds the pieces that D_f consists of just behind the point, and their gradients there.
  private mutating func findLimits(_ start: [Rational]) throws(Stop) {
    let program = analysis.program
    let path = Path.line(from: start, along: direction)
    let decomposition = work.spending(atMost: work.remaining / 2) {
      Decomposer(program, along: path, work, asWritten: true).decompose(
        OpenCell(AlgebraicNumber(.zero), AlgebraicNumber(.one)))
    }
    if work.isStopped { throw work.stop ?? .exhausted }
    guard let cell = decomposition.cells.first, cell.violation == nil,
      cell.extent.lower.map({ $0 == AlgebraicNumber(.zero) }) ?? false
    else { return }
    let follower = PathFollower(program, path, .paper, work, everyChoice: true)
    let place = CellPlace(.cell(cell.extent), RootTable(work))
    let inputs = path.coordinates.map { CellFunction($0, place) }
    var found: [GradientVector] = []
    let choices = follower.choices(on: cell)
    // There may be more.
    if choices.count >= PathFollower.choiceLimit { return }
    for choice in choices {
      try work.charge()
      guard let piece = try? program.evaluate(at: inputs, frozen: choice),
        follower.belongs(piece, to: cell)
      else { continue }
      guard
        let held = try? program.evaluate(
          at: analysis.inputs, domain: .notANumber, frozen: choice)
      else { return }
      let jacobian = held.differentiateBackward(under: .paper).entries
      let vector = GradientVector(jacobian.map(\.certified))
      // The gradient of a piece may have a limit where its formula has no derivative.
      guard vector.isDefined else { return }
      if !found.contains(vector) { found.append(vector) }
    }
    limits = found
    reach = cell.extent.upper
    guard field.isDefined, field.isComplete, !found.isEmpty else { return }
    let inside = found.map { analysis.contains($0.rational, field.set) }
    isContained = inside.contains(false) ? false : inside.allSatisfy { $0 == true } ? true : nil
  }
}
