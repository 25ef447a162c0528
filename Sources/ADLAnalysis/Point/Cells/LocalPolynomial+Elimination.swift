import ADLPrograms

/// Elimination of the last variable: where none of the polynomials found vanishes, the roots of the
/// given ones in it keep their number and order (Collins 1975; only open cells are asked for).
extension LocalPolynomial {
  /// What elimination may cost.
  private static let sizeLimit = 14
  private static let termLimit = 600
  static let countLimit = 60

  /// Returns polynomials in the variables before the last that do not vanish where the roots of
  /// `polynomials` in the last one within the bound do not meet, begin or end; `nil` where that is
  /// too much work.
  static func eliminating(_ polynomials: [LocalPolynomial], _ work: Work) throws(Stop)
    -> [LocalPolynomial]?
  {
    var found: [LocalPolynomial] = []
    var seen = Set<LocalPolynomial>()
    func add(_ polynomial: LocalPolynomial) {
      guard !polynomial.isConstant else { return }
      let normal = polynomial.normalized
      if !normal.isConstant, seen.insert(normal).inserted { found.append(normal) }
    }
    var rising: [LocalPolynomial] = []
    for polynomial in polynomials {
      let coefficients = polynomial.coefficients
      guard let lead = coefficients.last else { continue }
      if coefficients.count == 1 {
        add(lead)
        continue
      }
      rising.append(polynomial)
      add(lead)
      for end in [OpenSamples.extent, -OpenSamples.extent] {
        let held = polynomial.holdingLast(end)
        // A root that stays at an end is none of the inside.
        if !held.isZero { add(held) }
      }
      if coefficients.count > 2 {
        guard let own = try commonRoots(polynomial, polynomial.lastDerivative, work) else {
          return nil
        }
        add(own)
      }
    }
    for (i, a) in rising.enumerated() {
      for b in rising[(i + 1)...] {
        guard let own = try commonRoots(a, b, work) else { return nil }
        add(own)
        guard found.count <= countLimit else { return nil }
      }
    }
    return found
  }

  /// Returns the first principal subresultant coefficient of two polynomials in the last variable
  /// that is not 0: where it does not vanish, nor the leading coefficients, the number of their
  /// common roots is one.
  static func commonRoots(
    _ a: LocalPolynomial, _ b: LocalPolynomial, _ work: Work
  ) throws(Stop) -> LocalPolynomial? {
    let (f, g) = (a.coefficients, b.coefficients)
    let (m, n) = (f.count - 1, g.count - 1)
    let zero = LocalPolynomial([:], count: a.count - 1)
    for j in 0...min(m, n) {
      let size = m + n - 2 * j
      if size == 0 { return LocalPolynomial(constant: .one, count: a.count - 1) }
      guard size <= sizeLimit else { return nil }
      // Rows t^i f and t^i g; columns the powers from m + n - j - 1 down to j.
      func row(_ coefficients: [LocalPolynomial], _ shift: Int) -> [LocalPolynomial] {
        (0..<size).map { column in
          let power = m + n - j - 1 - column - shift
          return coefficients.indices.contains(power) ? coefficients[power] : zero
        }
      }
      let rows =
        (0..<(n - j)).reversed().map { row(f, $0) } + (0..<(m - j)).reversed().map { row(g, $0) }
      guard let determinant = try determinant(rows, work) else { return nil }
      if !determinant.isZero { return determinant }
    }
    return LocalPolynomial(constant: .one, count: a.count - 1)
  }

  /// The determinant, by elimination without fractions (Bareiss 1968); `nil` where entries grow too
  /// long.
  private static func determinant(_ rows: [[LocalPolynomial]], _ work: Work) throws(Stop)
    -> LocalPolynomial?
  {
    var rows = rows
    let size = rows.count
    var last = LocalPolynomial(constant: .one, count: rows[0][0].count)
    for k in 0..<(size - 1) {
      guard let pivot = (k..<size).first(where: { !rows[$0][k].isZero }) else {
        return LocalPolynomial([:], count: last.count)
      }
      rows.swapAt(k, pivot)
      for i in (k + 1)..<size {
        for j in (k + 1)..<size {
          let product = rows[i][j] * rows[k][k] - rows[i][k] * rows[k][j]
          try work.charge(1 + product.terms.count / 8)
          guard product.terms.count <= termLimit else { return nil }
          rows[i][j] = product.quotient(by: last)
        }
      }
      last = rows[k][k]
    }
    return rows[size - 1][size - 1]
  }
}
