/// What becomes of a contribution v d where the engine has computed it: the target is `base` + v d,
/// or v d alone where there is no base.
///
/// In the strong sense an adjoint that no path reaches is told from one that is 0, as the reference
/// does: the first is -0.0, which no reached adjoint is, and nothing passes from it, not even
/// through an infinite entry of d. In the plain sense not-a-number may come of either, and the
/// engine then turns to the strong one.
struct Accumulation {
  /// What the contribution is added to; the target itself, or a row apart from it.
  var base: UnsafePointer<Double>?
  var isStrong: Bool

  init(onto base: UnsafePointer<Double>?, isStrong: Bool = false) {
    self.base = base
    self.isStrong = isStrong
  }

  /// What stands for "not reached" in the strong sense; a sum with it changes nothing.
  static let unreached = -0.0

  /// `true` iff `v` stands for "not reached".
  @inline(__always)
  static func isUnreached(_ v: Double) -> Bool { v.bitPattern == (-0.0).bitPattern }
}

/// Computes the product of each of `v` with its entry of d, and the sum with the base.
///
/// Inlined with its closure, every case is one loop over disjoint rows, which vectorises where the
/// closure has no branches.
@inline(__always)
func addContributions(
  _ count: Int, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
  _ accumulation: Accumulation, _ partial: (Int) -> Partial<Double>
) {
  if accumulation.isStrong {
    store(count, to: target, onto: accumulation.base) { strongContribution(v[$0], partial($0)) }
  } else {
    store(count, to: target, onto: accumulation.base) { partial($0).scaling(v[$0]) ?? 0 }
  }
}

@inline(__always)
private func store(
  _ count: Int, to target: UnsafeMutablePointer<Double>, onto base: UnsafePointer<Double>?,
  _ contribution: (Int) -> Double
) {
  guard let base else {
    for i in 0..<count { target[i] = contribution(i) }
    return
  }
  if base == UnsafePointer(target) {
    for i in 0..<count { target[i] += contribution(i) }
  } else {
    for i in 0..<count { target[i] = base[i] + contribution(i) }
  }
}

/// Returns v d, never -0.0 where it is a number that was reached.
@inline(__always)
private func strongContribution(_ v: Double, _ partial: Partial<Double>) -> Double {
  if Accumulation.isUnreached(v) { return Accumulation.unreached }
  return partial.scaling(v).map { $0 + 0.0 } ?? Accumulation.unreached
}
