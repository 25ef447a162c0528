import ADLPrograms

extension DescentRunner {
  /// Returns AD of J at `x` as the format has it; empty where it has no value.
  func derivative(at x: [Double]) -> [Double] {
    var gradient = [Double](repeating: 0, count: x.count)
    do {
      try differentiate(at: x, rows: Array(0..<problem.rowCount), into: &gradient)
    } catch {
      return []
    }
    return gradient
  }

  /// Writes (1/|I|) Σ AD f_i at `x` over `rows`.
  func differentiate(
    at x: [Double], rows: [Int], into gradient: inout [Double]
  ) throws(EvaluationFailure) {
    guard problem.hasData else {
      if let rounded {
        gradient = try rounded.gradient(at: x)
      } else {
        gradient = try execution.gradient(at: x).gradient
      }
      return
    }
    let p = problem.program.p
    fill(at: x, rows: rows)
    if let rounded {
      gradients = []
      for place in rows.indices {
        gradients += try rounded.gradient(at: Array(points[place * p..<(place + 1) * p]))
      }
    } else {
      gradients = [Double](repeating: 0, count: points.count)
      do throws(BatchFailure) {
        try points.withUnsafeBufferPointer { (points) throws(BatchFailure) in
          try outputs.withUnsafeMutableBufferPointer { (outputs) throws(BatchFailure) in
            try gradients.withUnsafeMutableBufferPointer { (gradients) throws(BatchFailure) in
              try batch.differentiate(points, values: outputs, gradients: gradients)
            }
          }
        }
      } catch {
        throw error.reason
      }
    }
    for (i, input) in problem.parameters.enumerated() {
      var sum = 0.0
      for row in rows.indices { sum = round(sum + gradients[row * p + input]) }
      gradient[i] = round(sum / round(Double(rows.count)))
    }
  }

  /// Puts the points of `rows` at the parameters `x` into `points`.
  private func fill(at x: [Double], rows: [Int]) {
    let (p, width) = (problem.program.p, problem.columns.count)
    points = [Double](repeating: 0, count: rows.count * p)
    outputs = [Double](repeating: 0, count: rows.count)
    for (place, row) in rows.enumerated() {
      for (i, input) in problem.parameters.enumerated() { points[place * p + input] = x[i] }
      for (i, input) in problem.columns.enumerated() {
        points[place * p + input] = self.rows[row * width + i]
      }
    }
  }

  /// Returns J at `x` as the format has it; not a number where it has no value.
  public func value(at x: [Double]) -> Double {
    guard problem.hasData else {
      return (try? rounded?.value(at: x) ?? execution.evaluate(at: x)[0]) ?? .nan
    }
    let count = problem.rowCount
    fill(at: x, rows: Array(0..<count))
    if let rounded {
      let p = problem.program.p
      var sum = 0.0
      for place in 0..<count {
        let point = Array(points[place * p..<(place + 1) * p])
        sum = round(sum + ((try? rounded.value(at: point)) ?? .nan))
      }
      return round(sum / round(Double(count)))
    }
    let hasValues = points.withUnsafeBufferPointer { points in
      outputs.withUnsafeMutableBufferPointer { outputs in
        (try? values.evaluate(points, into: outputs)) != nil
      }
    }
    return hasValues ? outputs.reduce(0, +) / Double(outputs.count) : .nan
  }

  /// Returns the nodes that tie at `x`, on some of the rows that were differentiated there last.
  func tiedNodes(at x: [Double], rows: [Int]) -> Set<Int> {
    guard problem.hasData else { return Set(tiedNodes(at: x)) }
    let p = problem.program.p
    var tied: Set<Int> = []
    for place in rows.indices {
      tied.formUnion(tiedNodes(at: Array(points[place * p..<(place + 1) * p])))
    }
    return tied
  }

  /// Returns the nodes that tie at a point of the program, as the format has it.
  private func tiedNodes(at x: [Double]) -> [Int] {
    if let rounded { return rounded.tiedNodes(at: x) }
    let evaluation = try? problem.program.evaluate(at: x, domain: .notANumber, frozen: [:])
    return evaluation?.tiedNodes ?? []
  }
}
