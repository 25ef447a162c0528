import ADLAnalysis
import ADLPrograms

extension SplitMix64 {
  /// A fraction with a small numerator and denominator.
  mutating func fraction(_ size: Int = 6) -> Rational {
    Rational(Int.random(in: -size...size, using: &self), Int.random(in: 1...size, using: &self))
  }

  /// A polynomial of at most the given degree with small coefficients.
  mutating func polynomial(_ degree: Int) -> Polynomial {
    Polynomial((0...degree).map { _ in fraction() })
  }
}
