import ADLText

/// A value of JSON with the bytes that it takes in a file, so that what is wrong with it has a
/// place.
package struct LocatedJSON: Sendable {
  package indirect enum Content: Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([LocatedJSON])

    /// The members in the order of the file.
    case object([Member])
  }

  /// A key with its value.
  package struct Member: Sendable {
    package let key: String
    package let keyRange: Range<Int>
    package let value: LocatedJSON
  }

  package let content: Content
  package let range: Range<Int>

  /// Why a text is not JSON.
  package struct Failure: Error, Hashable, Sendable {
    package let expected: String
    package let range: Range<Int>
  }

  /// Reads the value that `file` holds.
  package init(_ file: SourceFile) throws(Failure) {
    var reader = JSONReader(bytes: file.bytes)
    self = try reader.document()
  }

  init(_ content: Content, _ range: Range<Int>) {
    self.content = content
    self.range = range
  }
}

/// Reads JSON (RFC 8259), byte by byte.
private struct JSONReader {
  let bytes: [UInt8]
  var position = 0
  private var depth = 0

  /// The depth to which arrays and objects may nest.
  private static let depthLimit = 64

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(LocatedJSON.Failure) -> LocatedJSON {
    let value = try value()
    skipSpace()
    if position < bytes.count { throw failure("the end of the file") }
    return value
  }

  private mutating func value() throws(LocatedJSON.Failure) -> LocatedJSON {
    skipSpace()
    let start = position
    switch head {
    case UInt8(ascii: "{"): return LocatedJSON(.object(try members()), start..<position)
    case UInt8(ascii: "["): return LocatedJSON(.array(try elements()), start..<position)
    case UInt8(ascii: "\""): return LocatedJSON(.string(try string()), start..<position)
    case let byte? where byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte):
      return LocatedJSON(.number(try number()), start..<position)
    default:
      for (word, content) in [
        ("null", LocatedJSON.Content.null), ("true", .boolean(true)), ("false", .boolean(false)),
      ] where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return LocatedJSON(content, start..<position)
      }
      throw failure("a value")
    }
  }

  private mutating func elements() throws(LocatedJSON.Failure) -> [LocatedJSON] {
    var elements: [LocatedJSON] = []
    try list(until: "]") { (reader) throws(LocatedJSON.Failure) in
      elements.append(try reader.value())
    }
    return elements
  }

  private mutating func members() throws(LocatedJSON.Failure) -> [LocatedJSON.Member] {
    var members: [LocatedJSON.Member] = []
    try list(until: "}") { (reader) throws(LocatedJSON.Failure) in
      reader.skipSpace()
      let start = reader.position
      guard reader.head == UInt8(ascii: "\"") else { throw reader.failure("a key in quotes") }
      let key = try reader.string()
      let range = start..<reader.position
      reader.skipSpace()
      try reader.take(":")
      members.append(.init(key: key, keyRange: range, value: try reader.value()))
    }
    return members
  }

  /// Reads what stands between brackets, separated by commas.
  private mutating func list(
    until end: Unicode.Scalar,
    _ element: (inout JSONReader) throws(LocatedJSON.Failure) -> Void
  ) throws(LocatedJSON.Failure) {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw failure("at most \(Self.depthLimit) brackets within one another")
    }
    position += 1
    skipSpace()
    if head == UInt8(ascii: end) {
      position += 1
      return
    }
    while true {
      try element(&self)
      skipSpace()
      if head == UInt8(ascii: end) {
        position += 1
        return
      }
      guard head == UInt8(ascii: ",") else { throw failure("`,` or `\(end)`") }
      position += 1
    }
  }

  private mutating func number() throws(LocatedJSON.Failure) -> Double {
    let start = position
    let letters = Set("+-.eE0123456789".utf8)
    while let byte = head, letters.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // What Swift reads and JSON does not: a sign, a zero or a point that leads, a point at the end.
    let digits = text.drop { $0 == "-" }
    let isPlain =
      text.first != "+" && digits.first != "." && text.last != "." && !text.contains(".e")
      && !text.contains(".E")
      && !(digits.first == "0" && digits.dropFirst().first?.isNumber == true)
    guard isPlain, let value = Double(text), value.isFinite else {
      throw LocatedJSON.Failure(expected: "a number", range: start..<position)
    }
    return value
  }

  private mutating func string() throws(LocatedJSON.Failure) -> String {
    let start = position
    position += 1
    var units: [UInt8] = []
    while let byte = head, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw failure("no control character in a string") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        units += Array(String(try escaped()).utf8)
      } else {
        units.append(byte)
      }
    }
    guard head != nil else {
      throw LocatedJSON.Failure(expected: "the end of the string", range: start..<position)
    }
    position += 1
    guard let text = String(validating: units, as: UTF8.self) else {
      throw LocatedJSON.Failure(expected: "UTF-8", range: start..<position)
    }
    return text
  }

  private mutating func escaped() throws(LocatedJSON.Failure) -> Unicode.Scalar {
    guard let byte = head else { throw failure("the end of the string") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let high = try unit()
      if let scalar = Unicode.Scalar(high) { return scalar }
      // A character beyond the first 65536 takes two escapes.
      try take("\\")
      try take("u")
      let low = try unit()
      let code = 0x10000 + (UInt32(high) & 0x3ff) << 10 + UInt32(low) & 0x3ff
      guard high < 0xdc00, (0xdc00..<0xe000).contains(low), let scalar = Unicode.Scalar(code)
      else { throw failure("a character") }
      return scalar
    default:
      position -= 1
      throw failure("an escape, such as `\\n`")
    }
  }

  private mutating func unit() throws(LocatedJSON.Failure) -> UInt16 {
    let end = min(position + 4, bytes.count)
    let digits = String(decoding: bytes[position..<end], as: UTF8.self)
    guard digits.utf8.count == 4, digits.allSatisfy(\.isHexDigit),
      let unit = UInt16(digits, radix: 16)
    else { throw failure("four hexadecimal digits") }
    position += 4
    return unit
  }

  private mutating func take(_ scalar: Unicode.Scalar) throws(LocatedJSON.Failure) {
    guard head == UInt8(ascii: scalar) else { throw failure("`\(scalar)`") }
    position += 1
  }

  mutating func skipSpace() {
    while let byte = head, [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
  }

  var head: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// The failure at the next byte, or just behind the file.
  func failure(_ expected: String) -> LocatedJSON.Failure {
    LocatedJSON.Failure(
      expected: expected, range: position..<min(position + 1, bytes.count))
  }
}
