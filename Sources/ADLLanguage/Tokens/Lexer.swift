import ADLPrograms
import ADLText

/// Cuts the bytes of a file into tokens. Any bytes will do: what begins no token becomes a token
/// of kind `unknown`, for the parser to report where it matters.
struct Lexer {
  let bytes: UnsafeBufferPointer<UInt8>
  private let spellings = SpellingIndex.shared
  private let classes = ByteClass.table

  /// The place of the next byte.
  var offset = 0

  /// `true` iff no token was found on this line yet.
  private var isAtLineStart = true

  /// The overlong lines that are still to come, the last first.
  private var overlongLines: [Range<Int>]

  private init(_ bytes: UnsafeBufferPointer<UInt8>, overlongLines: [Range<Int>]) {
    self.bytes = bytes
    self.overlongLines = overlongLines.reversed()
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { offset = 3 }
  }

  /// Returns the tokens of `file`, and apart from them its `##` comments. The last token, and no
  /// other, is the end of the file. Where `cancellation` holds, which is asked every 2^12 tokens,
  /// the file ends early.
  ///
  /// - Requires: the file has at most `Limits.sourceBytes` bytes.
  /// - Complexity: O(size of the file).
  static func tokens(
    of file: SourceFile, _ cancellation: Cancellation = .never
  ) -> (tokens: [Token], documentation: [Token]) {
    let overlong = file.lines(longerThan: Limits.lineBytes).map { file.line($0) }
    return file.bytes.withUnsafeBufferPointer { bytes in
      var lexer = Lexer(bytes, overlongLines: overlong)
      var tokens: [Token] = []
      var documentation: [Token] = []
      tokens.reserveCapacity(bytes.count / 2 + 8)
      while true {
        var token = lexer.next()
        if tokens.count & 0xFFF == 0xFFF, cancellation.isRequested {
          token = Token(.endOfFile, token.range, startsLine: true)
        }
        if token.kind == .documentation {
          documentation.append(token)
          continue
        }
        tokens.append(token)
        if token.kind == .endOfFile { return (tokens, documentation) }
      }
    }
  }

  private mutating func next() -> Token {
    while offset < bytes.count {
      if let line = overlongLines.last, offset >= line.lowerBound {
        overlongLines.removeLast()
        offset = line.upperBound
        return token(.overlongLine, line.lowerBound..<line.lowerBound)
      }
      switch bytes[offset] {
      case UInt8(ascii: "\n"):
        isAtLineStart = true
        offset += 1
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), 0x0B, 0x0C:
        offset += 1
      case UInt8(ascii: "#"):
        if let comment = takeComment() { return comment }
      case 0xC2 where offset + 1 < bytes.count && bytes[offset + 1] == 0xA0:
        offset += 2  // a no-break space
      default:
        return takeToken()
      }
    }
    return token(.endOfFile, bytes.count..<bytes.count)
  }

  private mutating func takeToken() -> Token {
    let head = bytes[offset]
    switch classes[Int(head)] {
    case .letter: return takeName()
    case .digit: return takeNumber()
    case .nonASCII:
      if let name = takeNonASCIIName() { return name }
    case .other:
      if head == UInt8(ascii: "\""), let string = takeString() { return string }
      if head == UInt8(ascii: "."), byte(at: offset + 1).isDigit { return takeNumber() }
      if head == UInt8(ascii: "/"), let comment = takeSlashComment() { return comment }
    }
    return takePunctuation() ?? takeSmartString() ?? takeUnknown()
  }

  /// Returns the byte at `place`, or 0 after the end.
  func byte(at place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  /// Returns the token of `range`, which is the next one on its line.
  mutating func token(
    _ kind: TokenKind, _ range: Range<Int>, mistake: Mistake = .none
  ) -> Token {
    defer { isAtLineStart = false }
    return Token(kind, range, mistake: mistake, startsLine: isAtLineStart)
  }

  private mutating func takePunctuation() -> Token? {
    guard let entry = spellings.punctuation(bytes, at: offset) else { return nil }
    let start = offset
    offset += entry.length
    return token(entry.kind, start..<offset, mistake: entry.mistake)
  }

  private mutating func takeName() -> Token {
    let start = offset
    offset += 1
    while offset < bytes.count {
      switch classes[Int(bytes[offset])] {
      case .letter, .digit: offset += 1
      case .nonASCII:
        guard let scalar = scalar(at: offset), scalar.continuesName else {
          return name(start..<offset)
        }
        offset += UTF8.width(scalar)
      case .other: return name(start..<offset)
      }
    }
    return name(start..<offset)
  }

  private mutating func name(_ range: Range<Int>) -> Token {
    token(spellings.word(bytes, in: range) ?? .name, range)
  }

  /// Takes a name that begins with a letter outside ASCII.
  private mutating func takeNonASCIIName() -> Token? {
    guard let first = scalar(at: offset), first.beginsName else { return nil }
    let start = offset
    offset += UTF8.width(first) - 1
    let rest = takeName()
    return Token(rest.kind, start..<rest.range.upperBound, startsLine: rest.startsLine)
  }
}
