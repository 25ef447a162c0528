import CKernels

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
      adl_v_compare(count, relation.number, sides[2 * i], sides[2 * i + 1], truth)
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
  /// The number that CKernels has for the relation.
  fileprivate var number: Int32 {
    switch self {
    case .less: 0
    case .atMost: 1
    case .greater: 2
    case .atLeast: 3
    case .equal: 4
    case .unequal: 5
    }
  }
}

extension Branch: EngineRule {
  static func evaluate(_ strip: Strip) {
    let count = strip.operation.pointee.operandCount
    withTruth(of: strip) { truth in
      adl_v_select(
        strip.count, truth, strip.operands[count - 2], strip.operands[count - 1], strip.result)
    }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let branch = slot + 2 - strip.operation.pointee.operandCount
    guard branch >= 0 else {
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { _ in .zero }
      return
    }
    let wanted: Double = branch == 0 ? 1 : 0
    withTruth(of: strip) { truth in
      if !accumulation.isStrong {
        adl_v_contribute_where(strip.count, v, truth, wanted, target, accumulation.base)
        return
      }
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { i in
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
