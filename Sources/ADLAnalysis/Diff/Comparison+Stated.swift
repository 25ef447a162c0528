import ADLPrograms

extension Comparison {
  /// Returns the comparison with what derivatives that are stated do between the kinks: they need
  /// not be those of the function there, and are compared as functions on whole cells.
  func comparingStatedDerivatives(on box: Box, seed: UInt64, _ work: Work) -> Comparison {
    guard differingRegion == nil, subjects.contains(where: { $0.program.statesDerivatives }),
      subjects.contains(where: { $0.program != subjects[0].program })
    else { return self }
    var result = self
    let derivatives = subjects.compactMap { try? $0.program.derivative(under: $0.convention) }
    guard derivatives.count == subjects.count else {
      result.isComplete = false
      return result
    }
    let own = Self.ofWhatIsComputed(derivatives.map { Subject($0) }, on: box, seed: seed, work)
    result.stop = stop ?? own.stop
    if own.stop != nil { result.isComplete = false }
    switch own.equality {
    case .proved: break
    case .refuted(let example):
      let isCertain = example.values.0.isFinite && example.values.1.isFinite
      if isCertain, !example.isIsolated { result.differingRegion = example.point }
      if !isCertain { result.isComplete = false }
    case .bounded, .tested, .unknown: result.isComplete = false
    }
    // What is stated has ties of its own.
    for row in own.rows where !rows.contains(where: { $0.point == row.point }) {
      let point = row.point.compactMap { number -> Rational? in
        if case .rational(let value) = number { value } else { nil }
      }
      if point.count < row.point.count {
        result.isComplete = false
        continue
      }
      result.rows += Comparison.of(subjects, at: point, work).rows.filter(\.kind.isDifference)
    }
    if box.sides.count == 1 { result.rows.sort { $0.point[0].double < $1.point[0].double } }
    return result
  }
}
