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
  func least(in direction: [Rational], by measure: Measure) -> (order: [Int], product: Rational) {
    let p = gradients[0].count
    let costs: [[Rational]] = weights.map { weight in
      gradients.map { gradient in
        var product = Certified.exact(.zero)
        for (i, w) in weight.enumerated() {
          for j in 0..<p {
            product = product + w * gradient[j] * .exact(direction[i * p + j])
          }
        }
        return measure.rational(product)
      }
    }
    let order = Assignment(costs).columns
    let product = order.enumerated().reduce(Rational.zero) { $0 + costs[$1.offset][$1.element] }
    return (order, product)
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
