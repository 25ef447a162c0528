import CKernels

/// Returns the sum of f(0), …, f(count - 1) in the order of `laneSum`.
@inline(__always)
func laneSum(_ count: Int, _ f: (Int) -> Double) -> Double {
  if count < 16 {
    var sum = f(0)
    for i in 1..<max(count, 1) { sum += f(i) }
    return sum
  }
  var lanes = SIMD8<Double>(f(0), f(1), f(2), f(3), f(4), f(5), f(6), f(7))
  var i = 8
  while i + 8 <= count {
    lanes += SIMD8(
      f(i), f(i + 1), f(i + 2), f(i + 3), f(i + 4), f(i + 5), f(i + 6), f(i + 7))
    i += 8
  }
  while i < count {
    lanes[i % 8] += f(i)
    i += 1
  }
  let pairs = lanes.lowHalf + lanes.highHalf
  let halves = pairs.lowHalf + pairs.highHalf
  return halves[0] + halves[1]
}

/// Writes to `y` the sum of `terms` rows in the order of `laneSum`, where `add(k, y)` adds row k.
@inline(__always)
private func laneSumStrips(
  _ count: Int, terms: Int, to y: UnsafeMutablePointer<Double>,
  _ add: (_ k: Int, _ y: UnsafeMutablePointer<Double>, _ isFirst: Bool) -> Void
) {
  if terms < 16 {
    for k in 0..<terms { add(k, y, k == 0) }
    return
  }
  withUnsafeTemporaryAllocation(of: Double.self, capacity: 8 * count) { buffer in
    let lanes = buffer.baseAddress!
    for k in 0..<terms { add(k, lanes + k % 8 * count, k < 8) }
    for i in 0..<count {
      let a = lanes[i] + lanes[i + 4 * count]
      let b = lanes[i + count] + lanes[i + 5 * count]
      let c = lanes[i + 2 * count] + lanes[i + 6 * count]
      let d = lanes[i + 3 * count] + lanes[i + 7 * count]
      y[i] = (a + c) + (b + d)
    }
  }
}

extension Sum: EngineRule {
  static func evaluate(_ strip: Strip) {
    let n = strip.operation.pointee.operandCount
    laneSumStrips(strip.count, terms: n, to: strip.result) { k, y, isFirst in
      let x = strip.operands[k]
      if isFirst {
        y.update(from: x, count: strip.count)
      } else {
        adl_v_accumulate(strip.count, x, y)
      }
    }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    if accumulation.isStrong {
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { _ in .one }
    } else {
      adl_v_contribute_one(strip.count, v, target, accumulation.base)
    }
  }

  static func value(_ row: Row) -> Double {
    adl_v_sum(row.count, row.a)
  }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    adl_v_add_constant(row.count, v, a)
  }
}

extension Mean: EngineRule {
  static func evaluate(_ strip: Strip) {
    Sum.evaluate(strip)
    let n = Double(strip.operation.pointee.operandCount)
    for i in 0..<strip.count { strip.result[i] /= n }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let d = 1 / Double(strip.operation.pointee.operandCount)
    if accumulation.isStrong {
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { _ in .value(d) }
    } else {
      adl_v_contribute_constant(strip.count, v, d, target, accumulation.base)
    }
  }

  static func value(_ row: Row) -> Double { Sum.value(row) / Double(row.count) }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    adl_v_add_constant(row.count, v * (1 / Double(row.count)), a)
  }
}

extension DotProduct: EngineRule {
  static var vectorCount: Int { 2 }

  static func evaluate(_ strip: Strip) {
    let n = strip.operation.pointee.operandCount / 2
    laneSumStrips(strip.count, terms: n, to: strip.result) { k, y, isFirst in
      let a = strip.operands[k]
      let b = strip.operands[k + n]
      if isFirst {
        adl_v_multiply(strip.count, a, b, y)
      } else {
        adl_v_multiply_accumulate(strip.count, a, b, y)
      }
    }
  }

  static func addContributions(
    _ strip: Strip, slot: Int, of v: UnsafePointer<Double>,
    to target: UnsafeMutablePointer<Double>, _ accumulation: Accumulation
  ) {
    let n = strip.operation.pointee.operandCount / 2
    let d = strip.operands[slot < n ? slot + n : slot - n]
    if accumulation.isStrong {
      ADLPrograms.addContributions(strip.count, of: v, to: target, accumulation) { .value(d[$0]) }
    } else {
      adl_v_contribute(strip.count, v, d, target, accumulation.base)
    }
  }

  static func evaluate(_ rows: Rows) {
    adl_v_dots(
      rows.count, rows.first.split, rows.first.a, rows.stepA, rows.first.b, rows.stepB,
      rows.result)
  }

  static func addContributions(
    _ rows: Rows, of v: UnsafePointer<Double>, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    if rows.isLiteralA || rows.isLiteralB {
      for i in 0..<rows.count {
        let (x, y) = (rows.first.a + i * rows.stepA, rows.first.b + i * rows.stepB)
        if !rows.isLiteralA { adl_v_add_multiple(rows.first.split, v[i], y, a + i * rows.stepA) }
        if !rows.isLiteralB { adl_v_add_multiple(rows.first.split, v[i], x, b + i * rows.stepB) }
      }
      return
    }
    adl_v_add_dot_contributions(
      rows.count, rows.first.split, v, rows.first.a, a, rows.stepA, rows.first.b, b, rows.stepB)
  }

  static func value(_ row: Row) -> Double {
    adl_v_dot(row.split, row.a, row.b)
  }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    adl_v_add_multiple(row.split, v, row.b, a)
    adl_v_add_multiple(row.split, v, row.a, b)
  }
}
