/// The entries of one vector in ascending order, those that are equal in their order: the index
/// that all order statistics of the vector share.
final class Ranking {
  /// The positions of the entries, from the least to the greatest.
  private let order: [Int32]

  // For each place in the order, the first place and the last of its block of equal entries.
  private let first: [Int32]
  private let last: [Int32]

  /// Sorts `values`; `nil` where one is not a number, since then no rank is known.
  /// - Complexity: O(n log n).
  init?(_ values: UnsafeBufferPointer<Double>) {
    struct Entry {
      let value: Double
      let position: Int32
    }
    for value in values where value.isNaN { return nil }
    var entries = values.enumerated().map { Entry(value: $1, position: Int32($0)) }
    entries.sort { $0.value < $1.value || $0.value == $1.value && $0.position < $1.position }
    order = entries.map(\.position)
    var first = [Int32](repeating: 0, count: entries.count)
    var last = first
    for i in entries.indices {
      first[i] = i > 0 && entries[i - 1].value == entries[i].value ? first[i - 1] : Int32(i)
    }
    for i in entries.indices.reversed() {
      let isTied = i + 1 < entries.count && entries[i + 1].value == entries[i].value
      last[i] = isTied ? last[i + 1] : Int32(i)
    }
    self.first = first
    self.last = last
  }

  /// The position of an entry of the given rank, from 1.
  func position(ofRank rank: Int) -> Int { Int(order[rank - 1]) }

  /// The positions of the entries that have the value of the given rank, in their order.
  func block(ofRank rank: Int) -> ArraySlice<Int32> {
    order[Int(first[rank - 1])...Int(last[rank - 1])]
  }

  /// The position that stands at the given rank in an order in which equal entries stand in their
  /// order, or, where it is `reversed`, against it.
  func standing(atRank rank: Int, reversed: Bool) -> Int {
    let place = rank - 1
    return Int(order[reversed ? Int(first[place] + last[place]) - place : place])
  }
}

/// Which entries of a sorted vector an operation takes, and what it passes to them.
struct RankedOperation: Sendable {
  /// The ranks whose mean the value is: one or two.
  let ranks: [Int]
  private let descends: Bool
  private let rule: TieRule

  /// Creates it for an order statistic with a tie rule that asks for no slopes; `nil` for others.
  init?(
    _ primitive: Primitive, _ parameter: Parameter, operandCount: Int, tieRule: TieRule?
  ) {
    guard
      case .ranks(let ranks, _, let descends)? =
        primitive.selection?.index(operandCount, parameter), primitive != .derivedEntry
    else { return nil }
    let rule = tieRule ?? .first
    guard [.first, .last, .even].contains(rule) else { return nil }
    self.ranks = ranks
    self.descends = descends
    self.rule = rule
  }

  /// The value where the entry at a position is what `entry` returns.
  func value(_ ranking: Ranking, _ entry: (Int) -> Double) -> Double {
    let first = entry(ranking.standing(atRank: ranks[0], reversed: descends))
    if ranks.count == 1 { return first }
    return (first + entry(ranking.standing(atRank: ranks[1], reversed: descends))) / 2
  }

  /// Calls `body` with every position that d is not 0 at, and v d there.
  func forEachContribution(
    _ ranking: Ranking, of v: Double, _ body: (_ position: Int, _ contribution: Double) -> Void
  ) {
    let half = 0.5
    guard rule == .even else {
      for rank in ranks {
        let isReversed = descends != (rule == .last)
        let position = ranking.standing(atRank: rank, reversed: isReversed)
        body(position, ranks.count == 1 ? v : v * half)
      }
      return
    }
    let blocks = ranks.map { ranking.block(ofRank: $0) }
    if blocks.count == 2, blocks[0] == blocks[1], blocks[0].count > 1 {
      let share = 1 / Double(blocks[0].count) * half
      for position in blocks[0] { body(Int(position), v * (share + share)) }
      return
    }
    for block in blocks {
      let share = block.count == 1 ? 1 : 1 / Double(block.count)
      let contribution = ranks.count == 2 ? v * (share * half) : v * share
      for position in block { body(Int(position), contribution) }
    }
  }
}
