/// The entry of d that a node of A(P) stands for is the contribution that the selection passes of
/// an adjoint 1; a selection with no number in its operands is left to the generic rule.
extension DerivedEntry: EngineRule {
  static func evaluate(_ strip: Strip) {
    guard let operand = entryOperand(strip.operation), isNumber(strip) else {
      for i in 0..<strip.count {
        strip.result[i] = strip.operation.pointee.value(strip.operandValues(i))
      }
      return
    }
    let count = strip.count
    strip.operation.pointee.derived.withUnsafeBufferPointer { base in
      withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { memory in
        let value = memory.baseAddress!
        let ones = value + count
        ones.update(repeating: 1, count: count)
        let own = Strip(
          count: count, operands: strip.operands, result: value, operation: base.baseAddress!)
        let rule = base[0].engine
        rule.evaluate(own)
        rule.addContributions(
          own, slot: operand, of: ones, to: strip.result, Accumulation(onto: nil))
      }
    }
  }

  static func value(_ row: Row) -> Double {
    guard let operand = entryOperand(row.operation),
      let d = row.operation.pointee.derived.withUnsafeBufferPointer({ base in
        entries(row, base.baseAddress!)
      })
    else { return row.operation.pointee.value(row.operandValues) }
    return d[operand]
  }

  /// Returns all entries of d of `base` at the operands of a row, for one vector; `nil` where one
  /// of those is not a number.
  static func entries(_ row: Row, _ base: UnsafePointer<Operation>) -> [Double]? {
    guard isNumber(row) else { return nil }
    let own = Row(count: row.count, a: row.a, b: row.b, split: row.split, operation: base)
    let rule = base.pointee.engine
    var d = [Double](repeating: 0, count: row.count)
    d.withUnsafeMutableBufferPointer { d in
      let a = d.baseAddress!
      rule.addContributions(own, value: rule.value(own), of: 1, to: a, a + row.split)
    }
    return d
  }

  /// The operand whose entry the node is; `nil` where it picks a value.
  static func entryOperand(_ operation: UnsafePointer<Operation>) -> Int? {
    guard case .derived(let derived) = operation.pointee.parameter,
      case .entry(let operand) = derived.kind, !operation.pointee.derived.isEmpty
    else { return nil }
    return operand
  }

  private static func isNumber(_ strip: Strip) -> Bool {
    for k in 0..<strip.operation.pointee.operandCount {
      let x = strip.operands[k]
      var isNumber = true
      for i in 0..<strip.count { isNumber = isNumber && x[i] == x[i] }
      if !isNumber { return false }
    }
    return true
  }

  private static func isNumber(_ row: Row) -> Bool {
    (0..<row.split).allSatisfy { row.a[$0] == row.a[$0] }
      && (0..<row.count - row.split).allSatisfy { row.b[$0] == row.b[$0] }
  }
}
