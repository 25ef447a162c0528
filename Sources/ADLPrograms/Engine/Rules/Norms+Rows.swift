import CKernels

extension OneNorm: RowEngineRule {
  static func value(_ row: Row) -> Double { adl_v_sum_of_magnitudes(row.count, row.a) }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    adl_v_add_signs(row.count, v, v * row.operation.pointee.ties[0], row.a, a)
  }
}

extension MaximumNorm: RowEngineRule {
  static func value(_ row: Row) -> Double { adl_v_greatest_magnitude(row.count, row.a) }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    guard y > 0, row.operation.pointee.localRule != .product,
      case .entries(let even, _)? = row.operation.pointee.tieRule
    else { return addGenericContributions(row, value: y, of: v, to: a, b) }
    let first = adl_v_first_magnitude(row.count, row.a, y)
    let last = even ? row.count : first + 1
    let tied = even ? (first..<last).count { row.a[$0].magnitude == y } : 1
    let share = tied == 1 ? v : v * (1 / Double(tied))
    for i in first..<last where row.a[i].magnitude == y { a[i] += row.a[i] > 0 ? share : -share }
  }
}

extension EuclideanNorm: RowEngineRule {
  static func value(_ row: Row) -> Double { adl_v_dot(row.count, row.a, row.a).squareRoot() }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    guard y > 0 else { return addGenericContributions(row, value: y, of: v, to: a, b) }
    adl_v_add_quotients(row.count, v, y, row.a, a)
  }
}

extension LogSumExp: RowEngineRule {
  static func value(_ row: Row) -> Double {
    let top = adl_v_greatest(row.count, row.a)
    guard top.isFinite else { return row.operation.pointee.value(row.operandValues) }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: row.count) { buffer in
      let terms = buffer.baseAddress!
      adl_v_exp_of_difference(row.count, row.a, top, terms)
      return top + Double.log(adl_v_sum(row.count, terms))
    }
  }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: row.count) { buffer in
      let d = buffer.baseAddress!
      adl_v_exp_of_difference(row.count, row.a, y, d)
      adl_v_add_multiple(row.count, v, d, a)
    }
  }
}

extension Product: RowEngineRule {
  static func value(_ row: Row) -> Double {
    var y = row.a[0]
    for i in 1..<row.count { y *= row.a[i] }
    return y
  }

  static func addContributions(
    _ row: Row, value y: Double, of v: Double, to a: UnsafeMutablePointer<Double>,
    _ b: UnsafeMutablePointer<Double>
  ) {
    let (x, count) = (row.a, row.count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: count) { suffixes in
      suffixes[count - 1] = x[count - 1]
      for i in (0..<count - 1).reversed() { suffixes[i] = x[i] * suffixes[i + 1] }
      a[0] += v * suffixes[1]
      var prefix = x[0]
      for i in 1..<count - 1 {
        a[i] += v * (prefix * suffixes[i + 1])
        prefix *= x[i]
      }
      a[count - 1] += v * prefix
    }
  }
}
