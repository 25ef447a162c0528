extension ExecutionPlan {
  /// Above this many rows, a block of points does not fit into the second cache.
  private static let rowLimit = 2048

  /// `true` iff a block of points in rows is the faster way: where one point is not enough to keep
  /// the processor busy, since its runs are short.
  ///
  /// The estimates count nanoseconds; they were fitted roughly, and only the choice depends on
  /// them.
  var prefersLanes: Bool {
    guard !isOnDemand, addressCount + stripMemory < 1 << 22, nodeCount + program.p <= Self.rowLimit
    else {
      return false
    }
    var alone = 100.0 + 0.3 * Double(program.p)
    var inLanes = 1.2 * Double(program.p)
    for i in 0..<loops.count {
      let loop = loops[i]
      switch loop.kind {
      case .strips:
        let strips = Double((loop.count + loop.strip - 1) / loop.strip)
        let elements = 3 * Double(loop.body.count) * Double(loop.count)
        alone += 25 * Double(loop.body.count) * strips + 0.12 * elements
        inLanes += 0.25 * elements
      case .rows:
        let row = rows[Int(loop.body.lowerBound)]
        let elements = 3 * Double(row.count) * Double(row.width)
        alone += 50 + 10 * Double(row.count) + 0.15 * elements
        inLanes += 0.25 * elements
      case .nodes:
        alone += 4 * Double(loop.body.count)
        inLanes += 0.8 * Double(loop.body.count)
      }
    }
    return inLanes < alone
  }
}
