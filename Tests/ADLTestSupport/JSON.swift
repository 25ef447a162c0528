import Foundation

/// A value of JSON, read strictly: nothing but JSON is taken, and no key stands twice.
public indirect enum JSON: Hashable, Sendable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// Why a text is not JSON, and at which byte.
  public struct Failure: Error {
    public let reason: String
    public let offset: Int
  }

  /// Creates the value that `text` is.
  public init(_ text: String) throws(Failure) {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.document()
  }

  /// The member of an object; `nil` for other values.
  public subscript(key: String) -> JSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }

  /// The elements of an array; none for other values.
  public var elements: [JSON] { if case .array(let elements) = self { elements } else { [] } }

  /// The string; `nil` for other values.
  public var string: String? { if case .string(let text) = self { text } else { nil } }
}

/// Reads JSON byte by byte.
private struct JSONReader {
  let bytes: [UInt8]
  var offset = 0

  mutating func document() throws(JSON.Failure) -> JSON {
    let value = try element()
    skipBlanks()
    guard offset == bytes.count else { throw failure("something follows") }
    return value
  }

  private func failure(_ reason: String) -> JSON.Failure {
    JSON.Failure(reason: reason, offset: offset)
  }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte <= 0x20,
      byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    {
      offset += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard next == UInt8(ascii: character) else { return false }
    offset += 1
    return true
  }

  private mutating func need(_ character: Unicode.Scalar) throws(JSON.Failure) {
    guard take(character) else { throw failure("`\(character)` is missing") }
  }

  private mutating func element() throws(JSON.Failure) -> JSON {
    if take("{") { return .object(try members()) }
    if take("[") { return .array(try elements()) }
    if next == UInt8(ascii: "\"") { return .string(try string()) }
    for (word, value) in [
      ("null", JSON.null), ("true", .boolean(true)), ("false", .boolean(false)),
    ]
    where bytes[offset...].starts(with: word.utf8) {
      offset += word.utf8.count
      return value
    }
    return .number(try number())
  }

  private mutating func members() throws(JSON.Failure) -> [String: JSON] {
    var members: [String: JSON] = [:]
    if take("}") { return members }
    repeat {
      skipBlanks()
      let key = try string()
      try need(":")
      guard members.updateValue(try element(), forKey: key) == nil else {
        throw failure("the key `\(key)` stands twice")
      }
    } while take(",")
    try need("}")
    return members
  }

  private mutating func elements() throws(JSON.Failure) -> [JSON] {
    var elements: [JSON] = []
    if take("]") { return elements }
    repeat { elements.append(try element()) } while take(",")
    try need("]")
    return elements
  }

  private mutating func string() throws(JSON.Failure) -> String {
    let start = offset
    try need("\"")
    var isPlain = true
    while let byte = next, byte != UInt8(ascii: "\"") {
      if byte < 0x20 { throw failure("a control character stands in a string") }
      if byte == UInt8(ascii: "\\") {
        isPlain = false
        offset += 1
      }
      offset += 1
    }
    try need("\"")
    let text = bytes[start..<offset]
    if isPlain { return String(decoding: text.dropFirst().dropLast(), as: UTF8.self) }
    guard let decoded = try? JSONDecoder().decode(String.self, from: Data(text)) else {
      throw failure("a string has a wrong escape")
    }
    return decoded
  }

  private mutating func number() throws(JSON.Failure) -> Double {
    let start = offset
    while let byte = next, byte != UInt8(ascii: ","), Self.isPartOfNumber(byte) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard Self.isNumber(bytes[start..<offset]), let number = Double(text) else {
      throw failure("`\(text)` is not a value")
    }
    return number
  }

  /// `true` iff the bytes are a number as JSON writes it; Swift reads more.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    let digits = text.drop { $0 == UInt8(ascii: "-") }
    guard text.count - digits.count <= 1, let first = digits.first, isDigit(first) else {
      return false
    }
    let second = digits.dropFirst().first
    if first == UInt8(ascii: "0"), let second, isDigit(second) { return false }
    let dot = digits.firstIndex(of: UInt8(ascii: "."))
    if let dot, dot + 1 >= digits.endIndex || !isDigit(digits[dot + 1]) { return false }
    return isDigit(digits[digits.endIndex - 1])
  }

  private static func isPartOfNumber(_ byte: UInt8) -> Bool {
    isDigit(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
  }
}
