import ADLPrograms

/// What the slopes f'(x; d) say of a function of several inputs at a point where a derivative on
/// the way is infinite.
public enum EdgeSlopes: Sendable {
  /// f'(x; d) is 0 along every d that stays in the domain.
  case zero

  /// f'(x; d) is infinite.
  case infinite(along: [Rational])

  /// f'(x; d) is `slope`, and not `sum`, that of the slopes along the parts d_i e_i of d: the
  /// function is not differentiable.
  case notLinear(along: [Rational], slope: Certified, sum: Certified)
}

extension PointAnalysis {
  /// The most inputs of which all quadrants are tried.
  private static let quadrantLimit = 4

  /// Returns what is known of the slopes of the only output; `nil` where nothing is.
  func edgeSlopes(_ work: Work) -> EdgeSlopes? {
    guard program.p > 1, program.q == 1, tolerance == 0, unseparated.isEmpty else { return nil }
    switch GrowthOrder.ofOutput(0, evaluation) {
    case .constant: return .zero
    case .atLeast(let order) where order > .one: return .zero
    default: break
    }
    guard program.p <= Self.quadrantLimit else { return nil }
    var known: [[Rational]: RayLimit] = [:]
    func slope(_ d: [Rational]) -> RayLimit? {
      if let slope = known[d] { return slope }
      guard let side = try? behaviour(along: d.map { .exact($0) }, work), side.jumps.isEmpty,
        side.openJumps.isEmpty, side.undecided.isEmpty
      else { return nil }
      known[d] = side.derivatives[0]
      return side.derivatives[0]
    }
    for quadrant in 0..<(1 << program.p) {
      let d = (0..<program.p).map { Rational(quadrant >> $0 & 1 == 0 ? 1 : -1) }
      let parts = d.indices.map { i in d.indices.map { $0 == i ? d[i] : .zero } }
      for direction in [d] + parts where slope(direction)?.isInfinite == true {
        return .infinite(along: direction)
      }
      guard let whole = slope(d)?.number else { continue }
      let slopes = parts.compactMap { slope($0)?.number }
      guard slopes.count == parts.count else { continue }
      let sum = slopes.reduce(.exact(.zero)) { $0 + $1 }
      if (whole - sum).sign.isCertainlyNot(.zero) {
        return .notLinear(along: d, slope: whole, sum: sum)
      }
    }
    return nil
  }
}
