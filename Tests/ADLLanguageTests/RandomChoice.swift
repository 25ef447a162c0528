import ADLPrograms

extension SplitMix64 {
  /// Returns a number from 0 to `bound - 1`.
  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
