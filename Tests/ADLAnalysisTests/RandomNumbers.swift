import ADLAnalysis
import ADLPrograms

/// A small seeded generator (splitmix64), so that a failing law repeats.
struct RandomNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A fraction with a small numerator and denominator.
  mutating func fraction(_ size: Int = 6) -> Rational {
    Rational(Int.random(in: -size...size, using: &self), Int.random(in: 1...size, using: &self))
  }

  /// A polynomial of at most the given degree with small coefficients.
  mutating func polynomial(_ degree: Int) -> Polynomial {
    Polynomial((0...degree).map { _ in fraction() })
  }
}
