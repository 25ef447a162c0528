import ADLPrograms

/// Where a function of one variable is looked at: on an open cell, or just beside a number.
///
/// The numbers of one evaluation share it. An analysis runs on one thread, and its numbers do not
/// outlive it.
final class CellPlace: @unchecked Sendable {
  enum Extent {
    case cell(OpenCell)

    /// Arbitrarily close to the number, on the side of the given sign.
    case beside(AlgebraicNumber, Sign)
  }

  let extent: Extent
  let roots: RootTable

  /// The largest degree of a numerator or denominator; functions past it are no longer followed.
  let degreeLimit: Int

  init(_ extent: Extent, _ roots: RootTable, degreeLimit: Int = CellPlace.defaultDegreeLimit) {
    self.extent = extent
    self.roots = roots
    self.degreeLimit = degreeLimit
  }

  static let defaultDegreeLimit = 256

  /// The maximum number of binary digits of a coefficient; functions past it are no longer
  /// followed.
  static let bitLimit = 1 << 15

  /// Returns the sign that `function` has everywhere here; not known where it changes or vanishes
  /// at some point of the cell.
  func sign(of function: RationalFunction) -> KnownSign {
    sign(of: function.numerator) * sign(of: function.denominator)
  }

  private func sign(of polynomial: Polynomial) -> KnownSign {
    if polynomial.isConstant { return polynomial.constantTerm.sign }
    switch extent {
    case .cell(let cell):
      let sign = polynomial.sign(at: cell.sample)
      if sign == .zero || roots.roots(of: polynomial).contains(where: cell.contains) {
        return .notKnown
      }
      return roots.stop == nil && !Work.hasEnded ? .known(sign) : .notKnown
    case .beside(let number, let side):
      var (rest, orientation) = (polynomial, Sign.positive)
      while true {
        let sign = number.sign(of: rest)
        if Work.hasEnded { return .notKnown }
        if sign != .zero { return .known(sign * orientation) }
        rest = rest.derivative
        orientation = orientation * side
      }
    }
  }

  /// Returns the points of the cell at which `function` vanishes or has a pole, in increasing
  /// order.
  func breaks(of function: RationalFunction) -> [AlgebraicNumber] {
    guard case .cell(let cell) = extent else { return [] }
    let zeros = roots.roots(of: function.numerator) + roots.roots(of: function.denominator)
    return zeros.filter(cell.contains).sorted()
  }
}
