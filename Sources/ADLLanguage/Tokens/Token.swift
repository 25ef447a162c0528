/// A piece of text that the grammar does not cut further.
struct Token: Hashable, Sendable {
  let kind: TokenKind

  /// What is wrong with it, if anything.
  let mistake: Mistake

  /// `true` iff no token stands before it on its line.
  let startsLine: Bool

  let start: UInt32
  let end: UInt32

  /// The bytes of the token in its file.
  var range: Range<Int> { Int(start)..<Int(end) }

  init(_ kind: TokenKind, _ range: Range<Int>, mistake: Mistake = .none, startsLine: Bool) {
    self.kind = kind
    self.mistake = mistake
    self.startsLine = startsLine
    start = UInt32(range.lowerBound)
    end = UInt32(range.upperBound)
  }
}
