/// A piece of text that the grammar does not cut further.
public struct Token: Hashable, Sendable {
  public let kind: TokenKind

  /// What is wrong with it, if anything.
  public let mistake: Mistake

  /// `true` iff no token stands before it on its line.
  public let startsLine: Bool

  let start: UInt32
  let end: UInt32

  /// The bytes of the token in its file.
  public var range: Range<Int> { Int(start)..<Int(end) }

  init(_ kind: TokenKind, _ range: Range<Int>, mistake: Mistake = .none, startsLine: Bool) {
    self.kind = kind
    self.mistake = mistake
    self.startsLine = startsLine
    start = UInt32(range.lowerBound)
    end = UInt32(range.upperBound)
  }
}
