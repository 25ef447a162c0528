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
    let areExact = rows.allSatisfy { $0.enclosed == nil }
    if areExact, rows.allSatisfy({ isAffine($0) }) { return true }
    guard let combination = dependence(rows), combination.allSatisfy({ rows[$0.index].isAffine })
    else { return false }
    if !areExact {
      let members = combination.map { rows[$0.index] }
      if members.contains(where: { $0.enclosed != nil }) {
        return members.allSatisfy { isAffine($0) } && areOpposite(members)
          || vanishes(
            combination.flatMap { index, weight in
              rows[index].seeds.map { ($0.node, Tiered(.exact(weight)) * $0.weight) }
            }, path)
      }
    }
    if combination.allSatisfy({ isAffine(rows[$0.index]) }) { return true }
    let guards = combination.map { index, weight in
      expansion(of: rows[index].seeds, path).map { NormalForm(constant: weight) * $0 }
    }
    guard guards.allSatisfy({ $0 != nil }) else { return false }
    return areNeverAllPositive(guards.map { $0! })
  }

  /// `true` iff the guard of `row` is affine near the point.
  private func isAffine(_ row: Row) -> Bool {
    row.isAffine && row.seeds.allSatisfy { affine[$0.node] }
  }

  /// `true` only if the rows are numbers of both signs times one coordinate: then some positive
  /// combination of them is 0, whatever the numbers are.
  private func areOpposite(_ rows: [Row]) -> Bool {
    let entries = rows.map { row in row.enclosed ?? row.vector.map { .exact($0) } }
    let used = Set(entries.flatMap { row in row.indices.filter { !row[$0].isZero } })
    guard used.count == 1, let j = used.first else { return false }
    return [Sign.negative, .positive].allSatisfy { sign in
      entries.contains { $0[j].sign.isCertainly(sign) }
    }
  }

  /// `true` only if a combination of nodes that vanishes at the point is the function 0 on the
  /// sides of `path`.
  func vanishes(_ seeds: [(node: Int, weight: Tiered)], _ path: Path) -> Bool {
    expansion(of: seeds, path)?.isZero ?? false
  }

  /// `true` only if no displacement near 0 makes all of `guards` positive: forms that vanish at 0
  /// and whose gradients there have the sum 0, but no fewer of them are dependent.
  ///
  /// Either their sum is nowhere positive. Or all but one are affine: they are local coordinates u,
  /// and the last guard is r + Σ q u, where every q(0) is -1 and r is the guard where u = 0; so it
  /// is negative for small positive u if r is nowhere positive.
  private func areNeverAllPositive(_ guards: [NormalForm]) -> Bool {
    let count = analysis.program.p
    func isNowherePositive(_ form: NormalForm) -> Bool {
      let sign = form.germSign(count)
      return sign == .zero || sign == .negative
    }
    if isNowherePositive(guards.reduce(NormalForm(0)) { $0 + $1 }) { return true }
    let guards = guards.map { $0.isPolynomial(count) ? $0.straightened : $0 }
    if isNowherePositive(guards.reduce(NormalForm(0)) { $0 + $1 }) { return true }
    let curved = guards.indices.filter { guards[$0].affine(count) == nil }
    guard curved.count == 1, guards[curved[0]].isPolynomial(count) else { return false }
    var last = guards[curved[0]]
    var planes = guards.indices.filter { $0 != curved[0] }.map { guards[$0] }
    while let plane = planes.popLast() {
      // Solve the plane for one input, and put that into the others.
      guard let row = plane.affine(count), let pivot = row.firstIndex(where: { !$0.isZero }),
        pivot < count
      else { continue }
      let solved = plane.solved(for: pivot, coefficient: row[pivot])
      last = last.substituting(solved, for: pivot)
      planes = planes.map { $0.substituting(solved, for: pivot) }
    }
    return isNowherePositive(last)
  }

  /// Returns weights λ > 0 on some of `rows` with Σ λ_i a_i = 0, if there are any.
  func dependence(_ rows: [Row]) -> [(index: Int, weight: Rational)]? {
    guard let hull = ConvexHull(rows.map(\.vector)),
      case .combination(let terms) = HullCertificate(of: hull)
    else { return nil }
    return terms.map { (hull.index(of: $0.vector)!, $0.weight) }
  }

  /// Returns what is known of a guard whose gradient vanishes at the point.
  func germ(
    _ form: LocalForm, _ seeds: [(node: Int, weight: Tiered)], _ path: Path
  ) -> GuardGerm {
    guard form.isAffine else { return .unknown }
    if seeds.allSatisfy({ affine[$0.node] }) { return .sign(.zero) }
    guard let expansion = expansion(of: seeds, path) else { return .unknown }
    if let sign = expansion.germSign(analysis.program.p) { return .sign(sign) }
    return expansion.isPolynomial(analysis.program.p) ? .changing : .unknown
  }

  /// Returns a combination of nodes that vanishes at the point, as a form in the displacements from
  /// it, on the sides of `path`; `nil` where it was not followed.
  private func expansion(of seeds: [(node: Int, weight: Tiered)], _ path: Path) -> NormalForm? {
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
    guard total.isKnown else { return nil }
    // The combination vanishes at the point, so whatever constant the nodes have cancels; among
    // functions that are not polynomials, the constant is not one number.
    guard total.isPolynomial(program.p) else { return total.isZero ? total : nil }
    return total - NormalForm(constant: total.terms[.one] ?? .zero)
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
