/// The spellings by their first byte, the longest first, for the lexer.
struct SpellingIndex: Sendable {
  /// A spelling packed into a word: its bytes from the lowest up.
  struct Entry: Sendable {
    let bytes: UInt32
    let mask: UInt32
    let length: Int
    let kind: TokenKind
    let mistake: Mistake
  }

  static let shared = SpellingIndex(TokenSpelling.table)

  private let entries: [Entry]

  /// Where the entries of each first byte begin; 257 elements.
  private let starts: [Int]

  private init(_ table: [TokenSpelling]) {
    let sorted = table.sorted { a, b in
      let (left, right) = (Array(a.text.utf8), Array(b.text.utf8))
      return left[0] != right[0] ? left[0] < right[0] : left.count > right.count
    }
    entries = sorted.map { spelling in
      var bytes: UInt32 = 0
      for (i, byte) in spelling.text.utf8.enumerated() { bytes |= UInt32(byte) << (8 * i) }
      let length = spelling.text.utf8.count
      return Entry(
        bytes: bytes, mask: length == 4 ? .max : 1 << (8 * length) - 1, length: length,
        kind: spelling.kind, mistake: spelling.hint == nil ? .none : .lookAlike)
    }
    starts = (0...256).map { first in
      sorted.firstIndex { Int($0.text.utf8.first!) >= first } ?? sorted.count
    }
  }

  /// Returns the longest spelling that the bytes at `offset` begin with, words apart.
  func punctuation(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Entry? {
    let text = Self.pack(bytes, from: offset, to: min(offset + 4, bytes.count))
    let first = Int(bytes[offset])
    for i in starts[first]..<starts[first + 1] where entries[i].bytes == text & entries[i].mask {
      return entries[i]
    }
    return nil
  }

  /// Returns the reserved word whose letters are exactly the bytes of `range`.
  func word(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> TokenKind? {
    if range.count > 4 { return nil }
    let first = Int(bytes[range.lowerBound])
    if starts[first] == starts[first + 1] { return nil }
    let text = Self.pack(bytes, from: range.lowerBound, to: range.upperBound)
    for i in starts[first]..<starts[first + 1]
    where entries[i].bytes == text && entries[i].kind.isWord { return entries[i].kind }
    return nil
  }

  @inline(__always)
  private static func pack(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> UInt32 {
    var text: UInt32 = 0
    var shift: UInt32 = 0
    for i in start..<end {
      text |= UInt32(bytes[i]) << shift
      shift += 8
    }
    return text
  }
}
