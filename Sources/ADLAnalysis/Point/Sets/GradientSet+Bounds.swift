import ADLPrograms

extension GradientSet {
  /// The least and the greatest number of a set of numbers; `nil` for vectors, and where an entry
  /// does not exist.
  public var bounds: (lower: Certified, upper: Certified)? {
    guard isDefined else { return nil }
    let (least, greatest) = (leastNumber(.one), leastNumber(-.one))
    guard let least, let greatest else { return nil }
    return (least, greatest)
  }

  private func leastNumber(_ factor: Rational) -> Certified? {
    if case .permutations(let block) = self, block.gradients[0].count != 1 { return nil }
    var dimension: Int?
    forEach {
      dimension = $0.entries.count
      return false
    }
    guard dimension == 1 else { return nil }
    return least(in: [factor], by: .middle).vector.entries[0]
  }
}
