/// A small generator of pseudorandom numbers (PCG, 64 bits to 32), so that tests repeat.
struct Pcg: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x853C_49E6_748F_EA9B
  }

  mutating func next() -> UInt64 { UInt64(next32()) << 32 | UInt64(next32()) }

  /// Returns a number from 0 to `bound - 1`.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  private mutating func next32() -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let word = UInt32(truncatingIfNeeded: (state >> 18 ^ state) >> 27)
    let rotation = UInt32(truncatingIfNeeded: state >> 59)
    return word >> rotation | word << ((~rotation &+ 1) & 31)
  }
}
