/// Comments, strings, and bytes that are none of ours.
extension Lexer {
  /// Takes a `#` comment; returns a token iff it is a `##` comment.
  mutating func takeComment() -> Token? {
    let start = offset
    skipLine()
    let isDocumentation =
      byte(at: start + 1) == UInt8(ascii: "#") && byte(at: start + 2) != UInt8(ascii: "#")
    return isDocumentation ? token(.documentation, start..<trimmed(offset, after: start)) : nil
  }

  /// Takes a comment that begins with `//`, as other languages write it.
  mutating func takeSlashComment() -> Token? {
    guard byte(at: offset + 1) == UInt8(ascii: "/") else { return nil }
    let start = offset
    skipLine()
    return token(.unknown, start..<start + 2, mistake: .slashComment)
  }

  /// Takes a string between straight quotes; what it contains stands for itself.
  mutating func takeString() -> Token? {
    let start = offset
    offset += 1
    while offset < bytes.count && bytes[offset] != UInt8(ascii: "\n") {
      offset += 1
      if bytes[offset - 1] == UInt8(ascii: "\"") { return token(.string, start..<offset) }
    }
    offset = trimmed(offset, after: start)
    return token(.string, start..<offset, mistake: .unterminatedString)
  }

  /// Takes a string between curly quotes.
  mutating func takeSmartString() -> Token? {
    guard let first = scalar(at: offset), first == "“" || first == "”" || first == "„" else {
      return nil
    }
    let start = offset
    offset += 3
    while offset < bytes.count && bytes[offset] != UInt8(ascii: "\n") {
      if bytes[offset] == UInt8(ascii: "\"") {
        offset += 1
        return token(.string, start..<offset, mistake: .smartQuotes)
      }
      if let scalar = scalar(at: offset) {
        offset += UTF8.width(scalar)
        if scalar == "“" || scalar == "”" {
          return token(.string, start..<offset, mistake: .smartQuotes)
        }
      } else {
        offset += 1
      }
    }
    return token(.string, start..<offset, mistake: .unterminatedString)
  }

  /// Takes a character that begins no token, or a run of bytes that are not UTF-8.
  mutating func takeUnknown() -> Token {
    let start = offset
    if let scalar = scalar(at: offset) {
      offset += UTF8.width(scalar)
      return token(.unknown, start..<offset, mistake: .unknownCharacter)
    }
    repeat {
      offset += 1
    } while offset < bytes.count && bytes[offset] >= 0x80
      && scalar(at: offset) == nil
    return token(.unknown, start..<offset, mistake: .invalidUTF8)
  }

  private mutating func skipLine() {
    while offset < bytes.count && bytes[offset] != UInt8(ascii: "\n") { offset += 1 }
  }

  /// Returns `end` without the carriage returns and spaces before it, not below `start`.
  private func trimmed(_ end: Int, after start: Int) -> Int {
    var place = end
    while place > start + 1 && (bytes[place - 1] == 0x0D || bytes[place - 1] == 0x20) { place -= 1 }
    return place
  }
}
