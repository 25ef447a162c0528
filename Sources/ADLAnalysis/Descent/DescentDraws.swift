import ADLPrograms

/// What runs draw: every draw is a function of the seed, the run and the step, so that runs can be
/// split over threads and shards, and resumed, to the bit.
struct DescentDraws: Sendable {
  private let seed: UInt64

  init(seed: UInt64) { self.seed = seed }

  /// The source of what the run number `run` draws in step `k`; step 0 is the start.
  private func source(run: Int, step k: Int) -> SplitMix64 {
    var state: UInt64 = seed
    for number in [UInt64(run), UInt64(k)] {
      var mixer = SplitMix64(seed: state ^ number)
      state = mixer.next()
    }
    return SplitMix64(seed: state)
  }

  /// Writes a start, uniform in the box, to `x`, and returns the constant, uniform in (0, 1]; both
  /// are multiples of 2^-53 of their range.
  func start(
    run: Int, lower: [Double], upper: [Double], to x: UnsafeMutablePointer<Double>
  ) -> Double {
    var source = source(run: run, step: 0)
    for i in lower.indices {
      let share = Double(source.next() >> 11) * 0x1p-53
      // An end may be the largest double.
      let value = lower[i] * (1 - share) + upper[i] * share
      x[i] = min(max(value, lower[i]), upper[i])
    }
    return Double((source.next() >> 11) + 1) * 0x1p-53
  }

  /// Returns the rows that step `k` takes of `count`, in order.
  func rows(run: Int, step k: Int, of count: Int, _ minibatch: Minibatch) -> [Int] {
    var source = source(run: run, step: k)
    switch minibatch {
    case .full: return Array(0..<count)
    case .size(let size):
      if size >= count { return Array(0..<count) }
      // Floyd: every set of so many rows has the same chance.
      var chosen: Set<Int> = []
      for last in count - size..<count {
        let row = Int.random(in: 0...last, using: &source)
        if !chosen.insert(row).inserted { chosen.insert(last) }
      }
      return chosen.sorted()
    case .subset:
      while true {
        var rows: [Int] = []
        var bits: UInt64 = 0
        for row in 0..<count {
          if row & 63 == 0 { bits = source.next() }
          if bits & 1 == 1 { rows.append(row) }
          bits >>= 1
        }
        if !rows.isEmpty { return rows }
      }
    }
  }
}
