/// Domains, strip by strip.
extension PrimitiveRule {
  /// `true` iff some application of the strip violates a constraint on its value for certain;
  /// with `marks`, the values of those become not-a-number.
  static func hasViolation(_ strip: Strip, marks: Bool) -> Bool {
    // Where a rule refines its constraints (0^b is one case), it does so on an edge.
    guard
      domain.value.contains(where: { $0.isViolated(in: strip) })
        || domain.derivative.contains(where: { $0.isViolated(in: strip) })
    else { return false }
    var found = false
    for i in 0..<strip.count where violation(strip.operandValues(i)) != nil {
      found = true
      if marks { strip.result[i] = .nan }
    }
    return found
  }
}

extension Domain.Constraint {
  /// `true` iff some application of the strip violates the constraint for certain.
  fileprivate func isViolated(in strip: Strip) -> Bool {
    let x = strip.operands[argument]
    let bound = Double(self.bound)
    switch relation {
    case .greater: return any(strip.count) { x[$0] <= bound }
    case .atLeast: return any(strip.count) { x[$0] < bound }
    case .atMost: return any(strip.count) { x[$0] > bound }
    case .less: return any(strip.count) { x[$0] >= bound }
    case .unequal: return any(strip.count) { x[$0] == bound }
    }
  }

  /// `true` iff the condition holds at some place; without leaving early, so that it vectorises.
  @inline(__always)
  private func any(_ count: Int, _ condition: (Int) -> Bool) -> Bool {
    var hits = 0
    for i in 0..<count { hits |= condition(i) ? 1 : 0 }
    return hits != 0
  }
}
