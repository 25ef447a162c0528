import ADLPrograms

/// Points in all open cells into which polynomials that vanish at 0 cut the neighbourhood of 0.
///
/// Every such cell meets a face of each small enough cube around 0. So each face is a chart, x_i =
/// ±r and the others r s, with |s| < 3/2 so that charts overlap; the variables s are eliminated one
/// after the other. For all r below the roots of what is left the cells are the same, so that one r
/// shows them all.
struct OpenSamples {
  /// A point of a cell, near 0.
  let points: [[Rational]]

  /// Places at which two cells meet that lie side by side, in two variables.
  let walls: [Wall]

  /// A place on the common boundary of two cells.
  struct Wall {
    /// The chart: x_axis = sign · radius, and the other variable is the radius times the root.
    let axis: Int
    let sign: Sign
    let radius: Rational
    let root: AlgebraicNumber

    /// The points of the cells on both sides, by position.
    let sides: (Int, Int)
  }

  /// Finds the points; `nil` where that is too much work, or an argument is the polynomial 0.
  init?(_ polynomials: [LocalPolynomial], count: Int, _ work: Work) throws(Stop) {
    guard polynomials.allSatisfy({ !$0.isZero && !$0.isConstant }) else { return nil }
    var points: [[Rational]] = []
    var walls: [Wall] = []
    for axis in 0..<count {
      for sign in [Sign.positive, .negative] {
        // From the top down: in r and all s, in r and all s but the last, …, in r alone.
        var levels = [polynomials.map { $0.chart(axis: axis, sign: sign).normalized }]
        for _ in 1..<count {
          guard let next = try LocalPolynomial.eliminating(levels.last!, work) else { return nil }
          levels.append(next)
        }
        let radius = Self.radius(levels.last!)
        var stack = [[radius]]
        for level in levels.dropLast().reversed() {
          var next: [[Rational]] = []
          for base in stack {
            let held = level.map { $0.holding(base).univariate }
            let (samples, roots) = try Self.samples(held, work)
            let isLast = base.count + 1 == count
            if isLast, count == 2 {
              for (i, root) in roots.enumerated() {
                walls.append(
                  Wall(
                    axis: axis, sign: sign, radius: radius, root: root,
                    sides: (points.count + i, points.count + i + 1)))
              }
            }
            next += samples.map { base + [$0] }
          }
          stack = next
        }
        points += stack.map { place in
          var others = place.dropFirst().map { $0 * radius }
          others.insert(sign == .negative ? -radius : radius, at: axis)
          return others
        }
      }
    }
    self.points = points
    self.walls = walls
  }

  /// A power of 1/2 below all positive roots of polynomials in one variable (Cauchy's bound for the
  /// reciprocals).
  private static func radius(_ polynomials: [LocalPolynomial]) -> Rational {
    var radius = Rational(1, 2)
    for polynomial in polynomials {
      let coefficients = polynomial.univariate.coefficients
      guard let lowest = coefficients.firstIndex(where: { !$0.isZero }) else { continue }
      let first = magnitude(coefficients[lowest])
      let largest = coefficients[(lowest + 1)...].map(magnitude).max() ?? .zero
      let bound = first / (first + largest)
      while radius >= bound { radius = radius * Rational(1, 2) }
    }
    return radius
  }

  private static func magnitude(_ x: Rational) -> Rational {
    x.sign.isCertainly(.negative) ? -x : x
  }

  /// The bound of |s|.
  static let extent = Rational(3, 2)

  /// Numbers between the roots of `polynomials` up to the bound, and those roots.
  private static func samples(_ polynomials: [Polynomial], _ work: Work) throws(Stop) -> (
    [Rational], [AlgebraicNumber]
  ) {
    let product = polynomials.filter { !$0.isConstant }.reduce(Polynomial.one) { product, own in
      (product * own).squareFreePart
    }
    let roots = try product.realRoots(work).filter {
      $0.order(relativeTo: -extent) == .positive && $0.order(relativeTo: extent) == .negative
    }
    var samples: [Rational] = []
    var lower = -extent
    for i in 0...roots.count {
      if i == roots.count {
        samples.append(.simplest(between: lower, and: extent))
        break
      }
      let (low, high) = roots[i].enclosed(above: lower)
      samples.append(.simplest(between: lower, and: low))
      lower = high
      if i + 1 < roots.count { lower = roots[i].enclosed(below: roots[i + 1]) }
    }
    return (samples, roots)
  }
}

extension AlgebraicNumber {
  fileprivate func order(relativeTo value: Rational) -> Sign {
    sign(of: Polynomial([-value, .one]))
  }

  /// Bounds of the number that lie above `value`, which is below it.
  fileprivate func enclosed(above value: Rational) -> (Rational, Rational) {
    guard var root = isolatedRoot else { return bounds }
    while root.lower <= value { root.bisect() }
    return (root.lower, root.upper)
  }

  /// An upper bound of the number that lies below `other`, which is greater.
  fileprivate func enclosed(below other: AlgebraicNumber) -> Rational {
    guard var root = isolatedRoot else { return bounds.upper }
    while other.order(relativeTo: root.upper) != .positive { root.bisect() }
    return root.upper
  }
}
