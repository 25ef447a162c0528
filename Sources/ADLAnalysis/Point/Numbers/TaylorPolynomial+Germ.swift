import ADLPrograms

extension TaylorPolynomial {
  /// The sign at almost all displacements near 0, where it is one: zero only for the polynomial 0,
  /// and `nil` where the sign changes or no criterion here decides.
  ///
  /// Also where it is 0 on a set without interior, the polynomial does not take the opposite sign
  /// near 0. The criteria: even powers with coefficients of one sign; a quadratic form without
  /// eigenvalues of both signs; a definite lowest part of degree 2.
  var germSign: Sign? {
    guard let terms else { return nil }
    if let value = terms[[]] { return value.sign }
    if terms.isEmpty { return .zero }
    let signs = Set(terms.values.map(\.sign))
    if signs.count == 1, terms.keys.allSatisfy(Self.isEven) { return signs.first! }
    let lowest = terms.keys.map(\.count).min()!
    guard lowest == 2 else { return nil }
    let variables = Set(terms.keys.joined()).sorted()
    let form = QuadraticForm(terms.filter { $0.key.count == 2 }, variables)
    let inertia = form.inertia
    guard inertia.positive == 0 || inertia.negative == 0 else { return nil }
    let isPure = terms.keys.allSatisfy { $0.count == 2 }
    let isDefinite = inertia.positive + inertia.negative == variables.count
    guard isPure || isDefinite else { return nil }
    return inertia.positive > 0 ? .positive : .negative
  }

  /// `true` iff every variable occurs to an even power.
  private static func isEven(_ monomial: Monomial) -> Bool {
    var position = 0
    while position < monomial.count {
      guard position + 1 < monomial.count, monomial[position] == monomial[position + 1] else {
        return false
      }
      position += 2
    }
    return true
  }
}

/// A quadratic form with rational coefficients.
struct QuadraticForm {
  /// The symmetric matrix, row by row.
  private var matrix: [[Rational]]

  /// Creates the form with the given terms of degree 2 in `variables`.
  init(_ terms: [TaylorPolynomial.Monomial: Rational], _ variables: [Int]) {
    var matrix = [[Rational]](
      repeating: [Rational](repeating: .zero, count: variables.count), count: variables.count)
    for (monomial, coefficient) in terms {
      let i = variables.firstIndex(of: monomial[0])!
      let j = variables.firstIndex(of: monomial[1])!
      if i == j {
        matrix[i][i] = coefficient
      } else {
        matrix[i][j] = coefficient / Rational(2)
        matrix[j][i] = matrix[i][j]
      }
    }
    self.matrix = matrix
  }

  /// The numbers of positive and negative eigenvalues, by Sylvester's law from squares completed.
  var inertia: (positive: Int, negative: Int) {
    var rest = matrix
    var positive = 0
    var negative = 0
    while !rest.isEmpty {
      let n = rest.count
      if let pivot = (0..<n).first(where: { !rest[$0][$0].isZero }) {
        if rest[pivot][pivot].sign == .positive { positive += 1 } else { negative += 1 }
        rest = Self.complement(rest, pivot)
      } else if let (i, j) = Self.offDiagonal(rest) {
        // 2 a xy is a difference of two squares; adding one variable to the other shows one of them.
        for k in 0..<n { rest[i][k] = rest[i][k] + rest[j][k] }
        for k in 0..<n { rest[k][i] = rest[k][i] + rest[k][j] }
      } else {
        break
      }
    }
    return (positive, negative)
  }

  private static func offDiagonal(_ matrix: [[Rational]]) -> (Int, Int)? {
    for i in matrix.indices {
      for j in matrix.indices where j > i && !matrix[i][j].isZero { return (i, j) }
    }
    return nil
  }

  /// Returns what is left of the form when the square at `pivot` is split off.
  private static func complement(_ matrix: [[Rational]], _ pivot: Int) -> [[Rational]] {
    let others = matrix.indices.filter { $0 != pivot }
    return others.map { i in
      others.map { j in
        matrix[i][j] - matrix[i][pivot] * matrix[pivot][j] / matrix[pivot][pivot]
      }
    }
  }
}
