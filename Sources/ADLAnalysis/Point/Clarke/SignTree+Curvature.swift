import ADLPrograms

/// Where guards are curved: what is proved of the sides that no cone of directions leads to.
extension SignTree {
  /// `true` iff the side on which `row` is positive, with the sides of `path`, is empty near the
  /// point for certain.
  ///
  /// No cone leads there, so some combination Σ λ_i a_i of the rows with λ ≥ 0 is 0 (Gordan). The
  /// same combination of the guards would have to be positive; where they are affine it is 0.
  func isProvenEmpty(_ path: Path, _ row: Row) -> Bool {
    let rows = path.rows + [row]
    if rows.allSatisfy({ row in row.isAffine && row.seeds.allSatisfy { affine[$0.node] } }) {
      return true
    }
    guard let combination = dependence(rows) else { return false }
    guard combination.allSatisfy({ rows[$0.index].isAffine }) else { return false }
    let shapes = shapes(path)
    let isAffine = combination.allSatisfy { term in
      rows[term.index].seeds.allSatisfy { seed in
        (shapes?.values[seed.node]).map { $0.kind != .curved } ?? false
      }
    }
    if isAffine { return true }
    guard let expansion = expansion(path) else { return false }
    var total = TaylorPolynomial(0)
    for (index, weight) in combination {
      for seed in rows[index].seeds {
        guard let coefficient = seed.weight.certified.rational else { return false }
        total =
          total + TaylorPolynomial(.exact(weight * coefficient))
          * (expansion.values[seed.node] ?? .unknown)
      }
    }
    // The guards vanish at the point, so whatever constant the nodes have cancels.
    let constant = total.terms?[[]] ?? .zero
    let sign = (total - TaylorPolynomial(.exact(constant))).germSign
    return sign == .zero || sign == .negative
  }

  /// Returns weights λ > 0 on some of `rows` with Σ λ_i a_i = 0, if there are any.
  func dependence(_ rows: [Row]) -> [(index: Int, weight: Rational)]? {
    guard let hull = ConvexHull(rows.map(\.vector)),
      case .combination(let terms) = HullCertificate(of: hull)
    else { return nil }
    return terms.map { (hull.index(of: $0.vector)!, $0.weight) }
  }

  /// Returns the sign of a guard whose gradient vanishes, at almost all points near, where it is one.
  func germ(
    _ form: LocalForm, _ seeds: [(node: Int, weight: Tiered)], _ path: Path
  ) -> Sign? {
    guard form.isAffine else { return nil }
    if seeds.allSatisfy({ affine[$0.node] }) { return .zero }
    if let shapes = shapes(path),
      seeds.allSatisfy({ (shapes.values[$0.node]).map { $0.kind != .curved } ?? false })
    {
      return .zero
    }
    if isIdentity(seeds, path) { return .zero }
    guard let expansion = expansion(path) else { return nil }
    var total = TaylorPolynomial(0)
    for seed in seeds {
      total =
        total + TaylorPolynomial(seed.weight.certified) * (expansion.values[seed.node] ?? .unknown)
    }
    let constant = total.terms?[[]] ?? .zero
    return (total - TaylorPolynomial(.exact(constant))).germSign
  }

  /// The pieces that hold on all of the sides of `path`: of what does not tie, and of what was
  /// chosen because a guard said so.
  private func pieces(_ path: Path) -> [Int: Piece] {
    var pieces: [Int: Piece] = [:]
    for (k, active) in path.frozen.evaluation.active.enumerated() {
      guard let active, !path.merged.contains(k) else { continue }
      let chosen = active.sites.indices.allSatisfy { site in
        !active.sites[site].ties || path.choices[TieUnit.Place(node: k, site: site)] != nil
      }
      if chosen || path.frozen.evaluation.frozen[k] != nil {
        pieces[k] = path.frozen.pattern[k] ?? active.piece
      }
    }
    return pieces
  }

  /// The shapes of all nodes on the sides of `path`.
  private func shapes(_ path: Path) -> Evaluation<Shape>? {
    try? analysis.program.evaluate(
      at: [Shape](repeating: Shape(.affine), count: analysis.program.p), domain: .notANumber,
      frozen: pieces(path), needing: path.frozen.evaluation.needed)
  }

  /// `true` iff the combination `seeds` vanishes because what it subtracts is the same expression.
  private func isIdentity(_ seeds: [(node: Int, weight: Tiered)], _ path: Path) -> Bool {
    guard seeds.count == 2, (seeds[0].weight + seeds[1].weight).certified.isZero else {
      return false
    }
    let table = ValueNumber.Table()
    let evaluation = try? analysis.program.evaluate(
      at: (0..<analysis.program.p).map { ValueNumber(input: $0, in: table) }, domain: .notANumber,
      frozen: pieces(path), needing: path.frozen.evaluation.needed)
    guard let evaluation, let a = evaluation.values[seeds[0].node],
      let b = evaluation.values[seeds[1].node]
    else { return false }
    return (a - b).isZero
  }

  /// The nodes as polynomials in the displacement from the point, on the sides of `path`.
  private func expansion(_ path: Path) -> Evaluation<TaylorPolynomial>? {
    let inputs = analysis.point.enumerated().map { TaylorPolynomial(variable: $0, at: $1) }
    return try? analysis.program.evaluate(
      at: inputs, domain: .notANumber, frozen: pieces(path),
      needing: path.frozen.evaluation.needed)
  }
}

extension Evaluation {
  /// The nodes that have values.
  var needed: [Int] { values.indices.filter { values[$0] != nil } }
}
