import ADLPrograms

/// A quadratic form with rational coefficients.
struct QuadraticForm {
  /// The symmetric matrix, row by row.
  private let matrix: [[Rational]]

  /// Creates the form with the given terms of degree 2 in `variables`.
  init(_ terms: NormalForm.Terms, _ variables: [Int]) {
    var matrix = [[Rational]](
      repeating: [Rational](repeating: .zero, count: variables.count), count: variables.count)
    for (monomial, coefficient) in terms {
      let i = variables.firstIndex(of: monomial.factors[0].atom)!
      let j = variables.firstIndex(of: monomial.factors.last!.atom)!
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
    while true {
      if let pivot = rest.indices.first(where: { !rest[$0][$0].isZero }) {
        if rest[pivot][pivot].sign.isCertainly(.positive) { positive += 1 } else { negative += 1 }
        rest = Self.complement(rest, pivot)
      } else if let (i, j) = Self.offDiagonal(rest) {
        // 2 a xy is a difference of two squares; adding one variable to the other shows one of
        // them.
        for k in rest.indices { rest[i][k] = rest[i][k] + rest[j][k] }
        for k in rest.indices { rest[k][i] = rest[k][i] + rest[k][j] }
      } else {
        return (positive, negative)
      }
    }
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

  /// Linear forms with positive weights of which the form is the weighted sum of squares; `nil`
  /// where it takes negative values.
  var weightedSquares: [(row: [Rational], weight: Rational)]? {
    if matrix.allSatisfy({ $0.allSatisfy(\.isZero) }) { return [] }
    guard let (rows, sign) = squares, sign == .positive else { return nil }
    // A form that takes one sign has no entry beside a diagonal of 0, so a row begins with its
    // pivot, by which the square is divided.
    return rows.map { row in (row, row.first { !$0.isZero }!.reciprocal) }
  }

  /// Linear forms of which the form is the sum of positive multiples of the squares, or of negative
  /// ones; `nil` where it takes both signs.
  var squares: (rows: [[Rational]], sign: Sign)? {
    var rest = matrix
    var rows: [[Rational]] = []
    var found = Set<Sign>()
    var remaining = Array(matrix.indices)
    while let pivot = rest.indices.first(where: { !rest[$0][$0].isZero }) {
      found.insert(rest[pivot][pivot].exactSign)
      var row = [Rational](repeating: .zero, count: matrix.count)
      for (i, variable) in remaining.enumerated() { row[variable] = rest[pivot][i] }
      rows.append(row)
      rest = Self.complement(rest, pivot)
      remaining.remove(at: pivot)
    }
    guard Self.offDiagonal(rest) == nil, found.count == 1 else { return nil }
    return (rows, found.first!)
  }
}

extension QuadraticForm {
  /// Two linear forms whose product the form is; `nil` where there are none with rational
  /// coefficients, and for a product of two variables and the like, which no square shows.
  var linearFactors: ([Rational], [Rational])? {
    guard let i = matrix.indices.first(where: { !matrix[$0][$0].isZero }) else { return nil }
    let (first, p) = (matrix[i], matrix[i][i])
    // What is left is the form less the square of `first` over p.
    let rest = matrix.map { row in
      zip(row, first).map { $0 - row[i] * $1 / p }
    }
    guard let j = rest.indices.first(where: { !rest[$0][$0].isZero }) else {
      return rest.allSatisfy(\.isZeroVector) ? (first, first.map { $0 / p }) : nil
    }
    let (second, q) = (rest[j], rest[j][j])
    guard
      zip(rest.indices, rest).allSatisfy({ k, row in
        zip(row, second).allSatisfy { $0 == rest[k][j] * $1 / q }
      }), let root = Certified.sqrt(.exact(-p / q)).rational
    else { return nil }
    // first²/p + second²/q = (first - root second) (first + root second)/p.
    return (
      zip(first, second).map { $0 - root * $1 }, zip(first, second).map { ($0 + root * $1) / p }
    )
  }
}

extension NormalForm {
  /// Affine functions of `count` inputs whose product the form is, each with the constant last:
  /// also where its degree is 2 and it splits, as x^2 - y^2 does.
  func affineProduct(_ count: Int) -> [[Rational]]? {
    if let rows = affineFactors(count) { return rows }
    guard isPolynomial(count), terms.keys.allSatisfy({ $0.degree <= 2 }) else { return nil }
    // The constant becomes a variable, by which lower terms are filled up.
    var whole: Terms = [:]
    for (monomial, coefficient) in terms {
      var factors = monomial.factors
      switch monomial.degree {
      case 0: factors = [.init(atom: count, exponent: 2)]
      case 1: factors.append(.init(atom: count, exponent: 1))
      default: break
      }
      whole[Monomial(factors: factors)] = coefficient
    }
    let form = QuadraticForm(whole, Array(0...count))
    return form.linearFactors.map { [$0.0, $0.1] }
  }

  /// A form that is the sum of squares of linear forms, or the negative of such a sum.
  struct Squares {
    /// The linear forms, with a constant of 0 last.
    let rows: [[Rational]]
    let orientation: Sign

    /// The sign where the linear forms have the signs that `sign` tells.
    func sign(_ sign: ([Rational]) -> KnownSign) -> KnownSign {
      let signs = rows.map(sign)
      if signs.contains(where: { $0.isCertainlyNot(.zero) }) { return .known(orientation) }
      return signs.allSatisfy { $0.isCertainly(.zero) } ? .known(.zero) : .notKnown
    }
  }

  /// The squares of linear forms in `count` inputs of which the form is the sum, or its negative;
  /// `nil` where it is none.
  func squares(_ count: Int) -> Squares? {
    guard isPolynomial(count), !terms.isEmpty, terms.keys.allSatisfy({ $0.degree == 2 }),
      let (rows, sign) = QuadraticForm(terms, Array(0..<count)).squares
    else { return nil }
    return Squares(rows: rows.map { $0 + [.zero] }, orientation: sign)
  }
}
