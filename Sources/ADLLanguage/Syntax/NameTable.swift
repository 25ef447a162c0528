import ADLText

/// The distinct names of a source, by identity and by spelling.
struct NameTable: Sendable {
  private let file: SourceFile
  private var names: [String] = []

  /// Where each name was met first, for comparing bytes.
  private var places: [Range<Int>] = []

  /// An open hash table of identities, -1 where free; its size is a power of two.
  private var buckets = [Int32](repeating: -1, count: 64)

  /// The names outside ASCII: letters may be composed in several ways, and equal strings are one
  /// name.
  private var composed: [String: NameID] = [:]

  init(_ file: SourceFile) {
    self.file = file
  }

  subscript(id: NameID) -> String { names[Int(id.index)] }

  /// Returns the identity of the name with the bytes of `range`.
  ///
  /// - Complexity: O(`range.count`) on average.
  mutating func insert(_ range: Range<Int>) -> NameID {
    var bucket = 0
    let found: Int32? = file.bytes.withUnsafeBufferPointer { bytes in
      bucket = Self.hash(bytes[range]) & (buckets.count - 1)
      while buckets[bucket] >= 0 {
        let place = places[Int(buckets[bucket])]
        if place.count == range.count && bytes[place].elementsEqual(bytes[range]) {
          return buckets[bucket]
        }
        bucket = (bucket + 1) & (buckets.count - 1)
      }
      return nil
    }
    if let found { return NameID(Int(found)) }
    let name = file.text(in: range)
    if name.utf8.count != name.unicodeScalars.count {
      if let same = composed[name] { return same }
      composed[name] = NameID(names.count)
    }
    buckets[bucket] = Int32(names.count)
    names.append(name)
    places.append(range)
    if names.count * 2 > buckets.count { grow() }
    return NameID(names.count - 1)
  }

  private mutating func grow() {
    buckets = [Int32](repeating: -1, count: buckets.count * 4)
    for i in names.indices {
      var bucket = Self.hash(file.bytes[places[i]]) & (buckets.count - 1)
      while buckets[bucket] >= 0 { bucket = (bucket + 1) & (buckets.count - 1) }
      buckets[bucket] = Int32(i)
    }
  }

  /// The hash of Fowler, Noll and Vo (FNV-1a) over bytes.
  private static func hash(_ bytes: some Sequence<UInt8>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
