/// Stride detection: how the operands of a group of equal operations lie.
extension Schedule {
  /// The longest period that is looked for: a loop body that applies one operation to inputs more
  /// often is cut into listed runs.
  private static let maximumPeriod = 8

  /// Segments shorter than this on average are not worth their runs.
  private static let minimumSegment = 8

  /// A stretch of a group in which every `period`-th node has its operands at a constant stride.
  private struct Segment {
    var first: Int
    var period: Int
    var iterations: Int
    var count: Int { period * iterations }
  }

  /// Places a group as runs: one for each phase of each segment.
  ///
  /// The loop `for i { … x[i]^2 … x[i + 1]^2 … }` puts both squares into one group, alternating;
  /// with period 2 it falls apart into two runs with operands at stride 1.
  mutating func placeStrips(_ group: UnsafeBufferPointer<Int32>, width: Int, _ pacer: Pacer)
    throws(EvaluationFailure)
  {
    let segments = try segments(of: group, width: width, pacer)
    guard segments.count * Self.minimumSegment <= group.count else {
      placeListed(group, width: width)
      return
    }
    for segment in segments {
      if segment.iterations == 1 {
        placeListed(
          UnsafeBufferPointer(rebasing: group[segment.first..<segment.first + segment.period]),
          width: width)
        continue
      }
      for phase in 0..<segment.period {
        try placeRun(
          group, first: segment.first + phase, by: segment.period, count: segment.iterations,
          width: width, pacer)
      }
    }
  }

  /// Cuts a group into stretches of constant strides and, between them, stretches of one iteration.
  private func segments(of group: UnsafeBufferPointer<Int32>, width: Int, _ pacer: Pacer)
    throws(EvaluationFailure) -> [Segment]
  {
    var segments: [Segment] = []
    var first = 0
    while first < group.count {
      if let segment = try segment(of: group, from: first, width: width, pacer) {
        segments.append(segment)
        first += segment.count
      } else {
        if let last = segments.last, last.iterations == 1, last.first + last.period == first {
          segments[segments.count - 1].period += 1
        } else {
          segments.append(Segment(first: first, period: 1, iterations: 1))
        }
        first += 1
      }
    }
    return segments
  }

  /// Returns the longest stretch from `first` on with constant strides, of at least four
  /// iterations.
  private func segment(
    of group: UnsafeBufferPointer<Int32>, from first: Int, width: Int, _ pacer: Pacer
  ) throws(EvaluationFailure) -> Segment? {
    var best: Segment?
    for period in 1...Self.maximumPeriod where first + 4 * period <= group.count {
      // Compared a few nodes at a time, a wrong period is left soon.
      var end = first + 2 * period
      scan: while end < group.count {
        for i in 0..<width {
          let a = operandPosition(group[end - 2 * period], i)
          let b = operandPosition(group[end - period], i)
          let c = operandPosition(group[end], i)
          if c - b != b - a { break scan }
        }
        end += 1
        try pacer.pause()
      }
      let iterations = (end - first) / period
      if iterations >= 4, iterations * period > best?.count ?? 0 {
        best = Segment(first: first, period: period, iterations: iterations)
      }
      if let best, best.first + best.count == group.count || best.count >= 64 { break }
    }
    return best
  }

  /// Places every `step`-th node from `first` on as a run with operands at constant strides.
  private mutating func placeRun(
    _ group: UnsafeBufferPointer<Int32>, first: Int, by step: Int, count: Int, width: Int,
    _ pacer: Pacer
  ) throws(EvaluationFailure) {
    if count < Self.minimumCount {
      for i in 0..<count { placeNode(group[first + i * step]) }
      return
    }
    appendRun(.strip, group[first], count: count, width: width)
    for i in 0..<width {
      let base = operandPosition(group[first], i)
      let next = operandPosition(group[first + step], i)
      accesses.append(Access(base: base, stride: Int32(next - base)))
    }
    for i in 0..<count { placeNode(group[first + i * step]) }
    try pacer.pause(after: count)
  }

  /// Places a group as one run with its operands listed, or node by node.
  private mutating func placeListed(_ group: UnsafeBufferPointer<Int32>, width: Int) {
    if group.count < Self.minimumCount {
      for k in group { placeNode(k) }
      return
    }
    appendRun(.strip, group[0], count: group.count, width: width)
    for i in 0..<width {
      accesses.append(Access(base: Position(0), stride: 1, list: Int32(lists.count)))
      for k in group { lists.append(operandPosition(k, i)) }
    }
    for k in group { placeNode(k) }
  }

  mutating func appendRun(_ form: Run.Form, _ k: Int32, count: Int, width: Int) {
    runs.append(
      Run(
        form: form, operation: operationID(of: k), start: end,
        count: Int32(count), width: Int32(width), access: Int32(accesses.count)))
  }
}
