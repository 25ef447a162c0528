/// What becomes of a share v d where the engine has computed it.
///
/// The strong forms tell an adjoint that no path reaches from one that is 0, as the reference does:
/// the first is -0.0, which no reached adjoint is, and nothing passes from it, not even through an
/// infinite entry of d. The plain forms may make not-a-number of either, and the engine then turns
/// to the strong ones.
public enum Accumulation: Sendable {
  case store
  case add
  case strongStore
  case strongAdd

  /// What stands for "not reached" in the strong forms; a sum with it changes nothing.
  static let unreached = -0.0

  /// `true` iff `v` stands for "not reached".
  @inline(__always)
  static func isUnreached(_ v: Double) -> Bool { v.bitPattern == (-0.0).bitPattern }

  var isStrong: Bool { self == .strongStore || self == .strongAdd }

  /// 1 where the share is added to what is there, as CKernels has it.
  var adds: Int32 { self == .add || self == .strongAdd ? 1 : 0 }
}

/// Writes or adds to `target` the product of each of `v` with its entry of d.
///
/// Inlined with its closure, every case is one loop over disjoint rows, which vectorises where the
/// closure has no branches.
@inline(__always)
func addShares(
  _ count: Int, of v: UnsafePointer<Double>, to target: UnsafeMutablePointer<Double>,
  _ accumulation: Accumulation, _ partial: (Int) -> Partial<Double>
) {
  switch accumulation {
  case .store:
    for i in 0..<count { target[i] = partial(i).scaling(v[i]) ?? 0 }
  case .add:
    for i in 0..<count { target[i] += partial(i).scaling(v[i]) ?? 0 }
  case .strongStore:
    for i in 0..<count { target[i] = strongShare(v[i], partial(i)) }
  case .strongAdd:
    for i in 0..<count { target[i] += strongShare(v[i], partial(i)) }
  }
}

/// Returns v d, never -0.0 where it is a number that was reached.
@inline(__always)
private func strongShare(_ v: Double, _ partial: Partial<Double>) -> Double {
  if Accumulation.isUnreached(v) { return Accumulation.unreached }
  return partial.scaling(v).map { $0 + 0.0 } ?? Accumulation.unreached
}
