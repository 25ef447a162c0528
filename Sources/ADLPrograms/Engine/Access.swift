/// Where the operands of a run stand: positions (in a plan: addresses) in arithmetic progression,
/// or a list of them.
///
/// Application i of a run takes its operand (of a row: its operands j = 0, 1, …) from position
/// `base + stride i + inner j`, or from the entry `list + stride i + j` of the lists.
struct Access<Index: PlanIndex>: Hashable, Sendable {
  var base: Index
  var stride: Int32
  var inner: Int32 = 0
  var list: Int32 = -1

  /// `true` iff the positions are listed.
  var isListed: Bool { list >= 0 }

  /// `true` iff all applications take the same operand.
  var isShared: Bool { !isListed && stride == 0 && inner == 0 }

  /// The first and the last position that `count` applications of `width` operands take.
  func span(count: Int, width: Int = 1) -> ClosedRange<Index> {
    let outer = Int(stride) * (count - 1)
    let across = Int(inner) * (width - 1)
    let low = base + (min(outer, 0) + min(across, 0))
    return low...(base + (max(outer, 0) + max(across, 0)))
  }
}
