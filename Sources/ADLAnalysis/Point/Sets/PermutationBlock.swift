import ADLPrograms

/// The contributions of a block of ties of one sorted list: Σ_r w_r ⊗ g_σ(r), for all ways σ to
/// give the ranks distinct operands out of the block. They are never listed (semantics, section 4).
public struct PermutationBlock: Hashable, Sendable {
  /// The nodes and sites of the ranks, in program order.
  public let ranks: [Choice]

  /// The operands that tie, by position in the operand list.
  public let alternatives: [Int]

  /// For each rank the adjoint of its contribution in each output.
  public let weights: [[Certified]]

  /// For each alternative the gradient of that operand.
  public let gradients: [[Certified]]

  /// The number of ways.
  public var count: Rational {
    (0..<ranks.count).reduce(.one) { $0 * Rational(alternatives.count - $1) }
  }

  /// The contribution in which the ranks take the operands at the positions `order` among the
  /// alternatives.
  func vector(_ order: [Int]) -> GradientVector {
    let p = gradients[0].count
    let q = weights[0].count
    var entries = [Certified](repeating: .exact(.zero), count: p * q)
    var choices: [Choice] = []
    for (rank, alternative) in order.enumerated() {
      for i in 0..<q {
        for j in 0..<p {
          let contribution = weights[rank][i] * gradients[alternative][j]
          entries[i * p + j] = entries[i * p + j] + contribution
        }
      }
      choices.append(
        Choice(
          node: ranks[rank].node, site: ranks[rank].site, piece: alternatives[alternative]))
    }
    return GradientVector(entries, choices: choices)
  }

  /// Returns the positions among the alternatives that the ranks take where ⟨·, direction⟩ is
  /// least, and that product, both by `measure`.
  ///
  /// - Complexity: O(alternatives · (p q + ranks q)) products and, where there are several outputs
  ///   or entries that are only enclosed, an `Assignment`.
  func least(in direction: [Rational], by measure: Measure) -> (order: [Int], product: Rational) {
    let p = gradients[0].count
    let q = weights[0].count
    Work.count(Cost.rational * q * alternatives.count * (p + ranks.count))
    if Work.hasEnded { return (Array(ranks.indices), .zero) }
    // ⟨g, d_i⟩ for each alternative and each output i.
    let products = gradients.map { gradient in
      (0..<q).map { i in
        (0..<p).reduce(Certified.exact(.zero)) {
          $0 + gradient[$1] * .exact(direction[i * p + $1])
        }
      }
    }
    let costs = { (rank: Int, alternative: Int) -> Rational in
      measure.rational(
        zip(weights[rank], products[alternative]).reduce(Certified.exact(.zero)) {
          $0 + $1.0 * $1.1
        })
    }
    let order: [Int]
    if q == 1, let w = rationals(weights), let g = rationals(products) {
      order = Self.matching(w, g)
    } else {
      order =
        Assignment(ranks.indices.map { r in alternatives.indices.map { costs(r, $0) } }).columns
    }
    let product = order.enumerated().reduce(Rational.zero) { $0 + costs($1.offset, $1.element) }
    return (order, product)
  }

  /// The single entries of `rows`, if all are known exactly.
  private func rationals(_ rows: [[Certified]]) -> [Rational]? {
    let numbers = rows.compactMap(\.[0].rational)
    return numbers.count == rows.count ? numbers : nil
  }

  /// The places in `g`, all different, that make Σ_r w_r g_σ(r) least: large factors of one list
  /// meet small ones of the other, where zeros stand for the ranks that are missing (the
  /// rearrangement inequality).
  private static func matching(_ w: [Rational], _ g: [Rational]) -> [Int] {
    let falling = g.indices.sorted { g[$0] != g[$1] ? g[$1] < g[$0] : $0 < $1 }
    let padded = w + [Rational](repeating: .zero, count: g.count - w.count)
    let rising = padded.indices.sorted {
      padded[$0] != padded[$1] ? padded[$0] < padded[$1] : $0 < $1
    }
    var order = [Int](repeating: 0, count: w.count)
    for (rank, place) in zip(rising, falling) where rank < w.count { order[rank] = place }
    return order
  }

  /// Calls `body` with each way, as positions among the alternatives, until it returns `false`.
  /// - Returns: `true` iff `body` saw all of them.
  func forEachOrder(_ body: ([Int]) -> Bool) -> Bool {
    var order: [Int] = []
    var isTaken = [Bool](repeating: false, count: alternatives.count)
    func extend() -> Bool {
      if order.count == ranks.count { return body(order) }
      for i in alternatives.indices where !isTaken[i] {
        isTaken[i] = true
        order.append(i)
        let goesOn = extend()
        order.removeLast()
        isTaken[i] = false
        if !goesOn { return false }
      }
      return true
    }
    return extend()
  }
}
