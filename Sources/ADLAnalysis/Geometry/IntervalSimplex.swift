import ADLPrograms

/// A quick proof, in outward-rounded doubles, that 0 lies inside a simplex.
///
/// The barycentric coordinates λ solve Σ λ_i p_i = 0, Σ λ_i = 1. Where elimination in intervals
/// meets no pivot that may be 0, the system has one solution and the intervals contain it; where
/// all are positive, 0 is inside. What it cannot prove is left to exact arithmetic.
struct IntervalSimplex {
  /// The system, one row an equation, with its right-hand side last.
  private var rows: [[Interval]]

  /// Creates the simplex of as many vectors as they have entries, and one more; `nil` for other
  /// numbers of vectors.
  init?(_ vertices: [[Rational]]) {
    guard let dimension = vertices.first?.count, vertices.count == dimension + 1 else { return nil }
    rows = (0..<dimension).map { axis in vertices.map { Interval($0[axis]) } + [Interval(0)] }
    rows.append([Interval](repeating: Interval(1), count: dimension + 2))
  }

  /// Creates the simplex of enclosed vectors, without the axes on which all of them are exactly 0;
  /// `nil` unless there is one vector more than there are axes left.
  init?(around vertices: [[Certified]]) {
    let axes = (vertices.first ?? []).indices.filter { axis in
      vertices.contains { !$0[axis].isZero }
    }
    guard !axes.isEmpty, vertices.count == axes.count + 1 else { return nil }
    rows = axes.map { axis in vertices.map { $0[axis].interval } + [Interval(0)] }
    rows.append([Interval](repeating: Interval(1), count: vertices.count + 1))
  }

  /// `true` only if 0 lies inside the simplex.
  ///
  /// - Complexity: O(n³).
  func provesZeroInside() -> Bool {
    let outcome = LinearSystem(rows).solved { column, rows in
      let pivot = (column..<rows.count).max {
        leastMagnitude(rows[$0][column]) < leastMagnitude(rows[$1][column])
      }
      return pivot.flatMap { leastMagnitude(rows[$0][column]) > 0 ? $0 : nil }
    }
    guard case .solution(let coordinates) = outcome else { return false }
    return coordinates.allSatisfy { $0.sign.isCertainly(.positive) }
  }

  /// Returns the least absolute value in `interval`; 0 where it may be 0 or is unbounded.
  private func leastMagnitude(_ interval: Interval) -> Double {
    guard interval.isBounded, case .known(let sign) = interval.sign, sign != .zero
    else { return 0 }
    return sign == .positive ? interval.lower : -interval.upper
  }
}
