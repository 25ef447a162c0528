import ADLPrograms
import Testing

@testable import ADLAnalysis

/// Elimination solves what has one solution, and tells dependent vectors from independent ones.
@Suite struct EliminationLaws {
  /// A matrix with small random entries.
  private func matrix(
    _ rows: Int, _ columns: Int, using random: inout SplitMix64
  ) -> [[Rational]] {
    (0..<rows).map { _ in
      (0..<columns).map { _ in Rational(Int.random(in: -3...3, using: &random)) }
    }
  }

  /// The first row with a pivot.
  private func firstPivot(_ column: Int, _ rows: [[Rational]]) -> Int? {
    (column..<rows.count).first { !rows[$0][column].isZero }
  }

  @Test(arguments: 0..<60)
  func `a solution solves, and a system without one is stuck`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = Int(seed % 5) + 1
    let rows = matrix(count, count + 1, using: &random)
    var rank = Echelon<Rational>()
    for row in rows { rank.add(Array(row.dropLast())) }
    switch LinearSystem(rows).solved(pivot: firstPivot) {
    case .solution(let x):
      #expect(rank.rank == count)
      for row in rows { #expect(Array(row.dropLast()).dot(x) == row[count]) }
    case .stuck(let column):
      #expect(rank.rank < count && (0..<count).contains(column))
    }
  }

  @Test(arguments: 0..<40)
  func `a symmetric matrix is solved from its upper half`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = Int(seed % 4) + 1
    let factor = matrix(count, count, using: &random)
    // Positive definite: F Fᵀ + 1.
    let system = (0..<count).map { i in
      (0..<count).map { j in factor[i].dot(factor[j]) + (i == j ? .one : .zero) }
    }
    let right = matrix(1, count, using: &random)[0]
    let upper = (0..<count).map { i in
      (0..<count).map { j in j < i ? .notANumber : system[i][j] } + [right[i]]
    }
    let outcome = LinearSystem(upper, isSymmetric: true).solved { column, rows in
      rows[column][column] > .zero ? column : nil
    }
    guard case .solution(let x) = outcome else {
      Issue.record("a positive definite matrix has pivots")
      return
    }
    for i in 0..<count { #expect(system[i].dot(x) == right[i]) }
  }

  @Test(arguments: 0..<60)
  func `the null space is orthogonal to all vectors, and as large as it can be`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = Int(seed % 5) + 1
    let rows = matrix(Int(seed % 7), count, using: &random)
    var echelon = Echelon<Rational>()
    for (number, row) in rows.enumerated() { echelon.add(row, owner: number) }
    let basis = echelon.nullSpace(count)
    #expect(basis.count == count - echelon.rank)
    for vector in basis { #expect(rows.allSatisfy { $0.dot(vector).isZero }) }
    var independent = Echelon<Rational>()
    for vector in basis { independent.add(vector) }
    #expect(independent.rank == basis.count)
    // Each vector that is not in the basis depends on others, and on itself.
    #expect(echelon.circuits.count == rows.count - echelon.rank)
  }
}
