import ADLPrograms

/// The real roots of the polynomials that an analysis meets, each isolated once.
final class RootTable {
  let work: Work
  private var known: [Polynomial: [AlgebraicNumber]] = [:]

  /// Why roots are missing, where they are.
  var stop: Stop? { work.stop }

  init(_ work: Work) { self.work = work }

  /// Returns the real roots in increasing order; none once the work was stopped, which `stop`
  /// tells.
  func roots(of polynomial: Polynomial) -> [AlgebraicNumber] {
    if polynomial.isConstant { return [] }
    if polynomial.degree == 1 {
      return [AlgebraicNumber(-polynomial.constantTerm / polynomial.leadingCoefficient)]
    }
    let key = polynomial.normalized
    if let roots = known[key] { return roots }
    do {
      let roots = try key.realRoots(work)
      known[key] = roots
      return roots
    } catch {
      return []
    }
  }
}
