import ADLPrograms

/// Whether 0 lies in the hull of a set of which images of balls are summands.
///
/// A search in doubles proposes the nearest point, or a combination of 0; what is answered is
/// proved by substitution: a direction whose least product is positive with all roots rounded
/// outward, or a combination, mended to be one exactly. Where the rest is one vector and the balls'
/// rows are independent, the answer is decided exactly: the coordinates of the opposite vector are
/// unique.
struct RoundSearch {
  /// A vector of the set as the search met it.
  private struct Met {
    let vertex: GradientVector

    /// The coordinates in the rows of all balls.
    let coordinates: [Double]
  }

  private let finite: GradientSet
  private let balls: [BallImage]
  private let dimension: Int
  private let isExact: Bool

  /// The rows of all balls.
  private let rows: [[Rational]]

  private var met: [Met] = []
  private var corral: Corral<Double>

  private(set) var position = OriginTest.Position.notKnown
  private(set) var support: [OriginTest.WeightedGradient] = []
  private(set) var separation: OriginTest.Separation?

  /// The point found to be nearest to 0.
  private(set) var nearest: [Rational]

  /// The maximum number of vectors that the search asks for.
  private static let stepLimit = 240

  /// Searches the hull of `set`; `nil` where an entry does not exist, or it is stopped.
  init?(_ set: GradientSet, dimension: Int, cancellation: Cancellation) {
    guard set.isDefined else { return nil }
    finite = set.finitePart(dimension)
    balls = set.balls
    isExact = set.isExact
    self.dimension = dimension
    rows = balls.flatMap(\.rows)
    corral = Corral([Double](repeating: 0, count: dimension), label: 0)
    nearest = [Rational](repeating: .zero, count: dimension)
    approximate(cancellation)
    if cancellation.isRequested { return nil }
    nearest = corral.nearest.map { $0.isFinite ? Rational($0) : .zero }
    separate(along: nearest)
    if separation == nil { decideExactly() }
    if position == .notKnown { combine() }
    if position == .inside { nearest = [Rational](repeating: .zero, count: dimension) }
  }

  // MARK: - Doubles

  /// Returns the vector of the set that goes farthest against `direction`.
  private mutating func ask(_ direction: [Double]) -> [Double] {
    let exact = direction.map { $0.isFinite ? Rational($0) : .zero }
    let vertex = finite.least(in: exact, by: .middle).vector
    var coordinates: [Double] = []
    var point = vertex.rational.map(\.double)
    for ball in balls {
      let products = ball.rows.map { row in
        zip(row, direction).reduce(0) { $0 + $1.0.double * $1.1 }
      }
      let square = zip(products, ball.weights).reduce(0) { $0 + $1.0 * $1.0 * $1.1.double }
      let factor = square > 0 ? -ball.scale.double / square.squareRoot() : 0
      for (i, row) in ball.rows.enumerated() {
        let a = factor * ball.weights[i].double * products[i]
        coordinates.append(a)
        for j in point.indices { point[j] += a * row[j].double }
      }
    }
    met.append(Met(vertex: vertex, coordinates: coordinates))
    return point
  }

  private mutating func approximate(_ cancellation: Cancellation) {
    let first = ask((0..<dimension).map { $0 == 0 ? 1 : 0 })
    corral = Corral(first, label: 0, tolerance: 1e-13)
    for _ in 0..<Self.stepLimit where !cancellation.isRequested {
      let point = corral.nearest
      let square = point.dot(point)
      guard square.isFinite, square > 1e-26 else { return }
      let next = ask(point)
      guard square - point.dot(next) > 1e-14 * square else { return }
      guard corral.insert(next, label: met.count - 1) else { return }
    }
  }

  // MARK: - Proofs

  /// Takes `direction` for a separation if all products with it are positive for certain.
  private mutating func separate(along direction: [Rational]) {
    guard !direction.isZeroVector else { return }
    var bound = finite.least(in: direction, by: .lowerEnd).product
    for ball in balls {
      let support = ball.support(in: direction)
      let upper = support.rational ?? Rational(support.interval.upper)
      guard upper.isDefined else { return }
      bound = bound - upper
    }
    guard bound.sign.isCertainly(.positive) else { return }
    separation = OriginTest.Separation(direction: direction, bound: bound)
    position = .outside
  }

  /// Decides where the rest is one vector and the rows are independent.
  private mutating func decideExactly() {
    guard isExact, let only = finite.listing(limit: 1)?.first else { return }
    let c = only.rational
    var echelon = Echelon<Rational>()
    for row in rows { echelon.add(row) }
    guard echelon.rank == rows.count else { return }
    guard let a = BallImage.coordinates(of: c.opposite, in: rows) else {
      // What is orthogonal to all rows separates.
      let gram = rows.map { row in rows.map { row.dot($0) } + [row.dot(c)] }
      let outcome = LinearSystem(gram).solved { column, rows in
        (column..<rows.count).first { !rows[$0][column].isZero }
      }
      guard case .solution(let b) = outcome else { return }
      return separate(along: b.isEmpty ? c : c.subtracting(.combination(b, rows)))
    }
    let isInside = holds(a)
    if isInside {
      accept([(only, .one)], a)
    } else if let ball = excess(a) {
      // Orthogonal to the rows of the others, and dual to the coordinates of this one.
      let system = rows.map { row in rows.map { row.dot($0) } }
      var right = [Rational](repeating: .zero, count: rows.count)
      for i in ball.range { right[i] = -a[i] / ball.weights[i - ball.range.lowerBound] }
      let outcome = LinearSystem(zip(system, right).map { $0 + [$1] }).solved { column, rows in
        (column..<rows.count).first { !rows[$0][column].isZero }
      }
      if case .solution(let y) = outcome { separate(along: .combination(y, rows)) }
    }
  }

  /// The first ball in which the coordinates `a` are not.
  private func excess(_ a: [Rational]) -> (range: Range<Int>, weights: [Rational])? {
    var start = 0
    for ball in balls {
      let range = start..<(start + ball.rows.count)
      let square = Certified.exact(ball.squaredNorm(ofCoordinates: Array(a[range])))
      if Certified.order(square, ball.scale * ball.scale).isCertainly(.positive) {
        return (range, ball.weights)
      }
      start = range.upperBound
    }
    return nil
  }

  /// `true` iff the coordinates `a` are those of vectors of the balls for certain.
  private func holds(_ a: [Rational]) -> Bool {
    var start = 0
    for ball in balls {
      let own = Array(a[start..<(start + ball.rows.count)])
      let square = Certified.exact(ball.squaredNorm(ofCoordinates: own))
      let order = Certified.order(square, ball.scale * ball.scale)
      guard order.isCertainly(.negative) || order.isCertainly(.zero) else { return false }
      start += ball.rows.count
    }
    return true
  }

  private mutating func accept(
    _ terms: [(vector: GradientVector, weight: Rational)], _ a: [Rational]
  ) {
    let shift =
      rows.isEmpty
      ? GradientVector.zero(dimension)
      : GradientVector(
        [Rational].combination(a, rows).map { .exact($0) })
    support = terms.map {
      OriginTest.WeightedGradient(weight: $0.weight, vector: $0.vector.adding(shift))
    }
    position = .inside
  }

  /// Looks for an exact combination of 0 near the one that the search ended with.
  private mutating func combine() {
    guard corral.nearest.dot(corral.nearest) < 1e-12, finite.isExact else { return }
    var vertices: [GradientVector] = []
    var weights: [Double] = []
    var coordinates = [Double](repeating: 0, count: rows.count)
    for (label, weight) in zip(corral.labels, corral.weights) {
      let met = met[label]
      if let i = vertices.firstIndex(where: { $0.entries == met.vertex.entries }) {
        weights[i] += weight
      } else {
        vertices.append(met.vertex)
        weights.append(weight)
      }
      for i in coordinates.indices { coordinates[i] += weight * met.coordinates[i] }
    }
    // One equation for each entry, and that the weights sum to 1.
    let columns = vertices.map { $0.rational + [.one] } + rows.map { $0 + [.zero] }
    let target = [Rational](repeating: .zero, count: dimension) + [.one]
    for digits in [8, 20, 52] {
      let scale = Double(1 << digits)
      let start = (weights + coordinates).map {
        digits == 52 ? Rational($0) : Rational(Int(($0 * scale).rounded()), 1 << digits)
      }
      guard let solution = Self.mended(start, columns, target) else { continue }
      let own = Array(solution.prefix(vertices.count))
      let a = Array(solution.dropFirst(vertices.count))
      if own.allSatisfy({ !$0.sign.isCertainly(.negative) }), holds(a) {
        let terms = zip(vertices, own).filter { !$0.1.isZero }.map { (vector: $0.0, weight: $0.1) }
        return accept(terms, a)
      }
    }
  }

  /// Returns the solution of Σ z_i columns_i = target that is nearest to `start`; `nil` where there
  /// is none.
  private static func mended(
    _ start: [Rational], _ columns: [[Rational]], _ target: [Rational]
  ) -> [Rational]? {
    let residual = target.subtracting(.combination(start, columns))
    if residual.isZeroVector { return start }
    var equations: [Int] = []
    var echelon = Echelon<Rational>()
    for i in target.indices {
      let rank = echelon.rank
      echelon.add(columns.map { $0[i] })
      if echelon.rank > rank { equations.append(i) }
    }
    let rows = equations.map { i in columns.map { $0[i] } }
    let system = zip(rows, equations).map { row, i in rows.map { row.dot($0) } + [residual[i]] }
    let outcome = LinearSystem(system).solved { column, rows in
      (column..<rows.count).first { !rows[$0][column].isZero }
    }
    guard case .solution(let y) = outcome else { return nil }
    let solution = start.adding(.combination(y, rows))
    return [Rational].combination(solution, columns) == target ? solution : nil
  }
}
