/// A token of MLIR's text.
struct MLIRToken {
  enum Kind: Equatable {
    /// `%name`, `@name`, `#name`, `^name`: without the mark.
    case value, symbol, alias, block
    case string, integer, float, word
    case punctuation(UInt8)

    /// `->`
    case arrow
    case end
  }

  let kind: Kind
  let range: Range<Int>

  /// `true` iff it is the mark `mark`.
  func isMark(_ mark: Character) -> Bool { kind == .punctuation(mark.asciiValue ?? 0) }
}

/// Cuts MLIR's text into tokens, one at a time.
struct MLIRLexer {
  let bytes: [UInt8]

  /// Where the next token is looked for.
  var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> MLIRToken {
    skipBlanks()
    let start = position
    guard start < bytes.count else { return MLIRToken(kind: .end, range: start..<start) }
    let byte = bytes[start]
    switch byte {
    case UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "^"):
      position += 1
      skipName()
      let kind: MLIRToken.Kind =
        byte == UInt8(ascii: "%") ? .value : byte == UInt8(ascii: "#") ? .alias : .block
      return MLIRToken(kind: kind, range: start + 1..<position)
    case UInt8(ascii: "@"):
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        skipString()
        return MLIRToken(kind: .symbol, range: start + 2..<position - 1)
      }
      skipName()
      return MLIRToken(kind: .symbol, range: start + 1..<position)
    case UInt8(ascii: "\""):
      skipString()
      return MLIRToken(kind: .string, range: start..<position)
    case UInt8(ascii: "-") where start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: ">"):
      position += 2
      return MLIRToken(kind: .arrow, range: start..<position)
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return number(from: start)
    default:
      if Self.isNameByte(byte) {
        skipName()
        return MLIRToken(kind: .word, range: start..<position)
      }
      position += 1
      return MLIRToken(kind: .punctuation(byte), range: start..<position)
    }
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "$"):
      true
    default: false
    }
  }

  /// Skips blanks and comments.
  mutating func skipBlanks() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "/")
      where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "/"):
        while position < bytes.count, bytes[position] != UInt8(ascii: "\n") { position += 1 }
      default: return
      }
    }
  }

  private mutating func skipName() {
    while position < bytes.count, Self.isNameByte(bytes[position]) { position += 1 }
  }

  private mutating func skipString() {
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position + 1, bytes.count)
  }

  private mutating func number(from start: Int) -> MLIRToken {
    func isDigit(_ i: Int) -> Bool {
      i < bytes.count && bytes[i] >= UInt8(ascii: "0") && bytes[i] <= UInt8(ascii: "9")
    }
    position = start + 1
    if bytes[start] == UInt8(ascii: "0"), position < bytes.count,
      bytes[position] == UInt8(ascii: "x"), position + 1 < bytes.count,
      Self.isHexadecimal(bytes[position + 1])
    {
      position += 1
      while position < bytes.count, Self.isHexadecimal(bytes[position]) { position += 1 }
      return MLIRToken(kind: .integer, range: start..<position)
    }
    if !isDigit(start), !isDigit(position) {
      return MLIRToken(kind: .punctuation(bytes[start]), range: start..<position)
    }
    while isDigit(position) { position += 1 }
    var kind = MLIRToken.Kind.integer
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      kind = .float
      position += 1
      while isDigit(position) { position += 1 }
    }
    if position < bytes.count,
      bytes[position] == UInt8(ascii: "e") || bytes[position] == UInt8(ascii: "E")
    {
      let sign =
        position + 1 < bytes.count
        && (bytes[position + 1] == UInt8(ascii: "-") || bytes[position + 1] == UInt8(ascii: "+"))
      if isDigit(position + (sign ? 2 : 1)) {
        kind = .float
        position += sign ? 2 : 1
        while isDigit(position) { position += 1 }
      }
    }
    return MLIRToken(kind: kind, range: start..<position)
  }

  static func isHexadecimal(_ byte: UInt8) -> Bool { hexadecimal(byte) != nil }

  static func hexadecimal(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
