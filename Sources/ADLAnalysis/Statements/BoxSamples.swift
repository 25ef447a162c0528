import ADLPrograms

/// Points in all open cells into which polynomials cut a box of one to three variables.
///
/// The variables are eliminated one after the other, the last one first (Collins 1975, for open
/// cells alone): where no polynomial that is left vanishes, the roots of the others in the next
/// variable keep their number and order, also among the ends of the box. So one point between
/// any two neighbouring roots, over one point of each cell below, meets every cell.
struct BoxSamples {
  let points: [[Rational]]

  /// Finds the points; `nil` where that is too much work.
  init?(_ polynomials: [LocalPolynomial], in box: Box, _ work: Work) throws(Stop) {
    let count = box.sides.count
    var levels = [polynomials.filter { !$0.isConstant }]
    for variable in stride(from: count - 1, to: 0, by: -1) {
      let side = box.sides[variable]
      guard let next = try Self.eliminating(levels.last!, side, work) else { return nil }
      levels.append(next)
    }
    var points: [[Rational]] = [[]]
    for (side, level) in zip(box.sides, levels.reversed()) {
      var next: [[Rational]] = []
      for base in points {
        let held = level.map { $0.holding(base).univariate }
        for sample in try Self.samples(held, side, work) { next.append(base + [sample]) }
      }
      points = next
      guard points.count <= Self.pointLimit else { return nil }
    }
    self.points = points
  }

  private static let pointLimit = 4_000

  /// Returns what may vanish where roots in the last variable meet, begin, end, or pass an end of
  /// its side.
  private static func eliminating(
    _ polynomials: [LocalPolynomial], _ side: Box.Side, _ work: Work
  ) throws(Stop) -> [LocalPolynomial]? {
    var found: [LocalPolynomial] = []
    func add(_ polynomial: LocalPolynomial) {
      guard !polynomial.isConstant else { return }
      let scaled = polynomial.scaledToOne
      if !found.contains(scaled) { found.append(scaled) }
    }
    var rising: [LocalPolynomial] = []
    for polynomial in polynomials {
      let coefficients = polynomial.coefficients
      guard let lead = coefficients.last else { continue }
      add(lead)
      if coefficients.count == 1 { continue }
      rising.append(polynomial)
      for end in [side.lower, side.upper].compactMap(\.self) { add(polynomial.holdingLast(end)) }
      if coefficients.count > 2 {
        guard
          let own = try LocalPolynomial.commonRoots(polynomial, polynomial.lastDerivative, work)
        else { return nil }
        add(own)
      }
    }
    for (i, a) in rising.enumerated() {
      for b in rising[(i + 1)...] {
        guard let own = try LocalPolynomial.commonRoots(a, b, work) else { return nil }
        add(own)
        guard found.count <= LocalPolynomial.countLimit else { return nil }
      }
    }
    return found
  }

  /// Returns numbers of a side between the roots of the polynomials.
  private static func samples(
    _ polynomials: [Polynomial], _ side: Box.Side, _ work: Work
  ) throws(Stop) -> [Rational] {
    let product = polynomials.filter { !$0.isConstant }.reduce(Polynomial.one) { product, own in
      (product * own).squareFreePart
    }
    try work.charge()
    let whole = OpenCell(side)
    let roots = try product.realRoots(work).filter(whole.contains)
    return Decomposer.cut(whole, at: roots).map(\.sample)
  }
}

extension LocalPolynomial {
  /// The polynomial divided by the coefficient of one of its terms: one for all multiples.
  var scaledToOne: LocalPolynomial {
    guard let lead = terms.max(by: { $0.key.lexicographicallyPrecedes($1.key) })?.value else {
      return self
    }
    return self * LocalPolynomial(constant: lead.reciprocal, count: count)
  }

  /// Creates the polynomial that a normal form is in its first `count` atoms, the inputs; `nil` for
  /// other forms.
  init?(_ form: NormalForm, inputs count: Int) {
    guard form.isPolynomial(count) else { return nil }
    var terms: [[Int]: Rational] = [:]
    for (monomial, coefficient) in form.terms {
      var exponents = [Int](repeating: 0, count: count)
      for factor in monomial.factors { exponents[factor.atom] = factor.exponent }
      terms[exponents] = coefficient
    }
    self.init(terms, count: count)
  }
}
