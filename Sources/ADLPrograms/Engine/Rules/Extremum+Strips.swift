import CKernels

/// An extremum compares its operands in vectors.
protocol ExtremumEngineRule: EngineRule, Extremum {}

extension ExtremumEngineRule {
  static func evaluate(_ strip: Strip) {
    let better = preferred == .positive ? adl_v_max : adl_v_min
    let count = strip.operation.pointee.operandCount
    if count == 1 {
      strip.result.update(from: strip.operands[0], count: strip.count)
      return
    }
    better(strip.count, strip.operands[0], strip.operands[1], strip.result)
    for k in 2..<max(count, 2) {
      better(strip.count, strip.result, strip.operands[k], strip.result)
    }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let count = strip.operation.pointee.operandCount
    let base = accumulation.base
    let y = strip.result
    let x = strip.operands[slot]
    if accumulation.isStrong || strip.operation.pointee.localRule == .product && count != 2 {
      return addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
    if count == 2, !strip.operation.pointee.ties.isEmpty {
      let tie = strip.operation.pointee.ties[slot]
      let contribution =
        preferred == .positive ? adl_v_contribute_of_greater : adl_v_contribute_of_smaller
      return contribution(strip.count, v, x, strip.operands[1 - slot], tie, target, base)
    }
    switch strip.operation.pointee.tieRule ?? .first {
    case .first:
      let rows = UnsafeRawPointer(strip.operands)
        .assumingMemoryBound(to: UnsafeMutablePointer<Double>?.self)
      adl_v_contribute_of_first(strip.count, v, rows, Int32(slot), y, target, base)
    case .even:
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { i in
        let value = y[i]
        guard x[i] == value else { return value == value ? .zero : .value(.nan) }
        var tied = 0
        for k in 0..<count where strip.operands[k][i] == value { tied += 1 }
        return tied == 1 ? .one : .value(1 / Double(tied))
      }
    default:
      addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
  }

  static func value(_ row: Row) -> Double {
    preferred == .positive ? adl_v_greatest(row.count, row.a) : adl_v_least(row.count, row.a)
  }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    let count = row.count
    let isMasked = row.operation.pointee.localRule == .product
    switch row.operation.pointee.tieRule ?? .first {
    case .first where y == y && !isMasked:
      a[adl_v_first_equal(count, row.a, y)] += v
    case .even where y == y && !isMasked:
      var tied = 0
      for i in 0..<count where row.a[i] == y { tied += 1 }
      let contribution = tied == 1 ? v : v * (1 / Double(tied))
      for i in 0..<count where row.a[i] == y { a[i] += contribution }
    default:
      let d = row.operation.pointee.partials(row.operandValues, value: y)
      for (i, partial) in d.enumerated() {
        if let contribution = partial.scaling(v) { a[i] += contribution }
      }
    }
  }
}

extension Maximum: ExtremumEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .maximum }
}

extension Minimum: ExtremumEngineRule {
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .minimum }
}

extension MaximumOfMany: ExtremumEngineRule {}
extension MinimumOfMany: ExtremumEngineRule {}
