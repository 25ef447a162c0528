/// A set of small numbers.
struct BitSet: Hashable {
  fileprivate var words: [UInt64] = []

  mutating func insert(_ element: Int) {
    let word = element >> 6
    while words.count <= word { words.append(0) }
    words[word] |= 1 << UInt64(element & 63)
  }

  mutating func formUnion(_ other: BitSet) {
    if words.isEmpty {
      words = other.words
      return
    }
    while words.count < other.words.count { words.append(0) }
    for (i, word) in other.words.enumerated() { words[i] |= word }
  }

  func contains(_ element: Int) -> Bool {
    element >> 6 < words.count && words[element >> 6] >> UInt64(element & 63) & 1 == 1
  }

  /// The numbers in increasing order.
  var elements: [Int] {
    var elements: [Int] = []
    for (i, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        elements.append(i << 6 | rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return elements
  }
}

extension BitSet {
  func intersects(_ other: BitSet) -> Bool {
    zip(words, other.words).contains { $0 & $1 != 0 }
  }
}
