import ADLPrograms

extension Integer {
  /// Returns a number from 0 to below 2^`bits`; every digit is a fair coin.
  package static func random(maximumBits bits: Int, _ random: inout SplitMix64) -> Integer {
    var result: Integer = 0
    var rest = bits
    while rest > 0 {
      let taken = Swift.min(rest, 64)
      result = result.shiftedLeft(by: taken) + Integer(UInt(random.next() >> UInt64(64 - taken)))
      rest -= taken
    }
    return result
  }
}
