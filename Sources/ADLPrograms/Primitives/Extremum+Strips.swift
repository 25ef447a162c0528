extension Extremum {
  public static var tiePoints: [[Double]] {
    if case .exactly(2) = arity { [[0, 0]] } else { [] }
  }

  /// `true` iff `a` is preferred to `b`.
  @inline(__always)
  private static func beats(_ a: Double, _ b: Double) -> Bool {
    preferred == .positive ? a > b : a < b
  }

  public static func evaluate(_ strip: Strip) {
    let y = strip.result
    let first = strip.operands[0]
    if strip.operation.pointee.operandCount == 2 {
      let second = strip.operands[1]
      for i in 0..<strip.count { y[i] = better(second[i], first[i]) }
      return
    }
    for i in 0..<strip.count { y[i] = first[i] }
    for k in 1..<max(strip.operation.pointee.operandCount, 1) {
      let x = strip.operands[k]
      for i in 0..<strip.count { y[i] = better(x[i], y[i]) }
    }
  }

  /// Returns the preferred of two numbers, the older one on a tie; not-a-number where either is.
  @inline(__always)
  private static func better(_ x: Double, _ y: Double) -> Double {
    let chosen = beats(x, y) ? x : y
    return x == x ? chosen : x
  }

  public static func addShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let count = strip.operation.pointee.operandCount
    let y = strip.result
    let x = strip.operands[slot]
    if count == 2, !strip.operation.pointee.ties.isEmpty {
      let other = strip.operands[1 - slot]
      let tie = strip.operation.pointee.ties[slot]
      ADLPrograms.addShares(strip.count, of: v, to: target, accumulation) { i in
        if beats(x[i], other[i]) { return .one }
        if beats(other[i], x[i]) { return .zero }
        return x[i] != other[i] ? .value(.nan) : tie == 0 ? .zero : .value(tie)
      }
      return
    }
    switch strip.operation.pointee.tieRule ?? .first {
    case .first:
      ADLPrograms.addShares(strip.count, of: v, to: target, accumulation) { i in
        let value = y[i]
        guard x[i] == value else { return value == value ? .zero : .value(.nan) }
        for k in 0..<slot where strip.operands[k][i] == value { return .zero }
        return .one
      }
    case .even:
      ADLPrograms.addShares(strip.count, of: v, to: target, accumulation) { i in
        let value = y[i]
        guard x[i] == value else { return value == value ? .zero : .value(.nan) }
        var tied = 0
        for k in 0..<count where strip.operands[k][i] == value { tied += 1 }
        return tied == 1 ? .one : .value(1 / Double(tied))
      }
    default:
      addGenericShares(strip, slot: slot, of: v, to: target, accumulation)
    }
  }

  public static func value(_ row: Row) -> Double {
    var best = row.a[0]
    for i in 1..<row.count { best = better(row.a[i], best) }
    return best
  }

  public static func addShares(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    let count = row.count
    switch row.operation.pointee.tieRule ?? .first {
    case .first where y == y:
      for i in 0..<count where row.a[i] == y {
        a[i] += v
        return
      }
    case .even where y == y:
      var tied = 0
      for i in 0..<count where row.a[i] == y { tied += 1 }
      let share = tied == 1 ? v : v * (1 / Double(tied))
      for i in 0..<count where row.a[i] == y { a[i] += share }
    default:
      let d = row.operation.pointee.partials(row.operandValues, value: y)
      for (i, partial) in d.enumerated() {
        if let share = partial.scaling(v) { a[i] += share }
      }
    }
  }
}
