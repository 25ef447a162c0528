/// Operands in ascending order, by blocks of those that are equal: what all order statistics of one
/// vector read their pieces off.
struct RankOrder: Sendable {
  /// The operands of each block, in their order; ranks of one block share the array.
  private let blocks: [[Int]]

  /// For each rank, from 0, its block and the place of the block's first rank.
  private let places: [(block: Int, first: Int)]

  /// Sorts `count` operands by the signs of their differences; `nil` where some sign is not known.
  /// - Complexity: O(count log count) signs.
  init?(_ count: Int, _ sign: (SelectionIndex.Guard) throws -> KnownSign) rethrows {
    var isDecided = true
    let order = try (0..<count).sorted { i, j in
      switch try sign(SelectionIndex.Guard(.operand(i), .operand(j))) {
      case .known(.negative): return true
      case .known(.positive): return false
      case .known(.zero): return i < j
      case .notKnown:
        isDecided = false
        return i < j
      }
    }
    guard isDecided else { return nil }
    var blocks: [[Int]] = []
    var places: [(block: Int, first: Int)] = []
    for (rank, operand) in order.enumerated() {
      let isEqual =
        try rank > 0
        && sign(SelectionIndex.Guard(.operand(order[rank - 1]), .operand(operand)))
          .isCertainly(.zero)
      if isEqual {
        blocks[blocks.count - 1].append(operand)
        places.append(places[rank - 1])
      } else {
        blocks.append([operand])
        places.append((blocks.count - 1, rank))
      }
    }
    self.blocks = blocks
    self.places = places
  }

  /// The operands of the given ranks, from 1: of each, the block of those that are equal to it.
  func pieces(_ ranks: [Int], descends: Bool) -> ActiveSet {
    ActiveSet(
      ranks.map { rank in
        let (block, first) = places[rank - 1]
        let offset = rank - 1 - first
        return .init(
          blocks[block], standing: descends ? blocks[block].count - 1 - offset : offset)
      })
  }
}
