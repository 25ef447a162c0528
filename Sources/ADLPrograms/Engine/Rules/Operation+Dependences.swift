extension Operation {
  /// What passes between one operand and the result.
  struct Passage: Sendable {
    /// `true` iff some piece contains the operand.
    var passes: Bool

    /// Which operands, and whether the result (`Dependence.result`), the entry of d needs.
    var sources: UInt64

    /// `true` iff the entry of d is always 1.
    var isOne = false
  }

  /// The largest number of operands whose entries are told apart.
  static let slotLimit = 8

  /// Returns what passes through each operand; with many operands, one answer for all. A formula of
  /// a profile's own, and a rule for an edge, may need everything.
  static func slots(
    _ primitive: Primitive, _ parameter: Parameter, operandCount: Int, isPlain: Bool
  ) -> [Passage] {
    let all = UInt64.max
    switch primitive.kind {
    case .function(let rule):
      if !isPlain { break }
      let isWide = operandCount > slotLimit
      let x = (0..<(isWide ? 4 : operandCount)).map(Dependence.operand)
      let d = rule.partials(x, parameter, value: Dependence.result)
      if isWide {
        let isConstant = d.allSatisfy { $0.number.sources == 0 }
        let isOne = d.allSatisfy { if case .one = $0 { true } else { false } }
        return [Passage(passes: true, sources: isConstant ? 0 : all, isOne: isOne)]
      }
      return d.map { partial in
        if case .one = partial { return Passage(passes: true, sources: 0, isOne: true) }
        return Passage(passes: !partial.isZero, sources: partial.number.sources)
      }
    case .selection(let rule):
      if operandCount > slotLimit { break }
      let x = (0..<operandCount).map(Dependence.operand)
      var slots = x.map { _ in Passage(passes: false, sources: all) }
      for (site, count) in rule.pieceCounts(operandCount, parameter).enumerated() {
        for alternative in 0..<count {
          for term in rule.terms(site: site, alternative: alternative, x, parameter)
          where !term.partial.isZero { slots[term.operand].passes = true }
        }
      }
      return slots
    }
    let slot = Passage(passes: true, sources: all)
    return operandCount > slotLimit ? [slot] : (0..<operandCount).map { _ in slot }
  }

  /// What passes through operand `i`.
  func slot(_ i: Int) -> Passage { slots.count == 1 ? slots[0] : slots[i] }
}
