import ADLPrograms

extension BallImage {
  /// The vector of the set at which ⟨·, direction⟩ is least: the one vector, where the product is
  /// not constant.
  func least(in direction: [Rational]) -> GradientVector {
    let square = squaredProduct(with: direction)
    guard !square.isZero else { return .zero(direction.count) }
    let factor = -scale / Certified.sqrt(.exact(square))
    let coefficients = zip(rows, weights).map { $1 * $0.dot(direction) }
    let sum = [Rational].combination(coefficients, rows)
    return GradientVector(sum.map { factor * .exact($0) })
  }
}
