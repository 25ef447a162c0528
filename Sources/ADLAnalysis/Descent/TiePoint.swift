import ADLPrograms

/// A point near the last iterates of a run at which pieces meet that change there.
///
/// With the pieces of the last iterate held, a guard is a smooth function. Where guards that may
/// vanish within reach are affine, the point nearest to the last iterate at which they do is found
/// exactly; entries that none of them depends on are taken from elsewhere.
struct TiePoint {
  let point: [Rational]

  /// The maximum number of nodes times entries that are looked at.
  private static let limit = 2_000_000

  /// Finds the point; `nil` where no guard may vanish, or none is affine.
  init?(_ program: Program, _ window: DescentWindow, otherwise others: [Rational]) {
    let p = program.p
    guard program.m <= Self.limit / (p + 2) else { return nil }
    let box = (0..<p).map { Interval(window.reach($0).lowerBound, window.reach($0).upperBound) }
    guard let around = try? program.evaluate(at: box, domain: .notANumber, frozen: [:]) else {
      return nil
    }
    let nodes = Array(Set(around.undecidedNodes + around.tiedNodes)).sorted()
    guard !nodes.isEmpty else { return nil }
    let center = window.last.map { Rational($0) }
    guard let own = try? program.evaluate(at: center, domain: .notANumber, frozen: [:]) else {
      return nil
    }
    var pieces: [Int: Piece] = [:]
    for (k, active) in own.active.enumerated() { pieces[k] = active?.piece }
    func guards(at x: [Rational]) -> [[Rational]]? {
      guard let held = try? program.evaluate(at: x, domain: .notANumber, frozen: pieces) else {
        return nil
      }
      return nodes.map { held.values[$0] == nil ? [] : held.guards(of: $0) }
    }
    guard let values = guards(at: center) else { return nil }
    var slopes = values.map { $0.map { _ in [Rational]() } }
    var curved = values.map { $0.map { !$0.isDefined } }
    for i in 0..<p {
      var (next, second) = (center, center)
      next[i] = center[i] + .one
      second[i] = center[i] + Rational(2)
      guard let first = guards(at: next), let far = guards(at: second) else { return nil }
      for (n, own) in values.enumerated() {
        guard first[n].count == own.count, far[n].count == own.count else { return nil }
        for g in own.indices {
          let slope = first[n][g] - own[g]
          slopes[n][g].append(slope)
          if !slope.isDefined || far[n][g] - own[g] != slope * Rational(2) { curved[n][g] = true }
        }
      }
    }
    // Those that vanish within reach, one after the other as long as they are independent.
    var rows: [(slope: [Rational], value: Rational)] = []
    for n in nodes.indices {
      for g in values[n].indices where !curved[n][g] {
        var range = Interval(values[n][g])
        for i in 0..<p {
          range = range + Interval(slopes[n][g][i]) * (box[i] - Interval(center[i]))
        }
        if range.contains(0), slopes[n][g].contains(where: { $0 != .zero }) {
          rows.append((slopes[n][g], values[n][g]))
        }
      }
    }
    guard let step = Self.leastStep(rows, p) else { return nil }
    point = (0..<p).map { i in
      rows.contains { $0.slope[i] != .zero } ? center[i] + step[i] : others[i]
    }
  }

  /// Returns the shortest vector d with ⟨slope, d⟩ = -value for the rows, each of which is passed
  /// over if it depends on those before; `nil` where there is none.
  private static func leastStep(
    _ rows: [(slope: [Rational], value: Rational)], _ p: Int
  ) -> [Rational]? {
    var echelon = Echelon<Rational>()
    let independent = rows.filter { row in
      let rank = echelon.rank
      if rank < p { echelon.add(row.slope) }
      return echelon.rank > rank
    }
    guard !independent.isEmpty else { return nil }
    let slopes = independent.map(\.slope)
    let gram = independent.map { row in slopes.map { row.slope.dot($0) } + [-row.value] }
    // Gram's matrix of independent vectors has its pivots on the diagonal.
    let outcome = LinearSystem(gram, isSymmetric: true).solved { column, _ in column }
    guard case .solution(let weights) = outcome else { return nil }
    return .combination(weights, slopes)
  }
}
