import ADLPrograms

/// The adjoints of a backward sweep that visits few nodes, and which nodes are still to be visited;
/// empty between sweeps.
final class SweepScratch {
  private var adjoints: [Tiered?]

  /// A bit per node, 64 per word.
  private var pending: [UInt64]

  /// No word from here on has a bit.
  private var end = 0

  /// Creates the memory of a program of `m` nodes.
  init(_ m: Int) {
    adjoints = Array(repeating: nil, count: m)
    pending = Array(repeating: 0, count: (m + 63) / 64)
  }

  /// Adds a contribution to the adjoint of node `k`, which comes before all that were taken.
  func add(_ contribution: Tiered, to k: Int) {
    adjoints[k] = adjoints[k].map { $0 + contribution } ?? contribution
    pending[k / 64] |= 1 << UInt64(k % 64)
    end = max(end, k / 64 + 1)
  }

  /// Takes out the last node that is to be visited, with its adjoint.
  func takeLast() -> (node: Int, adjoint: Tiered)? {
    while end > 0, pending[end - 1] == 0 { end -= 1 }
    guard end > 0 else { return nil }
    let bit = 63 - pending[end - 1].leadingZeroBitCount
    pending[end - 1] &= ~(1 << UInt64(bit))
    let k = (end - 1) * 64 + bit
    defer { adjoints[k] = nil }
    return adjoints[k].map { (k, $0) }
  }
}
