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
    guard let combination = dependence(rows), combination.allSatisfy({ rows[$0.index].isAffine })
    else { return false }
    let seeds = combination.flatMap { index, weight in
      rows[index].seeds.map { (node: $0.node, weight: Tiered(.exact(weight)) * $0.weight) }
    }
    let sign = germSign(of: seeds, path)
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
    return germSign(of: seeds, path)
  }

  /// Returns the sign, at almost all points near, of a combination of nodes that vanishes at the
  /// point, on the sides of `path`; `nil` where it changes, or its normal form does not tell.
  private func germSign(of seeds: [(node: Int, weight: Tiered)], _ path: Path) -> Sign? {
    let program = analysis.program
    guard program.m <= Self.expansionLimit, analysis.point.allSatisfy(\.isExact) else { return nil }
    let displacements = AtomTable(inputs: program.p).inputs(program.p)
    let inputs = zip(displacements, analysis.point).map {
      $0 + NormalForm(constant: $1.rational!)
    }
    let expansion = try? program.evaluate(
      at: inputs, domain: .notANumber, frozen: pieces(path),
      needing: path.frozen.evaluation.needed)
    guard let expansion else { return nil }
    var total = NormalForm(0)
    for seed in seeds {
      guard let weight = seed.weight.certified.rational else { return nil }
      total = total + NormalForm(constant: weight) * (expansion.values[seed.node] ?? .notANumber)
    }
    // The combination vanishes at the point, so whatever constant the nodes have cancels.
    let constant = total.terms[.one] ?? .zero
    return (total - NormalForm(constant: constant)).germSign(program.p)
  }

  /// The largest program whose nodes are expanded as polynomials.
  private static var expansionLimit: Int { 4096 }

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
}

extension Evaluation {
  /// The nodes that have values.
  var needed: [Int] { values.indices.filter { values[$0] != nil } }
}
