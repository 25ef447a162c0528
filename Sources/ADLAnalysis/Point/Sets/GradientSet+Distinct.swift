import ADLPrograms

extension GradientSet {
  /// The number of different vectors; `nil` where that is not plain: where sums may coincide, or
  /// entries are only enclosed. It is at most `count`, which counts choices.
  public var distinctCount: Rational? {
    guard isExact, isFinite else { return nil }
    switch self {
    case .vectors(let vectors): return Rational(Set(vectors.map(\.withoutChoices)).count)
    case .permutations(let block): return block.distinctCount
    case .union, .ball: return nil
    case .sum(let sets):
      // Sums of parts that share no entry differ as their parts do.
      var taken: Set<Int> = []
      var product = Rational.one
      for set in sets where set.count != .one {
        guard let own = set.distinctCount, taken.isDisjoint(with: set.support) else { return nil }
        taken.formUnion(set.support)
        product = product * own
      }
      return product
    }
  }

  /// The entries that are not 0 in every vector.
  private var support: Set<Int> {
    func places(_ vectors: some Sequence<[Certified]>) -> Set<Int> {
      Set(vectors.flatMap { entries in entries.indices.filter { !entries[$0].isZero } })
    }
    switch self {
    case .vectors(let vectors): return Set(vectors.flatMap(\.positions))
    case .permutations(let block):
      let own = places(block.gradients)
      let p = block.gradients[0].count
      return Set(block.weights[0].indices.flatMap { i in own.map { i * p + $0 } })
    case .sum(let sets), .union(let sets):
      return sets.reduce(into: Set<Int>()) { $0.formUnion($1.support) }
    case .ball(let ball):
      return Set((0..<ball.dimension).filter { j in ball.rows.contains { !$0[j].isZero } })
    }
  }
}

extension PermutationBlock {
  /// The number of different vectors; `nil` where gradients of the operands may depend on each
  /// other.
  ///
  /// Equal weights may be exchanged: what counts is which weight each operand gets, 0 where it has
  /// no place.
  var distinctCount: Rational? {
    let isIndependent = gradients.indices.allSatisfy { i in
      gradients[i].indices.contains { j in
        !gradients[i][j].isZero
          && gradients.indices.allSatisfy { $0 == i || gradients[$0][j].isZero }
      }
    }
    guard isIndependent else { return nil }
    let zero = [Certified](repeating: .exact(.zero), count: weights[0].count)
    let none = [[Certified]](repeating: zero, count: alternatives.count - ranks.count)
    let equal = Dictionary(grouping: weights + none) { $0 }.values.map(\.count)
    func factorial(_ n: Int) -> Rational { (1...max(n, 1)).reduce(.one) { $0 * Rational($1) } }
    return equal.reduce(factorial(alternatives.count)) { $0 / factorial($1) }
  }
}
