extension Condition {
  /// Writes the truth of the condition at each place of a strip: 1, 0, or not-a-number where a
  /// guard that is asked for is not a number.
  ///
  /// - Parameter sides: the rows of the two sides of each comparison.
  func writeTruth(
    _ count: Int, _ sides: UnsafePointer<UnsafeMutablePointer<Double>>,
    to truth: UnsafeMutablePointer<Double>
  ) {
    switch self {
    case .comparison(let i, let relation):
      relation.writeTruth(count, sides[2 * i], sides[2 * i + 1], to: truth)
    case .not(let part):
      part.writeTruth(count, sides, to: truth)
      for i in 0..<count { truth[i] = 1 - truth[i] }
    case .and(let parts):
      combine(parts, count, sides, to: truth, neutral: 1)
    case .or(let parts):
      combine(parts, count, sides, to: truth, neutral: 0)
    }
  }

  /// Goes through `parts` from the left; where the truth so far is not `neutral` it stands.
  private func combine(
    _ parts: [Condition], _ count: Int, _ sides: UnsafePointer<UnsafeMutablePointer<Double>>,
    to truth: UnsafeMutablePointer<Double>, neutral: Double
  ) {
    for i in 0..<count { truth[i] = neutral }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { buffer in
      let next = buffer.baseAddress!
      for part in parts {
        part.writeTruth(count, sides, to: next)
        for i in 0..<count { truth[i] = truth[i] == neutral ? next[i] : truth[i] }
      }
    }
  }
}

extension Condition.Relation {
  /// Writes 1 where the relation holds between `a` and `b`, 0 where it does not, and not-a-number
  /// where they cannot be ordered.
  fileprivate func writeTruth(
    _ count: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    to truth: UnsafeMutablePointer<Double>
  ) {
    switch self {
    case .less: write(count, a, b, truth) { $0 < $1 }
    case .atMost: write(count, a, b, truth) { $0 <= $1 }
    case .greater: write(count, a, b, truth) { $0 > $1 }
    case .atLeast: write(count, a, b, truth) { $0 >= $1 }
    case .equal: write(count, a, b, truth) { $0 == $1 }
    case .unequal: write(count, a, b, truth) { $0 != $1 }
    }
  }

  @inline(__always)
  private func write(
    _ count: Int, _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    _ truth: UnsafeMutablePointer<Double>, _ holds: (Double, Double) -> Bool
  ) {
    for i in 0..<count {
      let value: Double = holds(a[i], b[i]) ? 1 : 0
      let isOrdered = a[i] == a[i] && b[i] == b[i]
      truth[i] = isOrdered ? value : .nan
    }
  }
}

extension Branch {
  public static func evaluate(_ strip: Strip) {
    withTruth(of: strip) { truth in
      let a = strip.operands[strip.operation.pointee.operandCount - 2]
      let b = strip.operands[strip.operation.pointee.operandCount - 1]
      for i in 0..<strip.count {
        let taken = truth[i] == 1 ? a[i] : b[i]
        strip.result[i] = truth[i] == truth[i] ? taken : .nan
      }
    }
  }

  public static func addShares(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let branch = slot + 2 - strip.operation.pointee.operandCount
    guard branch >= 0 else {
      ADLPrograms.addShares(strip.count, of: v, to: target, accumulation) { _ in .zero }
      return
    }
    let wanted: Double = branch == 0 ? 1 : 0
    withTruth(of: strip) { truth in
      ADLPrograms.addShares(strip.count, of: v, to: target, accumulation) { i in
        truth[i] == wanted ? .one : truth[i] == truth[i] ? .zero : .value(.nan)
      }
    }
  }

  private static func withTruth(
    of strip: Strip, _ body: (UnsafeMutablePointer<Double>) -> Void
  ) {
    guard case .condition(let condition) = strip.operation.pointee.parameter else { return }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: strip.count) { buffer in
      let truth = buffer.baseAddress!
      condition.writeTruth(strip.count, strip.operands, to: truth)
      body(truth)
    }
  }
}
