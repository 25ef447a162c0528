import CKernels

/// One application after the other, by the generic rule.
extension EngineRule {
  static var vectorCount: Int { 1 }
  static var hasStrips: Bool { true }
  static func scalarCode(_ parameter: Parameter) -> ScalarCode { .call }

  static func evaluate(_ strip: Strip) { evaluateGenerically(strip) }

  /// Computes the values of a strip as the generic rule has them.
  static func evaluateGenerically(_ strip: Strip) {
    if let formula = strip.operation.pointee.formulas.value {
      formula.evaluate(strip.count, { UnsafePointer(strip.operands[$0]) }, to: strip.result)
      return
    }
    for i in 0..<strip.count {
      strip.result[i] = strip.operation.pointee.value(strip.operandValues(i))
    }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
  }

  /// Computes v d as the generic rule has it, whatever the convention.
  static func addGenericContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let operation = strip.operation
    if !accumulation.isStrong, slot < operation.pointee.formulas.partials.count,
      let formula = operation.pointee.formulas.partials[slot]
    {
      let operandCount = operation.pointee.operandCount
      withUnsafeTemporaryAllocation(of: Double.self, capacity: strip.count) { d in
        formula.evaluate(
          strip.count,
          { UnsafePointer($0 < operandCount ? strip.operands[$0] : strip.result) },
          to: d.baseAddress!)
        if adl_v_is_ordered(strip.count, d.baseAddress!) == 0 {
          for i in 0..<strip.count where d[i].isNaN {
            d[i] =
              operation.pointee.partials(strip.operandValues(i), value: strip.result[i])[slot]
              .number
          }
        }
        adl_v_contribute(strip.count, v, d.baseAddress!, target, accumulation.base)
      }
      return
    }
    ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { i in
      strip.operation.pointee.partials(strip.operandValues(i), value: strip.result[i])[slot]
    }
  }

  static func evaluate(_ rows: Rows) {
    for i in 0..<rows.count { rows.result[i] = value(rows.row(i)) }
  }

  static func addContributions(
    _ rows: Rows, of v: UnsafePointer<Double>, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<rows.count {
      addContributions(
        rows.row(i), value: rows.result[i], of: v[i], to: a + i * rows.stepA, b + i * rows.stepB)
    }
  }

  static func value(_ row: Row) -> Double {
    row.operation.pointee.value(row.operandValues)
  }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    addGenericContributions(row, value: y, of: v, to: a, b)
  }

  /// Adds v d as the generic rule has it, whatever the convention.
  static func addGenericContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    let d = row.operation.pointee.partials(row.operandValues, value: y)
    for (i, partial) in d.enumerated() {
      guard let contribution = partial.scaling(v) else { continue }
      if i < row.split { a[i] += contribution } else { b[i - row.split] += contribution }
    }
  }

  static func contributions(
    _ row: Row, value y: Double, of a: UnsafePointer<Double>, _ b: UnsafePointer<Double>,
    to contributions: UnsafeMutablePointer<Double>
  ) {
    let d = row.operation.pointee.partials(row.operandValues, value: y)
    for (i, partial) in d.enumerated() {
      contributions[i] = partial.scaling(i < row.split ? a[i] : b[i - row.split]) ?? 0
    }
  }
}

extension UnaryEngineRule {
  static func evaluate(_ strip: Strip) {
    let x = strip.operands[0]
    let y = strip.result
    for i in 0..<strip.count { y[i] = value(x[i]) }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    guard strip.operation.pointee.isPlain else {
      return addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
    if accumulation.isStrong {
      let x = strip.operands[0]
      let y = strip.result
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) {
        derivative(x[$0], y[$0])
      }
    } else {
      addPlainContributions(strip, of: v, to: target, base: accumulation.base)
    }
  }

  static func addPlainContributions(
    _ strip: Strip, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
    base: UnsafePointer<Double>?
  ) {
    let x = strip.operands[0]
    let y = strip.result
    ADLPrograms.addContributions(strip.count, of: v, to: target, Accumulation(onto: base)) {
      derivative(x[$0], y[$0])
    }
  }
}

extension BinaryEngineRule {
  static func evaluate(_ strip: Strip) {
    let a = strip.operands[0]
    let b = strip.operands[1]
    let y = strip.result
    for i in 0..<strip.count { y[i] = value(a[i], b[i]) }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    guard strip.operation.pointee.isPlain else {
      return addGenericContributions(strip, slot: slot, of: v, to: target, accumulation)
    }
    if accumulation.isStrong {
      addDerivedContributions(strip, slot: slot, of: v, to: target, accumulation)
    } else {
      addPlainContributions(strip, slot: slot, of: v, to: target, base: accumulation.base)
    }
  }

  static func addPlainContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, base: UnsafePointer<Double>?
  ) {
    addDerivedContributions(strip, slot: slot, of: v, to: target, Accumulation(onto: base))
  }

  private static func addDerivedContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let a = strip.operands[0]
    let b = strip.operands[1]
    let y = strip.result
    if slot == 0 {
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) {
        derivatives(a[$0], b[$0], y[$0]).0
      }
    } else {
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) {
        derivatives(a[$0], b[$0], y[$0]).1
      }
    }
  }
}
